using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>What follows from a text of the patient.</summary>
internal static class Replying
{
    /// <summary>Somebody who never stops typing is read after so many texts all the same.</summary>
    private const int LongestBurst = 5;

    public static void Reply(Turn turn, Command.Reply command)
    {
        var asked = AskingWhetherEmergency.Waiting(turn, command.From);
        var open = Answering.OpenAsk(turn);
        var answer = asked is null ? null : turn.Read(command.Text, OpenAsk.For(Ask.YesNo));
        var meaning = answer is { Value: not null } ? answer : turn.Read(command.Text, open);
        var ask = asked is null ? open.Ask : Ask.YesNo;
        turn.Happened(new Event.ReplyRecorded(command.Id, command.From, command.Text, meaning, OpenUntil(turn, command.From)) { At = turn.Now, Asked = ask == Ask.None ? null : ask });
        if (meaning.Has(Intents.OptOut))
        {
            OptingOut.OptOut(turn, command, meaning);
            AskingWhetherEmergency.GiveUp(turn, "opted out");
            return;
        }

        var text = Attributed(turn, command);
        if (!meaning.Has(Intents.Auto) && turn.State.Unread is { } unread && unread.From == command.From) (meaning, text) = WithTheRest(turn, unread, command.Text, meaning, text);
        if (asked is not null && !Unsettling(meaning) && ReadTogether(turn, asked.Texts.Add(command.Text)) is var both && Unsettling(both) && both.Evidence.Any(e => e.Urgency == both.Urgency && !e.IsGuess))
        {
            // What was asked about is not made an emergency by a guess over the same words, against a "no".
            meaning = both;
            turn.Happened(new Event.ReplyReread(meaning) { At = turn.Now });
        }

        if (Unsettling(meaning)) Emergency(turn, command.From, meaning, text);
        else if (asked is not null && !meaning.Has(Intents.Auto) && AskingWhetherEmergency.Answer(turn, asked, answer!, command.Text)) return;
        else if (turn.State.InMourning) Mourning.Reply(turn, command.From, meaning, text);
        else if (Mourning.Begins(meaning)) Mourning.Begin(turn, command.From, ReplyConcerns.AtLeastRoutine(meaning), text);
        else if (Contacts.CaregiverAt(turn.Patient, command.From) is not { MaySpeak: false } && Wishing.Fulfil(turn, command, meaning)) return;
        else if (meaning.Has(Intents.OptIn)) OptingOut.OptIn(turn, command);
        else if (meaning.Has(Intents.WrongNumber)) OptingOut.WrongNumber(turn, command);
        else if (Contacts.CaregiverAt(turn.Patient, command.From) is { MaySpeak: false } && !meaning.Has(Intents.Auto | Intents.Help | Intents.Thanks)) HandOver(turn, command.From, text);
        else if (PersonTalking.IsOn(turn) && !meaning.Has(Intents.Auto | Intents.Help)) PersonTalking.PassOn(turn, meaning, text);
        else if (!meaning.Has(Intents.Auto)) Understood(turn, command.From, meaning, text, last: false);
    }

    /// <summary>A text that arrives late does not shorten the conversation.</summary>
    private static Instant OpenUntil(Turn turn, ContactPoint from)
    {
        var until = turn.Now + turn.Practice.Choices.ConversationOpen;
        return turn.State.Conversation is { } open && open.With == from && open.OpenUntil > until && open.OpenUntil - until < turn.Practice.Choices.ConversationOpen ? open.OpenUntil : until;
    }

    public static Meaning Read(Turn turn, string text) => turn.Read(text, Answering.OpenAsk(turn));

    /// <summary>What came in several texts is read as lines and as one sentence; the more urgent reading holds (R10).</summary>
    private static Meaning ReadTogether(Turn turn, IEnumerable<string> texts)
    {
        var asLines = Read(turn, string.Join("\n", texts));
        var asOne = Read(turn, string.Join(" ", texts));
        return asOne.Urgency > asLines.Urgency || (IsUseless(asLines) && !IsUseless(asOne)) ? asOne : asLines;
    }

    private static bool IsUseless(Meaning meaning) => meaning.Intents is Intents.None or Intents.Unclear;

    /// <summary>Texts held a moment ago belong to this one.</summary>
    private static (Meaning Meaning, string Text) WithTheRest(Turn turn, Unread unread, string latest, Meaning alone, string attributed)
    {
        var together = ReadTogether(turn, unread.Texts.Add(latest));
        var best = together.Urgency >= alone.Urgency && !IsUseless(together) ? together : alone;
        if (IsUseless(best)) return (alone, attributed);
        turn.Happened(new Event.ReplyReread(best) { At = turn.Now });
        return (best, string.Join("\n", unread.Texts.Add(attributed)));
    }

    /// <summary>Where nobody can tell who of several writes, the provider reads of all who may (design section 5).</summary>
    public static string Attributed(Turn turn, Command.Reply command) =>
        Contacts.CaregiverAt(turn.Patient, command.From) is { } caregiver ? $"{command.Text} [written by {caregiver.Name}, caregiver]"
        : command.Candidates.IsEmpty ? command.Text : $"{command.Text} [shared phone, may be from: {string.Join(", ", command.Candidates)}]";

    /// <summary>An emergency; and whoever writes, however softly, of not wanting to live is given the crisis line at once. A doubt is asked about, with that line in the question.</summary>
    private static bool Unsettling(Meaning meaning) =>
        meaning.Urgency == Urgency.Emergency
        || (meaning.Urgency == Urgency.Urgent && meaning.Evidence.Any(e => e is { Topic: Topic.SelfHarm, Urgency: Urgency.Urgent } && (e.Scope != Scope.Unsettled || meaning.Doubt != Doubt.Danger)));

    /// <summary>Safety text and open escalation in the same commit (R5); an answer in the same text is still recorded.</summary>
    private static void Emergency(Turn turn, ContactPoint from, Meaning meaning, string text)
    {
        if (turn.State.CheckIn is { } checkIn && Answering.OpenQuestion(turn) is { } question && Answering.Answers(meaning, question))
        {
            Answering.Record(turn, checkIn, question, meaning, text, canWait: false);
        }

        RaiseEmergency(turn, from, meaning, text);
        AskingWhetherEmergency.Overtaken(turn, "an emergency was told");
        DropRepeats(turn);
        CheckingIn.Close(turn, CheckInEnd.Raised, "an emergency was told", missed: false);
    }

    public static void RaiseEmergency(Turn turn, ContactPoint? from, Meaning meaning, string text)
    {
        Escalating.Raise(turn, ReplyConcerns.Read(turn, meaning, text));
        var crisis = meaning.Topic == Topic.SelfHarm;
        SafetyText(turn, from, crisis ? Texts.CrisisSafety : Texts.EmergencySafety, crisis ? "thoughts of self-harm were told" : "signs of an emergency were told");
    }

    public static void SafetyText(Turn turn, ContactPoint? from, Words words, string why)
    {
        var escalation = turn.State.OpenEscalation!.Id;
        if (!Sending.Safety(turn, from, turn.Write(words), why, escalation, alone: words == Texts.CrisisSafety)) Escalating.Raise(turn, CouldNotText(turn));
    }

    public static Concern CouldNotText(Turn turn) =>
        new(turn.NextId(), Escalating.CallNowRule, Urgency.Emergency, Topic.Other, "Call now: the patient could not be texted", null, null, turn.Now);

    /// <summary>In an emergency nobody is asked to measure again; what the repeat was for is told to the provider.</summary>
    public static void DropRepeats(Turn turn)
    {
        foreach (var enrollment in turn.State.Enrollments) FollowingOn.DropAll(turn, enrollment, "an emergency was told first", raise: true);
    }

    /// <param name="last">Held texts are read for the second time: what cannot be used now goes to a person.</param>
    private static void Understood(Turn turn, ContactPoint from, Meaning meaning, string text, bool last)
    {
        var verdict = Judging.Verdict.Nothing;
        var question = Answering.OpenQuestion(turn);
        if (question is null && Helping.Answered(turn, from, meaning, text)) return;
        var answered = question is not null && Answering.Answers(meaning, question);
        if (!answered && !last && meaning.Has(Intents.Unclear) && meaning.Urgency <= Urgency.Routine)
        {
            // "my chest" may go on with "hurts".
            Unusable(turn, from, text, last);
            return;
        }

        if (answered) verdict = Answering.Record(turn, turn.State.CheckIn!, question!, meaning, text, canWait: true);
        if (AskingWhetherEmergency.IsDoubtful(meaning) && verdict.Worst < Urgency.Emergency && AskingWhetherEmergency.CanAsk(turn, from))
        {
            AskingWhetherEmergency.Ask(turn, from, meaning, text);
            // What comes next is asked when this is settled.
            if (answered && Answering.Next(turn) is null) CheckingIn.Close(turn, CheckInEnd.Raised, "asked whether it is an emergency", missed: false);
            return;
        }

        var read = ReplyConcerns.FromReader(turn, meaning, text, question, answered);
        var asked = Requests(meaning);
        if ((read ?? ReplyConcerns.Request(turn, meaning, text)) is { } concern) Escalating.Raise(turn, concern);
        var worst = read is not null && read.Urgency > verdict.Worst ? read.Urgency : verdict.Worst;
        if (worst == Urgency.Emergency)
        {
            // A plan's own rule found it; the reader did not.
            SafetyText(turn, from, verdict.Told ?? Texts.EmergencySafety, "an answer crossed the plan's emergency limit");
            DropRepeats(turn);
            CheckingIn.Close(turn, CheckInEnd.Raised, "an answer was an emergency", missed: false);
            return;
        }

        var feedback = Feedback(meaning, read, verdict, asked) is { } f ? f with { Words = Fitting(turn, f.Words) } : (Said?)null;
        if (answered) GoOn(turn, from, feedback, worst > Urgency.None);
        else if (feedback is { } said) Sending.Answer(turn, from, said.Kind, turn.Write(said.Words), said.Why, turn.State.CheckIn?.Id);
        else if (meaning.Has(Intents.Unclear) || (question is not null && meaning.Intents is Intents.None or Intents.Answer)) Unusable(turn, from, text, last);
    }

    private readonly record struct Said(MessageKind Kind, Words Words, string Why);

    private static Said? Feedback(Meaning meaning, Concern? read, Judging.Verdict verdict, Words? asked)
    {
        // What the plan says of a repeat has to be read; that the team is told is said when the repeat is in.
        if (verdict is { AskingAgainLater: true, Told: { } repeat }) return new Said(MessageKind.ToldTeam, repeat, "told what follows from the answer");
        if (read is not null && read.Urgency >= verdict.Worst) return new Said(MessageKind.ToldTeam, WordsFor(read), $"told what follows from: {read.Because}");
        if (verdict.Worst > Urgency.None) return new Said(MessageKind.ToldTeam, verdict.Told ?? (verdict.Worst == Urgency.Urgent ? Texts.ToldUrgent : Texts.ToldRoutine), "told what follows from the answer");
        if (verdict.AskingAgainLater) return new Said(MessageKind.ToldTeam, Words.None, "asked again later");
        if (meaning.Has(Intents.Help)) return new Said(MessageKind.Help, Texts.Help, "asked for help");
        return asked is null ? null : new Said(MessageKind.ToldTeam, asked, "asked for a person");
    }

    /// <summary>Nothing of what was said is repeated where somebody else may be reading.</summary>
    public static Words WordsFor(Concern concern) => concern switch
    {
        { Topic: Topic.Abuse } => Texts.ToldPrivately,
        { Urgency: Urgency.Urgent } => Texts.ToldUrgent,
        { Rule: ReplyConcerns.CallMeRule } => Texts.WillCall,
        { Rule: ReplyConcerns.QuestionRule or ReplyConcerns.UnclearRule } => Texts.PassedOn,
        _ => Texts.ToldRoutine,
    };

    private static Words? Requests(Meaning meaning) =>
        meaning.Has(Intents.CallMe) ? Texts.WillCall : meaning.Has(Intents.Question) ? Texts.PassedOn : null;

    /// <summary>After an answer: what follows from it, and the next question or thanks.</summary>
    private static void GoOn(Turn turn, ContactPoint from, Said? feedback, bool raised)
    {
        var checkIn = turn.State.CheckIn!;
        if (Answering.Next(turn) is not { } next)
        {
            raised = raised || turn.State.OpenEscalation?.Concerns.Any(c => c.At >= checkIn.OpenedAt && c.Words is not null) == true;
            CheckingIn.Close(turn, raised ? CheckInEnd.Raised : CheckInEnd.Answered, raised ? "a concern was raised" : "all questions answered", missed: false);
            var closing = feedback ?? new Said(MessageKind.Thanks, Answering.Thanks(turn, checkIn), "all questions answered");
            if (closing.Words.En.Length > 0) Sending.Answer(turn, from, closing.Kind, turn.Write(closing.Words), closing.Why, checkIn.Id);
            return;
        }

        SayAndAsk(turn, from, feedback, next, checkIn);
    }

    /// <summary>A word, and the question that is open where there is one.</summary>
    public static void SayAndGoOn(Turn turn, ContactPoint from, Words words, string why)
    {
        var said = new Said(MessageKind.ToldTeam, Fitting(turn, words), why);
        if (turn.State.CheckIn is { } checkIn && Answering.OpenQuestion(turn) is { } question) SayAndAsk(turn, from, said, question, checkIn);
        else Sending.Answer(turn, from, said.Kind, turn.Write(said.Words), why);
    }

    /// <summary>In one message where it fits, because two may arrive in any order.</summary>
    private static void SayAndAsk(Turn turn, ContactPoint from, Said? feedback, Question next, CheckIn checkIn)
    {
        var question = turn.Question(next);
        var why = $"next question: {next.Id}{(next.Because is { } b ? $", {b}" : "")}";
        if (feedback is { Words.En.Length: > 0 } said)
        {
            var words = turn.Write(said.Words);
            var both = $"{words} {question}";
            if (SmsSegments.Count(SmsSegments.ToGsm7(both)).Segments <= turn.Practice.Caps.SegmentsAText) (question, why) = (both, $"{said.Why}; {why}");
            else Sending.Answer(turn, from, said.Kind, words, said.Why, checkIn.Id);
        }

        Sending.Answer(turn, from, MessageKind.NextQuestion, question, why, checkIn.Id);
    }

    /// <summary>Waits a little for the rest of a burst, asks again once with an example, then hands over to a person (R10).</summary>
    private static void Unusable(Turn turn, ContactPoint from, string text, bool last)
    {
        // It belongs to what the patient is being asked, and a person reads it with that.
        if (AskingWhetherEmergency.Waiting(turn, from) is not null) return;
        if (!last)
        {
            var readAt = turn.State.Unread is { Texts.Length: >= LongestBurst } unread ? unread.ReadAgainAt : turn.Now + turn.Practice.Choices.AskAgainAfter;
            turn.Happened(new Event.ReplyHeld(from, text, readAt) { At = turn.Now });
            return;
        }

        if (turn.State.CheckIn is { AskedAgain: false } checkIn && Answering.OpenQuestion(turn) is { } question)
        {
            turn.Happened(new Event.AskedAgain(checkIn.Id) { At = turn.Now, From = from, Text = text });
            Sending.Answer(turn, from, MessageKind.AskAgain, turn.AskAgain(question), "the reply could not be used; asked again once", checkIn.Id);
            return;
        }

        HandOver(turn, from, text);
    }

    private static void HandOver(Turn turn, ContactPoint from, string text)
    {
        turn.Happened(new Event.HandedToPerson("a reply could not be understood") { At = turn.Now });
        Escalating.Raise(turn, ReplyConcerns.Unclear(turn, text));
        Sending.Answer(turn, from, MessageKind.ToldTeam, turn.Write(Fitting(turn, Texts.PassedOn)), "a person will read it", turn.State.CheckIn?.Id);
    }

    /// <summary>Nobody in an emergency is told of office hours.</summary>
    private static Words Fitting(Turn turn, Words words) =>
        turn.State.OpenEscalation?.Urgency == Urgency.Emergency && (words == Texts.PassedOn || words == Texts.ToldRoutine) ? Texts.PassedOnInEmergency : words;

    /// <summary>The burst is over: the held texts are read together.</summary>
    public static void ReadAgain(Turn turn)
    {
        if (turn.State.Unread is not { } unread || unread.ReadAgainAt > turn.Now) return;
        var meaning = ReadTogether(turn, unread.Texts);
        turn.Happened(new Event.ReplyReread(meaning) { At = turn.Now });
        var text = string.Join("\n", unread.Texts);
        if (Unsettling(meaning)) Emergency(turn, unread.From, meaning, text);
        else if (turn.State.InMourning) Mourning.Reply(turn, unread.From, meaning, text);
        else if (Mourning.Begins(meaning)) Mourning.Begin(turn, unread.From, ReplyConcerns.AtLeastRoutine(meaning), text);
        else Understood(turn, unread.From, meaning, text, last: true);
    }
}
