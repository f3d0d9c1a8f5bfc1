using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Core.Replies.Learned;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;
using Outreach.Core.Replies.Values;

namespace Outreach.Core.Replies;

/// <summary>
/// Reads one reply to the question that was open: what it answers, what it asks of us and what a clinician should know.
/// Pure and deterministic; the words it knows are the lexicon files. What it does not understand it never calls fine.
/// </summary>
public sealed class ReplyReader
{
    private readonly Lexicon lexicon;
    private readonly PhraseFinder finder;
    private readonly FindingReader findings;
    private readonly AnswerReader answers;
    private readonly RequestReader requests;
    private readonly LanguageGuess languages;
    private readonly LearnedModel learned;
    private readonly LearnedIntents learnedIntents;

    /// <summary>Before this hour who has not slept yet calls the evening last night; a reading asks nothing else of the time.</summary>
    internal const int SmallHours = 5;

    internal ReplyReader(Lexicon lexicon, LearnedModel learned, LearnedIntents intents)
    {
        this.learned = learned;
        learnedIntents = intents;
        this.lexicon = lexicon;
        finder = new PhraseFinder(lexicon);
        findings = new FindingReader(lexicon);
        answers = new AnswerReader(lexicon);
        requests = new RequestReader();
        languages = new LanguageGuess(lexicon);
    }

    public static ReplyReader Default { get; } = new(Lexicon.Default, LearnedModel.Shipped, LearnedIntents.Shipped);

    /// <summary>The groups of the lexicons a practice may add phrases to.</summary>
    public static ImmutableSortedSet<string> Groups => Lexicon.Default.Groups;

    /// <summary>A reader that also knows a practice's own phrases, by the group each belongs to.</summary>
    public static ReplyReader With(ImmutableSortedDictionary<string, ImmutableArray<string>> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (words.IsEmpty) return Default;
        var lexicon = Lexicon.From(Lexicon.Shipped(), words);
        return new ReplyReader(lexicon, LearnedModel.Shipped, LearnedIntents.Shipped);
    }

    /// <param name="localTime">When it was written, where the patient is: "last night" told at one in the morning is tonight. Null where it is not known.</param>
    public Meaning Read(string text, OpenAsk open, Language patientLanguage, LocalTime? localTime = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(open);
        if (Tapback.Is(text)) return new Meaning(Intents.Auto, Urgency.None, null, null, null, [new Evidence(0, text.Length, "tapback", Topic.Other, Scope.Affirmed, Urgency.None)]);

        var tokens = Tokenize(text, patientLanguage);
        if (tokens.Count == 0) return new Meaning(Intents.Unclear, Urgency.None, null, null, null, []);

        var meaning = Weigh(Hear(text, tokens, open, localTime));
        return Tokenizer.RunTogether(tokens) is { } together && Weigh(Hear(text, together, open, localTime)) is var asOne && asOne.Urgency > meaning.Urgency ? asOne : meaning;
    }

    internal List<Token> Tokenize(string text, Language patientLanguage) => Tokenizer.Read(text, lexicon, patientLanguage == Language.Spanish);

    /// <summary>What the rules make of a text, before it is weighed.</summary>
    internal Heard Hear(string text, List<Token> tokens, OpenAsk open, LocalTime? localTime = null)
    {
        var phrases = finder.FindAll(tokens);
        var silent = new bool[tokens.Count];
        var found = findings.Read(tokens, phrases, silent, localTime is { Hour: < SmallHours });
        var asked = requests.Read(text, tokens, phrases, found);
        var said = new Said(tokens, phrases);
        var bound = asked.Blocks && !GivesReading(asked, open, tokens) ? null : answers.Read(text, tokens, said, open, found);
        findings.Combine(found, ReadingFacts.Of(bound, open.Ask));
        return new Heard(text, open.Ask, tokens, phrases, silent, found, asked, bound);
    }

    private Meaning Weigh(Heard heard) => new Verdict(heard, learned, learnedIntents).Reach(languages.Of(heard.Tokens));

    /// <summary>"118/72 and that's the last one I'm sending": the reading is kept, and they are left alone.</summary>
    private static bool GivesReading(Requests asked, OpenAsk open, List<Token> tokens) =>
        asked.Has(Intents.OptOut) && !asked.Has(Intents.Auto | Intents.WrongNumber) && tokens[0].IsNumber
        && open.Ask is Ask.BloodPressure or Ask.Weight or Ask.Glucose or Ask.Temperature;
}
