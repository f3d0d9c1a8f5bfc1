namespace Outreach.Core.Replies.Lexicons;

/// <summary>
/// Reads "[name] danger emergency event", "[name] intent opt-out", "[name] scope negation", "[name] answer yes",
/// "[name] idiom", "[name] fact event" and "[name] unread routine".
/// </summary>
internal static class RuleHeading
{
    public static Rule Parse(string file, string line, bool indirect)
    {
        var close = line.IndexOf(']');
        if (close < 2) throw new FormatException($"{file}: a rule needs a name: {line}");
        var name = line[1..close];
        var words = line[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["intent", var intent] => new Rule(name, RuleKind.Intent) { Intent = ParseEnum<Intents>(file, intent) },
            ["scope", var cue] => new Rule(name, RuleKind.Scope) { Cue = ParseEnum<ScopeCue>(file, cue) },
            ["answer", var answer] => new Rule(name, RuleKind.Answer) { Answer = answer },
            ["idiom"] => new Rule(name, RuleKind.Idiom),
            ["fact", .. var flags] => new Rule(name, RuleKind.Fact) { IsEvent = flags.Contains("event"), Unscoped = flags.Contains("unscoped") },
            ["unread", var urgency] => new Rule(name, RuleKind.Unread) { Urgency = ParseEnum<Urgency>(file, urgency) },
            [var topic, var urgency, .. var flags] => new Rule(name, RuleKind.Finding)
            {
                Topic = ParseEnum<Topic>(file, topic),
                Urgency = ParseEnum<Urgency>(file, urgency),
                IsEvent = flags.Contains("event"),
                Unscoped = flags.Contains("unscoped"),
                ThroughIdiom = flags.Contains("through-idiom"),
                ReadWhenDenied = flags.Contains("read-when-denied"),
                Doubtful = flags.Contains("doubtful"),
                Indirect = indirect || flags.Contains("indirect"),
            },
            _ => throw new FormatException($"{file}: what is this rule? {line}"),
        };
    }

    public static Combination ParseCombination(string file, string line) =>
        line.Split(" = ") is [var left, var right]
        && left["combine ".Length..].Split(" + ") is { Length: >= 2 } parts
        && right.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var topic, var urgency, var name, .. [] or ["indirect"]] words
            ? new Combination(name, [.. parts.Select(p => p.Trim().Split('|'))], ParseEnum<Topic>(file, topic), ParseEnum<Urgency>(file, urgency), words.Length > 3)
            : throw new FormatException($"{file}: a combination reads 'combine a + b|c = topic urgency name', and 'indirect' behind it where the parts stand beside each other in innocent talk too: {line}");

    private static T ParseEnum<T>(string file, string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value)
            ? value
            : throw new FormatException($"{file}: {text} is no {typeof(T).Name}");
}
