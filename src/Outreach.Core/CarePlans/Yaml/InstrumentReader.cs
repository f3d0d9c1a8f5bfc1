using System.Collections.Immutable;
using Outreach.Core.Documents;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>An instrument among the questions of a check-in: its items in order, in its own words, and in the practice's copy of them where none may be shipped.</summary>
internal sealed class InstrumentReader(PlanReading reading)
{
    private static readonly Dictionary<string, Instrument> s_known = Instruments.All.ToDictionary(i => i.Id, StringComparer.Ordinal);

    private readonly Findings _findings = reading.Findings;
    private readonly Dictionary<(Language, string), string> _filled = [];
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    /// <param name="fields">Of the shape <see cref="PlanShapes.Instrument"/>.</param>
    public ImmutableArray<Question> Read(Fields fields, IReadOnlyDictionary<string, AskedQuestion> before)
    {
        if (_findings.Text(fields.Get("instrument"), "phq-2") is not { } id) return [];
        if (!s_known.TryGetValue(id, out var instrument))
        {
            _findings.Error(fields.PlaceOf("instrument"), $"there is no instrument '{id}'", Nearest.Suggest(id, s_known.Keys));
            return [];
        }

        Fill(fields.Get("words"), instrument);
        var onlyWhen = reading.Condition(fields.Get("only_when"), ConditionUse.Question, before);
        var because = _findings.Text(fields.Get("because"), "why this patient is asked");
        var why = reading.Texts.Page(fields.Get("why"), "why this patient is asked");
        if (fields.Has("only_when") && because is null) _findings.Error(fields.PlaceOf("only_when"), "'only_when' without 'because'", "add because: why this patient is asked (R15)");
        // What PHQ-2 has asked, PHQ-9 does not ask again.
        var questions = instrument.Items.Where(i => before.GetValueOrDefault(i.Id)?.Instrument is null).Select(i => Question(instrument, i, onlyWhen, because) with { Why = why }).ToImmutableArray();
        if (_missing.Count == 0) return questions;
        var first = _missing.Min!;
        _findings.Error(
            fields.PlaceOf("instrument"),
            $"{instrument.Title} has no words that may be shipped for {string.Join("; ", _missing.GroupBy(m => m[..2], StringComparer.Ordinal).Select(g => $"{g.Key}: {string.Join(", ", g.Select(m => m[3..]))}"))}",
            $"add words: {{ {first[..2]}: {{ {first[3..]}: … }} }} with the words of its publisher ({instrument.Terms})");
        return [];
    }

    private Question Question(Instrument instrument, InstrumentItem item, Condition? onlyWhen, string? because)
    {
        var scale = item.Kind == Ask.Scale0To3;
        var answers = item.Answers.IsEmpty && item.Kind is Ask.Scale0To3 or Ask.Choice ? instrument.Answers : item.Answers;
        return new Question
        {
            Id = item.Id,
            Kind = item.Kind,
            Text = new Words(Text(Language.English), Text(Language.Spanish)),
            Example = AskKinds.Example(item.Kind) ?? Words.None,
            Options = scale ? [] : [.. answers.Select(a => new Words(Of(a, Language.English), Of(a, Language.Spanish)))],
            Sensitive = answers.Length > 0,
            OnlyWhenRead = item.OnlyWhenRead,
            OnlyWhen = onlyWhen,
            Because = because,
        };

        string Text(Language language)
        {
            var asked = $"{Of(instrument.Stem, language)} {Of(item, language)}".Trim();
            if (!scale) return asked;
            return $"{asked}{(char.IsPunctuation(asked[^1]) ? "" : ".")} {string.Join(", ", answers.Select((a, i) => $"{i} {Of(a, language)}"))}";
        }
    }

    private string Of(InstrumentItem item, Language language)
    {
        if ((language == Language.Spanish ? item.Es : item.En) is { } shipped) return shipped;
        if (_filled.TryGetValue((language, item.Id), out var own)) return own;
        _missing.Add($"{(language == Language.Spanish ? "es" : "en")}/{item.Id}");
        return "…";
    }

    private void Fill(Node? words, Instrument instrument)
    {
        if (words is null) return;
        if (words is not MapNode languages || languages.Entries.FirstOrDefault(e => e.Key.Text is not ("en" or "es") || e.Value is not MapNode) is { })
        {
            _findings.Error(words, "words are given by language and item", "write words: { es: { item: … } }");
            return;
        }

        var known = instrument.Items.Concat(instrument.Answers).Concat(instrument.Items.SelectMany(i => i.Answers)).Append(instrument.Stem).Select(i => i.Id).Distinct(StringComparer.Ordinal).ToList();
        foreach (var (language, item) in languages.Entries.SelectMany(l => ((MapNode)l.Value).Entries.Select(i => (l.Key.Text == "es" ? Language.Spanish : Language.English, i))))
        {
            if (!known.Contains(item.Key.Text)) _findings.Error(item.Key, $"{instrument.Title} has no item '{item.Key.Text}'", Nearest.Suggest(item.Key.Text, known));
            else if (_findings.Text(item.Value, "the words of its publisher") is { } text) _filled[(language, item.Key.Text)] = text;
        }
    }
}
