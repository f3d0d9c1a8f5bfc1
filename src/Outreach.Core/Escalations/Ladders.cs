using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.Escalations;

/// <summary>Who is told, in which order.</summary>
public static class Ladders
{
    private static readonly Duration LongestRepeat = Duration.FromHours(1);

    /// <summary>The patient's own provider, or who covers, and then the practice's ladder for the hour; never empty.</summary>
    public static ImmutableArray<Rung> Build(Practice practice, string ownProvider, Urgency urgency, Instant now)
    {
        var today = now.InZone(practice.Zone).Date;
        var own = Present(practice, ownProvider, today, depth: 0);
        // Routine waits for the office anyway; outside office hours the on-call person comes first.
        var office = urgency == Urgency.Routine || Office.IsOpen(practice, now);
        IEnumerable<string?> order = office
            ? [own, .. practice.Ladder.OfficeHours, .. practice.Ladder.AfterHours]
            : [.. practice.Ladder.AfterHours, own, .. practice.Ladder.OfficeHours];
        var rungs = order.OfType<string>()
            .Select(id => Present(practice, id, today, depth: 0)).OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(practice.ProviderById).OfType<Provider>()
            .Select(Rung).ToImmutableArray();
        // Everybody away is no reason to tell nobody.
        return rungs.IsEmpty ? [.. practice.Providers.Select(Rung)] : rungs;
    }

    /// <summary>How long somebody has before the next is told. When the whole ladder was told in vain it begins again, each round
    /// with twice the wait, up to an hour or the practice's own longer wait: it never stops, and never buries anybody in messages.</summary>
    public static Duration Wait(Practice practice, Urgency urgency, int rounds)
    {
        var wait = urgency switch
        {
            Urgency.Emergency => practice.Ladder.EmergencyWait,
            Urgency.Urgent => practice.Ladder.UrgentWait,
            _ => practice.Ladder.RoutineWait,
        };
        return Duration.Max(wait, Duration.Min(wait * Math.Pow(2, Math.Min(rounds, 10)), LongestRepeat));
    }

    private static Rung Rung(Provider provider) => new(provider.Id, provider.Name, provider.Email, provider.Mobile);

    private static string? Present(Practice practice, string id, LocalDate on, int depth)
    {
        if (practice.ProviderById(id) is not { } provider || depth > practice.Providers.Length) return null;
        var away = provider.Away.Any(a => on >= a.From && on <= a.To);
        if (!away) return id;
        return provider.Cover is { } cover ? Present(practice, cover, on, depth + 1) : null;
    }
}
