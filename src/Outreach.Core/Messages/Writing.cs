using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

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
        // A plan may write the options into its question, in its own way.
        if (!question.Options.All(o => text.Contains(o.In(turn.Language), StringComparison.Ordinal))) text += " " + string.Join(", ", question.Options.Select((o, i) => $"{i + 1} {o.In(turn.Language)}"));
        return Fill(turn, text, [(Placeholders.Example, question.Example.In(turn.Language))]);
    }

    /// <summary>Asked again, kindly and with an example (R10); a question that names its answers or shows an example needs no second one.</summary>
    public static string AskAgain(this Turn turn, Question question)
    {
        var asked = turn.Question(question);
        var example = question.Example.In(turn.Language);
        var again = turn.Write(Texts.AskAgain, ("question", asked));
        return question.Kind is Ask.YesNo or Ask.BetterSameWorse or Ask.Choice || asked.Contains(example, StringComparison.OrdinalIgnoreCase)
            ? again
            : $"{again} {turn.Write(Texts.ForExample, ("example", example))}";
    }
}
