using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.Tests.Replies;

public class ReplyReaderTests
{
    [Fact]
    public void Labelled_replies_are_all_read_right()
    {
        var wrong = LabelledReply.From("labelled.replies.txt").Select(r => (Reply: r, Complaint: Complaint(r))).Where(c => c.Complaint.Length > 0).ToList();

        // "Me tomé todas mis pastillas" is innocent, and a person may well look at it: the learned model may be more careful, in one of a hundred.
        Assert.Equal("", string.Join("\n", wrong.Where(w => !IsMoreCareful(w.Reply)).Select(w => w.Complaint)));
        Assert.True(wrong.Count <= 2, string.Join("\n", wrong.Select(w => w.Complaint)));
    }

    [Fact]
    public void Replies_written_before_the_lexicons_are_read_nearly_as_well()
    {
        var replies = LabelledReply.From("holdout.replies.txt");
        var read = replies.Select(r => (Reply: r, Meaning: r.Read())).ToList();

        Assert.Empty(read.Where(x => x.Reply.IsEmergency && x.Meaning.Urgency != Urgency.Emergency).Select(x => x.Reply.Text));
        Assert.Empty(read.Where(x => x.Reply.IsUrgent && x.Meaning.Urgency < Urgency.Urgent).Select(x => x.Reply.Text));
        Assert.Empty(read.Where(x => x.Reply.Intents.HasFlag(Intents.OptOut) != x.Meaning.Has(Intents.OptOut)).Select(x => x.Reply.Text));
        Assert.True(read.Count(x => !x.Reply.Urgencies.Contains(Urgency.Emergency) && x.Meaning.Urgency == Urgency.Emergency) <= replies.Count * 3 / 100);
        Assert.True(read.Count(x => x.Meaning.Value != x.Reply.Value) <= replies.Count * 3 / 100);
        Assert.True(read.Count(x => x.Meaning.Intents != x.Reply.Intents) <= replies.Count * 5 / 100);
    }

    [Theory]
    [InlineData("2", "2")]
    [InlineData("Cost", "3")]
    [InlineData("cuesta mucho", "3")]
    [InlineData("se me olvidó", "1")]
    [InlineData("Side effects", "2")]
    [InlineData("none of these", null)]
    public void A_choice_is_taken_by_number_text_or_first_word(string text, string? value)
    {
        var ask = new OpenAsk(Ask.Choice, [new Words("I forgot", "Se me olvidó"), new Words("Side effects", "Efectos secundarios"), new Words("Cost", "Cuesta mucho")]);

        Assert.Equal(value, ReplyReader.Default.Read(text, ask, Language.English).Value);
    }

    [Fact]
    public void A_number_of_the_plans_own_keeps_no_unit()
    {
        var meaning = ReplyReader.Default.Read("walked 4,200 steps", OpenAsk.For(Ask.Number), Language.English);

        Assert.Equal(("4200", null), (meaning.Value, meaning.Unit));
    }

    [Fact]
    public void Evidence_points_into_the_text_as_typed()
    {
        const string text = "Sí… me duele el PÉCHO 😟";
        var meaning = ReplyReader.Default.Read(text, OpenAsk.For(Ask.YesNo), Language.Spanish);

        Assert.Contains(meaning.Evidence, e => e.Rule == "chest-pain" && text[e.Start..e.End] == "duele el PÉCHO");
        Assert.Equal((Urgency.Emergency, Topic.Danger, "yes"), (meaning.Urgency, meaning.Topic, meaning.Value));
    }

    [Theory]
    [InlineData("I want to die", Topic.SelfHarm)]
    [InlineData("my husband hits me", Topic.Abuse)]
    [InlineData("my dad cant breathe", Topic.Danger)]
    public void The_topic_says_which_words_to_send_back(string text, Topic topic) =>
        Assert.Equal(topic, ReplyReader.Default.Read(text, OpenAsk.Nothing, Language.English).Topic);

    [Fact]
    public void Danger_of_another_person_is_marked_as_theirs()
    {
        var meaning = ReplyReader.Default.Read("my husband has chest pain right now", OpenAsk.Nothing, Language.English);

        Assert.Contains(meaning.Evidence, e => e is { Rule: "chest-pain", Scope: Scope.OtherPerson, Urgency: Urgency.Emergency });
    }

    [Theory]
    [InlineData("me siento bien dizzy cuando me paro", Language.Spanish)]
    [InlineData("I feel fine today", Language.English)]
    [InlineData("138/84", null)]
    public void The_language_of_the_text_is_told_where_it_can_be(string text, Language? language) =>
        Assert.Equal(language, ReplyReader.Default.Read(text, OpenAsk.For(Ask.Free), Language.English).Language);

    private static bool IsMoreCareful(LabelledReply reply)
    {
        var meaning = reply.Read();
        return meaning.Urgency == Urgency.Routine && reply.Urgencies.Max() == Urgency.None && meaning.Value == reply.Value && (meaning.Intents & ~Intents.Concern) == reply.Intents;
    }

    private static string Complaint(LabelledReply reply)
    {
        var meaning = reply.Read();
        var bareReading = reply.Intents == Intents.Answer && meaning.Intents == (Intents.Answer | Intents.Concern) && !reply.Urgencies.Contains(Urgency.None);
        var right = (meaning.Intents == reply.Intents || bareReading) && reply.Urgencies.Contains(meaning.Urgency)
            && meaning.Value == reply.Value && (reply.Unit is null || meaning.Unit == reply.Unit);
        return right ? "" : $"{reply.Text}: {meaning.Intents}, {meaning.Urgency}, {meaning.Value} {meaning.Unit}; wanted {reply.Intents}, {string.Join('/', reply.Urgencies)}, {reply.Value} {reply.Unit}";
    }
}
