using System.Text.RegularExpressions;
using Outreach.Core.CarePlans;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.App.Pages.CheckIns;

/// <summary>A question is written to be answered by text. On the page the fields say how to answer, so that part is left out; so is the name.</summary>
internal static partial class WebWording
{
    public static string Text(Question question, Language language, Practice practice)
    {
        var text = WithoutExample(Wording.Slots(question.Text.In(language), null));
        text = question.Kind switch
        {
            Ask.YesNo => YesOrNo().Replace(text, ""),
            Ask.DaysMissed => ZeroToSeven().Replace(text, ""),
            Ask.Choice => Cut(text, question.Options.IsEmpty ? null : $"1 {question.Options[0].In(language)}"),
            Ask.Scale0To3 when Labels(question, language) is not null => ScaleLabels().Replace(text, ""),
            _ => text,
        };
        text = Name().Replace(text, "").Replace("{practice}", practice.Name, StringComparison.Ordinal).Replace("{phone}", Phones.Readable(practice.Phone), StringComparison.Ordinal);
        text = OtherPlaces().Replace(text, "").Trim();
        return text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : AnsweredQuestions.Title(question.Id);
    }

    /// <summary>"0 not at all, 1 a little, 2 quite a bit, 3 a lot" as labels; null where the question does not end so.</summary>
    public static IReadOnlyList<string>? Labels(Question question, Language language)
    {
        var match = ScaleLabels().Match(question.Text.In(language));
        return match.Success ? [.. match.Groups["label"].Captures.Select(c => c.Value.Trim())] : null;
    }

    /// <summary>The sentence that shows the example goes, or only its last words where it is all there is.</summary>
    private static string WithoutExample(string text) =>
        WithExample().Replace(text, "") is var rest && rest.Trim().Length > 0 ? rest : ExampleAtEnd().Replace(text, "");

    private static string Cut(string text, string? from) =>
        from is not null && text.IndexOf(from, StringComparison.OrdinalIgnoreCase) is > 0 and var at ? text[..at] : text;

    [GeneratedRegex(@"[^.?!]*\{example\}[^.?!]*[.?!]?", RegexOptions.NonBacktracking)]
    private static partial Regex WithExample();

    [GeneratedRegex(@"[,:]?( like| for example| as| por ejemplo| como)? \{example\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ExampleAtEnd();

    [GeneratedRegex(@"\s*\(?\b(YES or NO|S[IÍ] o NO)\b\)?\.?\s*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex YesOrNo();

    [GeneratedRegex(@"\s*(De )?0 (to|a) 7\.?\s*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex ZeroToSeven();

    [GeneratedRegex(@"\s*0 (?<label>[^,0-9]+), ?1 (?<label>[^,0-9]+), ?2 (?<label>[^,0-9]+), ?3 (?<label>[^,0-9.]+)\.?\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex ScaleLabels();

    [GeneratedRegex(@",? ?\{name\},? ?", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(@"\{[a-z]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex OtherPlaces();
}
