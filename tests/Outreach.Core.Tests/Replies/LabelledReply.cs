using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.Tests.Replies;

/// <summary>One line of a *.replies.txt file: a reply and how it is to be read.</summary>
internal sealed record LabelledReply(
    Language Language, Ask Ask, Intents Intents, IReadOnlyList<Urgency> Urgencies, string? Value, string? Unit, string Text)
{
    public bool NeedsNobodyToday => Urgencies.Max() <= Urgency.Routine;

    public Meaning Read() => ReplyReader.Default.Read(Text, OpenAsk.For(Ask), Language);

    public bool IsEmergency => Urgencies.All(u => u == Urgency.Emergency);

    public bool IsUrgent => Urgencies.All(u => u >= Urgency.Urgent);

    public static IReadOnlyList<LabelledReply> From(string file)
    {
        var assembly = typeof(LabelledReply).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith(file, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return [.. reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(Parse)];
    }

    /// <summary>All natural lines of Lines/; templates with {one|another} choices are for the trainer.</summary>
    public static IReadOnlyList<LabelledReply> Lines { get; } = [.. typeof(LabelledReply).Assembly.GetManifestResourceNames()
        .Where(n => n.Contains(".Lines.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .SelectMany(From).Where(l => !l.Text.Contains('{', StringComparison.Ordinal))];

    private static LabelledReply Parse(string line)
    {
        var parts = line.Split('|', 7);
        return new LabelledReply(
            parts[0] == "es" ? Language.Spanish : Language.English,
            ParseEnum<Ask>(parts[1]),
            parts[2].Split(',').Select(ParseEnum<Intents>).Aggregate((a, b) => a | b),
            [.. parts[3].Split(',').Select(ParseEnum<Urgency>)],
            parts[4].Length == 0 ? null : parts[4],
            parts[5].Length == 0 ? null : parts[5],
            parts[6]);
    }

    private static T ParseEnum<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text.Replace("0-", "0to", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
