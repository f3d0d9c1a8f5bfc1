using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Outreach.Core.Messages;

/// <summary>The words in braces that texts of plans and practice may hold; there are no others.</summary>
public static partial class Placeholders
{
    public const string Name = "name";
    public const string Practice = "practice";
    public const string Provider = "provider";
    public const string Phone = "phone";
    public const string Link = "link";
    public const string Example = "example";
    public const string Programme = "programme";
    public const string Frequency = "frequency";

    /// <summary>The patient's own goal; only in a wording that stands under <c>with_goal</c>, because not everybody has one.</summary>
    public const string Goal = "goal";

    private const string UsualGoal = "walk to the park with my family";

    /// <summary>With a value of usual length, for estimates of a text's cost.</summary>
    public static readonly ImmutableSortedDictionary<string, string> Usual = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Name] = "Margaret",
        [Practice] = "Riverside Family Practice",
        [Provider] = "Dr. Ortiz",
        [Phone] = "212-555-0100",
        [Link] = "https://follow.example/a/8Jq3vT1x",
        [Example] = "128/82",
        [Programme] = "your follow-up",
        [Frequency] = "about 3 texts a week",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> All => Usual.Keys;

    /// <summary>Puts values in; a known placeholder without a value is a bug of the caller.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        InBraces().Replace(Wording.Slots(text, null), m => values.TryGetValue(m.Groups["word"].Value, out var value)
            ? value
            : m.Groups["word"].Value == Goal ? UsualGoal
            : throw new KeyNotFoundException($"no value for the placeholder {m.Value}"));

    /// <summary>The author's own words alone.</summary>
    public static string Without(string text) => InBraces().Replace(text, "");

    /// <summary>What stands in braces and is not in <see cref="All"/> nor a slot for the patient's own word, and "{" or "}" where a brace has no partner.</summary>
    public static IEnumerable<string> Unknown(string text)
    {
        text = Wording.Slots(text, null);
        foreach (Match m in InBraces().Matches(text))
        {
            if (m.Groups["word"].Value != Goal && !Usual.ContainsKey(m.Groups["word"].Value)) yield return m.Value;
        }
        var rest = InBraces().Replace(text, "");
        if (rest.Contains('{')) yield return "{";
        if (rest.Contains('}')) yield return "}";
    }

    [GeneratedRegex("\\{(?<word>[^{}]*)\\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex InBraces();
}
