using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Core.Messages;

/// <summary>Fills our words for one patient.</summary>
internal static class Writing
{
    public static string Write(this Turn turn, Words words, params ReadOnlySpan<(string Name, string Value)> more) =>
        Fill(turn, words.In(turn.Language), more);

    private static string Fill(Turn turn, string text, ReadOnlySpan<(string Name, string Value)> more)
    {
        foreach (var (name, value) in more) text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        if (!text.Contains('{')) return text;
        var practice = turn.Practice;
        var plan = turn.State.Enrollments.IsEmpty ? null : turn.Plan(turn.State.Enrollments[0].Plan);
        return text
            .Replace("{name}", turn.State.Patient?.PreferredName ?? "", StringComparison.Ordinal)
            .Replace("{practice}", practice.Name, StringComparison.Ordinal)
            .Replace("{phone}", Texts.Spoken(practice.Phone), StringComparison.Ordinal)
            .Replace("{provider}", ProviderName(turn), StringComparison.Ordinal)
            .Replace("{emergency}", practice.Emergency.Emergency, StringComparison.Ordinal)
            .Replace("{crisis}", practice.Emergency.Crisis, StringComparison.Ordinal)
            .Replace("{programme}", plan?.Programme.In(turn.Language) ?? Programme.In(turn.Language), StringComparison.Ordinal)
            .Replace("{frequency}", plan?.Frequency.In(turn.Language) ?? Frequency.In(turn.Language), StringComparison.Ordinal);
    }

    private static readonly Words Programme = new("your follow-up", "su seguimiento");
    private static readonly Words Frequency = new("a few texts a week", "unos mensajes por semana");

    private static string ProviderName(Turn turn) =>
        turn.Practice.ProviderById(turn.State.Patient?.Provider ?? "")?.Name ?? turn.Practice.Name;

    public static string Question(this Turn turn, Question question)
    {
        var text = question.Text.In(turn.Language);
        if (!question.Options.IsEmpty) text += " " + string.Join(", ", question.Options.Select((o, i) => $"{i + 1} {o.In(turn.Language)}"));
        return Fill(turn, text, [(Placeholders.Example, question.Example.In(turn.Language))]);
    }
}
