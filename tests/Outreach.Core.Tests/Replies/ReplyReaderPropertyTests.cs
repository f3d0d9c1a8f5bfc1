using FsCheck;
using FsCheck.Fluent;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.Tests.Replies;

public class ReplyReaderPropertyTests
{
    private static readonly string[] Pieces =
    [
        "no", "yes", "si", "chest pain", "me duele", "el pecho", "stop", "145/92", "98,6", "one forty over ninety", "if", "but", "pero", ",", ".",
        "?", "👍", "\uD83D", "\uDC4D", "\u0301", "\0", "  ", "\n", "suicide", "gone now", "in 2015", "my husband", "''", "…", "9999999999999999999999", "/", "two", "hundred",
    ];

    private static Arbitrary<(string Text, Ask Ask, Language Language)> Replies() =>
        (from pieces in Gen.Elements(Pieces).ListOf()
         from noise in ArbMap.Default.GeneratorFor<char>().ListOf()
         from joint in Gen.Elements("", " ")
         from ask in Gen.Elements(Enum.GetValues<Ask>())
         from language in Gen.Elements(Enum.GetValues<Language>())
         select (string.Join(joint, pieces) + new string([.. noise]), ask, language)).ToArbitrary();

    [Fact]
    public void Any_text_is_read_without_throwing_and_evidence_lies_inside_it() =>
        Prop.ForAll(Replies(), reply =>
        {
            var meaning = ReplyReader.Default.Read(reply.Text, OpenAsk.For(reply.Ask), reply.Language);
            return meaning.Intents != Intents.None
                && meaning.Evidence.All(e => e.Start >= 0 && e.Start < e.End && e.End <= reply.Text.Length);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_text_is_always_read_the_same() =>
        Prop.ForAll(Replies(), reply =>
        {
            var once = ReplyReader.Default.Read(reply.Text, OpenAsk.For(reply.Ask), reply.Language);
            var again = ReplyReader.Default.Read(reply.Text, OpenAsk.For(reply.Ask), reply.Language);
            return once with { Evidence = [] } == again with { Evidence = [] } && once.Evidence.SequenceEqual(again.Evidence);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Danger_said_beside_any_other_words_after_a_full_stop_is_never_lost() =>
        Prop.ForAll(Replies(), reply =>
        {
            // A quoting phone and a sentence that takes it back are the two ways danger is rightly not one.
            var text = "I have chest pain right now. " + new string([.. reply.Text.Where(c => !"\"“«„".Contains(c))]);
            var meaning = ReplyReader.Default.Read(text, OpenAsk.For(reply.Ask), reply.Language);
            return meaning.Urgency >= Urgency.Urgent;
        }).QuickCheckThrowOnFailure();
}
