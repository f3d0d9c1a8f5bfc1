using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Enrolling;
using Outreach.Core.Patients;

namespace Outreach.Local.Commands.Import;

/// <summary>Whom the patient has named: a name and a mobile each, several with ; between them. What they may do and where and when the patient agreed may be said once for all.</summary>
internal static class CaregiverColumns
{
    public static ImmutableArray<Caregiver> Read(RowFields fields, LocalDate today)
    {
        string[] others = [Columns.CaregiverMobile, Columns.CaregiverMay, Columns.CaregiverConsentSource, Columns.CaregiverConsentDate];
        var names = fields.Items(Columns.CaregiverName);
        if (names.IsEmpty)
        {
            if (others.FirstOrDefault(fields.Has) is { } said) fields.Wrong(Columns.CaregiverName, $"is empty and {said} is not; write the name of each caregiver, with ; between them");
            return [];
        }

        var mobiles = Each(fields, Columns.CaregiverMobile, names.Length, "the mobile of each caregiver, e.g. +1 212 555 0100", onceForAll: false);
        var mays = Each(fields, Columns.CaregiverMay, names.Length, "what each may do: hear, speak or hear-and-speak");
        var sources = Each(fields, Columns.CaregiverConsentSource, names.Length, "where the patient agreed, e.g. intake form");
        var days = Each(fields, Columns.CaregiverConsentDate, names.Length, "the day the patient agreed, e.g. 2026-03-02");
        var caregivers = ImmutableArray.CreateBuilder<Caregiver>();
        for (var i = 0; i < names.Length; i++)
        {
            var mobile = mobiles.IsEmpty ? null : fields.Phone(Columns.CaregiverMobile, mobiles[i]);
            var may = mays.IsEmpty ? null : fields.Word(Columns.CaregiverMay, mays[i], ProfileJson.CaregiverMays);
            var on = days.IsEmpty ? null : fields.Date(Columns.CaregiverConsentDate, days[i]);
            if (on > today) fields.Wrong(Columns.CaregiverConsentDate, $"{RowFields.Quote(days[i])} is in the future; write the day the patient agreed");
            if (mobile is { } number && may is { } does && on is { } day && !sources.IsEmpty) caregivers.Add(new Caregiver(names[i], number, does, sources[i], day));
        }

        foreach (var twice in caregivers.GroupBy(c => c.Mobile).Where(g => g.Count() > 1)) fields.Wrong(Columns.CaregiverMobile, $"{RowFields.Quote(twice.Key.Value)} is there twice; write each caregiver once");
        return caregivers.ToImmutable();
    }

    /// <summary>One for each name; empty where that is wrong.</summary>
    private static ImmutableArray<string> Each(RowFields fields, string column, int count, string what, bool onceForAll = true)
    {
        var items = fields.Items(column);
        if (items.Length == count) return items;
        if (items.Length == 1 && onceForAll) return [.. Enumerable.Repeat(items[0], count)];
        fields.Wrong(column, items.IsEmpty ? $"is empty; write {what}" : $"has {items.Length} and {Columns.CaregiverName} {count}; write {what}, with ; between them");
        return [];
    }
}
