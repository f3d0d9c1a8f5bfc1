using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>What follows from a text of the patient.</summary>
internal static class Replying
{
    public static void Reply(Turn turn, Command.Reply command)
    {
        var open = Answering.OpenAsk(turn);
        var meaning = turn.Context.Reader.Read(command.Text, open, turn.Language);
        turn.Happened(new Event.ReplyRecorded(command.Id, command.From, command.Text, meaning, turn.Now + turn.Practice.Choices.ConversationOpen) { At = turn.Now });
        if (meaning.Has(Intents.OptOut)) OptingOut.OptOut(turn, command, meaning);
        else if (meaning.Urgency == Urgency.Emergency) Emergency(turn, command.From, meaning, open, Attributed(command));
        else if (meaning.Has(Intents.OptIn)) OptingOut.OptIn(turn, command);
        else if (meaning.Has(Intents.WrongNumber)) OptingOut.WrongNumber(turn, command);
        else if (!meaning.Has(Intents.Auto)) Understood(turn, command.From, meaning, open, command.Text, last: false);
    }

    /// <summary>Where nobody can tell who of several writes, the provider reads of all who may (design section 5).</summary>
    private static string Attributed(Command.Reply command) =>
        command.Candidates.IsEmpty ? command.Text : $"{command.Text} [shared phone, may be from: {string.Join(", ", command.Candidates)}]";

    /// <summary>Safety text and open escalation in the same commit (R5); an answer in the same text is still recorded.</summary>
    private static void Emergency(Turn turn, ContactPoint from, Meaning meaning, OpenAsk open, string text)
    {
        if (turn.State.CheckIn is { OpenItem: { } item } checkIn && Answering.Answers(meaning, open) && CheckingIn.Find(turn, item) is { } question)
        {
            Answering.Record(turn, checkIn, question, meaning, text);
        }

        RaiseEmergency(turn, from, meaning, text);
        CheckingIn.Close(turn, CheckInEnd.Raised, "an emergency was told", missed: false);
    }

    public static void RaiseEmergency(Turn turn, ContactPoint? from, Meaning meaning, string text)
    {
        var escalation = Escalating.Raise(turn, Read(turn, meaning, text));
        var crisis = meaning.Topic == Topic.SelfHarm;
        if (!Sending.Safety(turn, from, turn.Write(crisis ? Texts.CrisisSafety : Texts.EmergencySafety), crisis ? "thoughts of self-harm were told" : "signs of an emergency were told", escalation.Id))
        {
            Escalating.Raise(turn, CouldNotText(turn));
        }
    }

    public static Concern CouldNotText(Turn turn) =>
        new(turn.NextId(), Escalating.CallNowRule, Urgency.Emergency, Topic.Other, "Call now: the patient could not be texted", null, null, turn.Now);

    /// <param name="last">Held texts are read for the second time: what cannot be used now goes to a person.</param>
    public static void Understood(Turn turn, ContactPoint from, Meaning meaning, OpenAsk open, string text, bool last)
    {
        var verdict = new Judging.Verdict(Urgency.None, null, null, false);
        var answered = false;
        if (turn.State.CheckIn is { OpenItem: { } item } checkIn && Answering.Answers(meaning, open) && CheckingIn.Find(turn, item) is { } question)
        {
            verdict = Answering.Record(turn, checkIn, question, meaning, text);
            answered = true;
        }

        var read = FromReader(turn, meaning, text, open, answered);
        var asked = Requests(meaning);
        if (read is not null) Escalating.Raise(turn, read);
        else if (asked is not null) Escalating.Raise(turn, Request(turn, meaning, text));
        var worst = read is not null && read.Urgency > verdict.Worst ? read.Urgency : verdict.Worst;
        if (worst == Urgency.Emergency)
        {
            // A plan's own rule found it; the reader did not.
            var escalation = turn.State.OpenEscalation!;
            if (!Sending.Safety(turn, from, turn.Write(verdict.Told ?? Texts.EmergencySafety), "an answer crossed the plan's emergency limit", escalation.Id)) Escalating.Raise(turn, CouldNotText(turn));
            CheckingIn.Close(turn, CheckInEnd.Raised, "an answer was an emergency", missed: false);
            return;
        }

        var feedback = Feedback(meaning, read, verdict, asked);
        if (answered) GoOn(turn, from, feedback, worst > Urgency.None);
        else if (feedback is not null) Sending.Answer(turn, from, feedback.Value.Kind, turn.Write(feedback.Value.Words), feedback.Value.Why, turn.State.CheckIn?.Id);
        else if (meaning.Has(Intents.Unclear) || NeedsAnswer(turn, meaning, open)) Unusable(turn, from, text, last);
    }

    private static bool NeedsAnswer(Turn turn, Meaning meaning, OpenAsk open) =>
        open.Ask != Ask.None && turn.State.CheckIn is not null && meaning.Intents is Intents.None or Intents.Answer;

    private readonly record struct Said(MessageKind Kind, Words Words, string Why);

    private static Said? Feedback(Meaning meaning, Concern? read, Judging.Verdict verdict, Words? asked)
    {
        if (read is not null && read.Urgency >= verdict.Worst)
        {
            var words = read.Topic == Topic.Abuse ? Texts.ToldPrivately : read.Urgency == Urgency.Urgent ? Texts.ToldUrgent : asked ?? Texts.ToldRoutine;
            return new Said(MessageKind.ToldTeam, words, $"told what follows from: {read.Because}");
        }

        if (verdict.Worst > Urgency.None || verdict.AskingAgainLater)
        {
            var usual = verdict.Worst == Urgency.Urgent ? Texts.ToldUrgent : Texts.ToldRoutine;
            return new Said(MessageKind.ToldTeam, verdict.Told ?? (verdict.Worst > Urgency.None ? usual : Words.None), "told what follows from the answer");
        }

        if (meaning.Has(Intents.Help)) return new Said(MessageKind.Help, Texts.Help, "asked for help");
        return asked is null ? null : new Said(MessageKind.ToldTeam, asked, "asked for a person");
    }

    private static Words? Requests(Meaning meaning) =>
        meaning.Has(Intents.CallMe) ? Texts.WillCall : meaning.Has(Intents.Question) ? Texts.PassedOn : null;

    /// <summary>After an answer: what follows from it, and the next question or thanks, in one message where it fits.</summary>
    private static void GoOn(Turn turn, ContactPoint from, Said? feedback, bool raised)
    {
        var checkIn = turn.State.CheckIn!;
        var next = Answering.Next(turn);
        if (next is null)
        {
            CheckingIn.Close(turn, raised ? CheckInEnd.Raised : CheckInEnd.Answered, raised ? "a concern was raised" : "all questions answered", missed: false);
            var closing = feedback ?? new Said(MessageKind.Thanks, Answering.Thanks(turn, checkIn), "all questions answered");
            if (closing.Words.En.Length > 0) Sending.Answer(turn, from, closing.Kind, turn.Write(closing.Words), closing.Why, checkIn.Id);
            return;
        }

        var question = turn.Question(next);
        if (feedback is { Words.En.Length: > 0 } said)
        {
            Sending.Answer(turn, from, said.Kind, turn.Write(said.Words), said.Why, checkIn.Id);
        }

        Sending.Answer(turn, from, MessageKind.NextQuestion, question, $"next question: {next.Id}{(next.Because is { } b ? $", {b}" : "")}", checkIn.Id);
    }

    /// <summary>What the reader itself found, beside an answer to the question.</summary>
    private static Concern? FromReader(Turn turn, Meaning meaning, string text, OpenAsk open, bool answered)
    {
        if (meaning.Urgency == Urgency.None) return null;
        var onlyReading = meaning.Evidence.Where(e => e.Urgency > Urgency.None && e.Scope != Scope.Negated).All(e => e.Topic == Topic.Reading) && !meaning.Has(Intents.Concern | Intents.Question | Intents.CallMe);
        var judgedByPlan = answered && turn.State.CheckIn?.OpenItem is { } item && Judging.HasRulesFor(turn, item.Question);
        if (onlyReading && judgedByPlan) return null;
        if (open.Ask == Ask.None && meaning.Intents is Intents.Thanks or Intents.Auto) return null;
        // A request without a symptom is written up as a request.
        if (!meaning.Has(Intents.Concern) && meaning.Has(Intents.Question | Intents.CallMe)) return Request(turn, meaning, text);
        // What could not be used is asked again first; the person comes after (R10).
        if (meaning.Intents == Intents.Unclear) return null;
        return Read(turn, meaning, text);
    }

    private static Concern Read(Turn turn, Meaning meaning, string text)
    {
        var rule = meaning.Evidence.Where(e => e.Scope != Scope.Negated).OrderByDescending(e => e.Urgency).Select(e => e.Rule).FirstOrDefault() ?? "reply";
        return new Concern(turn.NextId(), $"reply/{rule}", meaning.Urgency == Urgency.None ? Urgency.Routine : meaning.Urgency, meaning.Topic, Because(meaning), null, text, turn.Now);
    }

    private static Concern Request(Turn turn, Meaning meaning, string text) => new(
        turn.NextId(),
        meaning.Has(Intents.CallMe) ? "reply/call-me" : "reply/question",
        meaning.Urgency == Urgency.None ? Urgency.Routine : meaning.Urgency,
        Topic.Other,
        meaning.Has(Intents.CallMe) ? "Asks to be called" : "Asks a question",
        null,
        text,
        turn.Now);

    private static string Because(Meaning meaning) => (meaning.Urgency, meaning.Topic) switch
    {
        (_, Topic.SelfHarm) => "Writes of self-harm or not wanting to live",
        (_, Topic.Abuse) => "May not be safe at home",
        (Urgency.Emergency, _) => "Writes of an emergency sign",
        (_, Topic.SideEffect) => "Writes of a possible side effect",
        (_, Topic.Mood) => "Writes of low mood or distress",
        (_, Topic.SocialNeed) => "Writes of a social need",
        (_, Topic.Medicine) => "Writes about medicines",
        (Urgency.Urgent, _) => "Writes of a symptom that should be seen today",
        _ => "Writes of something the team should know",
    };

    /// <summary>Waits a little for the rest of a burst, asks again once with an example, then hands over to a person (R10).</summary>
    private static void Unusable(Turn turn, ContactPoint from, string text, bool last)
    {
        if (!last)
        {
            turn.Happened(new Event.ReplyHeld(from, text, turn.Now + turn.Practice.Choices.AskAgainAfter) { At = turn.Now });
            return;
        }

        if (turn.State.CheckIn is { ByLink: false, AskedAgain: false, OpenItem: { } item } checkIn && CheckingIn.Find(turn, item) is { } question)
        {
            turn.Happened(new Event.AskedAgain(checkIn.Id) { At = turn.Now });
            Sending.Answer(turn, from, MessageKind.AskAgain, turn.Write(Texts.AskAgain, ("question", turn.Question(question)), ("example", question.Example.In(turn.Language))), "the reply could not be used; asked again once", checkIn.Id);
            return;
        }

        turn.Happened(new Event.HandedToPerson("a reply could not be understood") { At = turn.Now });
        Escalating.Raise(turn, new Concern(turn.NextId(), "reply/unclear", Urgency.Routine, Topic.Other, "A reply that needs a person to read it", null, text, turn.Now));
        Sending.Answer(turn, from, MessageKind.ToldTeam, turn.Write(Texts.PassedOn), "a person will read it", turn.State.CheckIn?.Id);
    }

    /// <summary>The burst is over: the held texts are read together.</summary>
    public static void ReadAgain(Turn turn)
    {
        if (turn.State.Unread is not { } unread || unread.ReadAgainAt > turn.Now) return;
        var text = string.Join("\n", unread.Texts);
        var open = Answering.OpenAsk(turn);
        var meaning = turn.Context.Reader.Read(text, open, turn.Language);
        turn.Happened(new Event.ReplyReread(meaning) { At = turn.Now });
        if (meaning.Urgency == Urgency.Emergency) Emergency(turn, unread.From, meaning, open, text);
        else Understood(turn, unread.From, meaning, open, text, last: true);
    }
}
