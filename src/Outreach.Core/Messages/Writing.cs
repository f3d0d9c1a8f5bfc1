using System.Text;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.Messages;

/// <summary>Fills our words for one patient.</summary>
internal static class Writing
{
    public static string Write(this Turn turn, Words words, params ReadOnlySpan<(string Name, string Value)> more) =>
        Fill(turn, For(turn, Promises.Kept(turn, words)).In(turn.Language), more);

    private static Words For(Turn turn, Words words) => turn.State.Patient is { } patient ? Wording.For(words, patient) : words;

    private static string Fill(Turn turn, string text, ReadOnlySpan<(string Name, string Value)> more)
    {
        foreach (var (name, value) in more) text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        if (!text.Contains('{')) return text;
        var filled = new StringBuilder(text.Length + 64);
        var rest = text.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open && rest[open..].IndexOf('}') is > 0 and var length)
        {
            filled.Append(rest[..open]);
            var name = rest.Slice(open + 1, length - 1);
            if (Known(turn, name) is { } value) filled.Append(value);
            else filled.Append('{').Append(name).Append('}');
            rest = rest[(open + length + 1)..];
        }

        return filled.Append(rest).ToString();
    }

    /// <summary>Null for what others fill in, as the host does with <c>{link}</c>.</summary>
    private static string? Known(Turn turn, ReadOnlySpan<char> name) => name switch
    {
        "name" => turn.State.Patient?.PreferredName ?? "",
        "practice" => turn.Practice.Name,
        "phone" => Texts.Spoken(turn.Practice.Phone),
        "provider" => ProviderName(turn),
        "emergency" => turn.Practice.Emergency.Emergency,
        "crisis" => turn.Practice.Emergency.Crisis,
        "programme" => (FirstPlan(turn)?.Programme ?? Programme).In(turn.Language),
        "frequency" => (FirstPlan(turn)?.Frequency ?? Frequency).In(turn.Language),
        _ => null,
    };

    private static CarePlan? FirstPlan(Turn turn) => turn.State.Enrollments.IsEmpty ? null : turn.Plan(turn.State.Enrollments[0].Plan);

    private static readonly Words Programme = new("your follow-up", "su seguimiento");
    private static readonly Words Frequency = new("a few texts a week", "unos mensajes por semana");

    private static string ProviderName(Turn turn) =>
        turn.Practice.ProviderById(turn.State.Patient?.Provider ?? "")?.Name ?? turn.Practice.Name;

    public static string Question(this Turn turn, Question question)
    {
        var text = For(turn, question.Text).In(turn.Language);
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
