using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>The patient's side of the plan: PLAN, GOAL, PAUSE, RESUME, LESS, MORE, EMAIL, TEXT and the language, in both languages at any time.</summary>
internal static class Wishing
{
    private const int DaysTold = 3;

    /// <summary>False where the text is no such word, answers the open question, or is a goal whose words must be read. From a number that has opted out nothing is wished.</summary>
    public static bool Fulfil(Turn turn, Command.Reply command, Meaning meaning)
    {
        if (meaning.Has(Intents.Auto) || turn.State.Standing(command.From)?.OptedOutAt is not null || WishWords.Of(command.Text) is not { } said) return false;
        // All others are words of ours from end to end, in which nothing else can be said.
        if (said.Goal is not null && TellsMore(meaning)) return false;
        if (Answering.OpenQuestion(turn) is { } question && Answering.Answers(meaning, question) && (question.Kind != Ask.Free || said.Wish is Wish.Less or Wish.More or Wish.Email or Wish.Text)) return false;
        switch (said.Wish)
        {
            case Wish.Plan: TellNext(turn, command); break;
            case Wish.Goal: Goal(turn, command, said.Goal); break;
            case Wish.Pause: Pause(turn, command, said.Days); break;
            case Wish.Resume: Resume(turn, command); break;
            case Wish.Less: Less(turn, command); break;
            case Wish.More: More(turn, command); break;
            case Wish.Email: By(turn, command, Channel.Email, WishTexts.ByEmail); break;
            case Wish.Text: By(turn, command, Channel.Sms, WishTexts.ByText); break;
            case Wish.Spanish: Speak(turn, command, Language.Spanish); break;
            case Wish.English: Speak(turn, command, Language.English); break;
            default: throw new ArgumentOutOfRangeException(nameof(command), said.Wish, "not a wish");
        }

        return true;
    }

    /// <summary>"GOAL my chest hurts": what a rule heard is read; that the words of a goal look like something told is only a guess.</summary>
    private static bool TellsMore(Meaning meaning) =>
        meaning.Urgency > Urgency.Routine || (meaning.Has(Intents.Concern | Intents.Question | Intents.CallMe) && meaning.Evidence.Any(e => !e.IsGuess));

    /// <summary>A pause with an end is over on its day.</summary>
    public static void Return(Turn turn)
    {
        if (turn.State.Wishes is not { Paused: true, BackOn: { } back } wishes || back > turn.Today) return;
        turn.Happened(new Event.WishMade(wishes with { Paused = false, BackOn = null }, "the pause is over") { At = turn.Now });
        if (turn.Patient.Status == PatientStatus.Paused) Registering.ChangeStatus(turn, Status(turn, PatientStatus.Active, "back as the patient said"));
    }

    /// <summary>When that is; null for no such pause.</summary>
    public static Instant? ReturnsAt(Turn turn) => turn.State.Wishes is { Paused: true, BackOn: { } back } ? turn.StartOfDay(back) : null;

    /// <summary>On every which day of its cadence a check-in falls by the patient's wish; set days are never left out.</summary>
    public static int Every(Turn turn, CheckInPlan checkIn, int planned) => turn.Patient.Pace switch
    {
        Pace.Less when CanBeLess(checkIn) => Math.Max(2, planned),
        Pace.More => 1,
        _ => planned,
    };

    private static bool CanBeLess(CheckInPlan checkIn) => !checkIn.KeepsPace && checkIn.Cadence.Any(c => c is not CadenceSpan.OnDays);

    private static void Tell(Turn turn, Command.Reply command, string text, string why, bool changed = false) =>
        Sending.Answer(turn, command.From, MessageKind.Wish, text, why, turn.State.CheckIn?.Id, changed: changed);

    /// <summary>False where it was so already.</summary>
    private static bool Make(Turn turn, Wishes wishes, string words)
    {
        var changes = wishes != turn.State.Wishes;
        turn.Happened(new Event.WishMade(wishes, words) { At = turn.Now });
        return changes;
    }

    private static void AskTeam(Turn turn, Command.Reply command, string because)
    {
        Escalating.Raise(turn, new Concern(turn.NextId(), "reply/wish", Urgency.Routine, Topic.Other, because, null, command.Text, turn.Now));
        Tell(turn, command, turn.Write(WishTexts.WishToTeam), because);
    }

    private static void TellNext(Turn turn, Command.Reply command)
    {
        var days = turn.Patient.Status == PatientStatus.Active ? NextDays(turn) : [];
        var text = turn.Patient.Status != PatientStatus.Active ? WishTexts.NextWhilePaused
            : days.Count == 0 ? WishTexts.NothingNext
            : Contacts.CaregiverAt(turn.Patient, command.From) is null ? WishTexts.Next : WishTexts.NextWithoutWhy;
        Sending.Answer(turn, command.From, MessageKind.Wish, turn.Write(text, ("days", string.Join("; ", days))), "asked what comes next", turn.State.CheckIn?.Id, text == WishTexts.Next ? LinkKind.Plan : LinkKind.None);
    }

    /// <summary>"Monday 3/2 at 5:30 PM", the next few, earliest first.</summary>
    private static List<string> NextDays(Turn turn) =>
        [.. Upcoming.Of(turn, DaysTold).Select(d => $"{PlainDates.Day(d.Date, turn.Language)}{(turn.Language == Language.Spanish ? ", " : " at ")}{PlainDates.Time(d.TimeOfDay)}")];

    private static void Goal(Turn turn, Command.Reply command, string? goal)
    {
        if (goal is null)
        {
            Tell(turn, command, turn.Write(WishTexts.AskGoal), "asked to set a goal");
            return;
        }

        var changed = Make(turn, turn.State.Wishes with { Goal = goal }, command.Text);
        Tell(turn, command, turn.Write(WishTexts.GoalKept), "set a goal", changed);
    }

    private static void Pause(Turn turn, Command.Reply command, int? days)
    {
        if (turn.Patient.Status is not (PatientStatus.Active or PatientStatus.Paused))
        {
            AskTeam(turn, command, "Asks to pause their check-ins");
            return;
        }

        LocalDate? back = days is { } length ? turn.Today.PlusDays(length) : null;
        var changed = Make(turn, turn.State.Wishes with { Paused = true, BackOn = back }, command.Text);
        if (turn.Patient.Status == PatientStatus.Active) Registering.ChangeStatus(turn, Status(turn, PatientStatus.Paused, "asked for a pause"));
        Tell(turn, command, back is { } on ? turn.Write(WishTexts.PausedUntil, ("days", PlainDates.Day(on, turn.Language))) : turn.Write(WishTexts.Paused), "asked for a pause", changed);
        // Who is followed up because silence may be danger is not let go unseen (R9).
        if (turn.State.Enrollments.Any(e => turn.Plan(e.Plan)?.Silence.Urgency == Urgency.Urgent))
            Escalating.Raise(turn, new Concern(turn.NextId(), "reply/paused", Urgency.Routine, Topic.Other, "Has paused check-ins of a plan in which silence is urgent", null, command.Text, turn.Now));
    }

    private static void Resume(Turn turn, Command.Reply command)
    {
        if (turn.Patient.Status == PatientStatus.Active)
        {
            Tell(turn, command, turn.Write(WishTexts.Resumed), "is not paused");
            return;
        }

        if (turn.Patient.Status != PatientStatus.Paused || !turn.State.Wishes.Paused)
        {
            AskTeam(turn, command, "Asks to go on with their check-ins");
            return;
        }

        Make(turn, turn.State.Wishes with { Paused = false, BackOn = null }, command.Text);
        Registering.ChangeStatus(turn, Status(turn, PatientStatus.Active, "asked to go on"));
        Tell(turn, command, turn.Write(WishTexts.Resumed), "asked to go on", changed: true);
    }

    private static void Less(Turn turn, Command.Reply command)
    {
        var asked = turn.State.Enrollments.SelectMany(e => turn.Plan(e.Plan) is { } plan ? plan.CheckIns.Where(c => !c.Cadence.IsEmpty && !e.LeftOut.Contains(c.Id)) : []).ToList();
        if (turn.Patient.Pace == Pace.Less || !asked.Exists(CanBeLess))
        {
            AskTeam(turn, command, "Would like fewer check-ins than the plan allows");
            return;
        }

        Make(turn, turn.State.Wishes with { Pace = Pace.Less }, command.Text);
        Tell(turn, command, turn.Write(WishTexts.Fewer), "asked for fewer check-ins", changed: true);
    }

    private static void More(Turn turn, Command.Reply command)
    {
        var slower = turn.Patient.Pace == Pace.Less || (turn.Patient.Pace == Pace.AsPlanned && turn.State.Enrollments.Any(e => !e.Pace.IsEmpty));
        if (!slower)
        {
            AskTeam(turn, command, "Would like more check-ins than the plan has");
            return;
        }

        Make(turn, turn.State.Wishes with { Pace = turn.Patient.Pace == Pace.Less ? Pace.AsPlanned : Pace.More }, command.Text);
        Tell(turn, command, turn.Write(WishTexts.MoreAgain), "asked for more check-ins", changed: true);
    }

    private static void By(Turn turn, Command.Reply command, Channel channel, Words told)
    {
        if (Contacts.Usable(turn.State).All(c => c.Channel != channel))
        {
            AskTeam(turn, command, channel == Channel.Email ? "Would like emails; there is no address that may be used" : "Would like texts; there is no number that may be used");
            return;
        }

        var changed = Make(turn, turn.State.Wishes with { Channel = channel }, command.Text);
        Tell(turn, command, turn.Write(told), "chose how we write", changed);
    }

    /// <summary>The open question is put again, in the language that can now be read.</summary>
    private static void Speak(Turn turn, Command.Reply command, Language language)
    {
        var changed = Make(turn, turn.State.Wishes with { Language = language }, command.Text);
        var told = turn.Write(WishTexts.InThisLanguage);
        Tell(turn, command, Answering.OpenQuestion(turn) is { } question ? $"{told} {turn.Question(question)}" : told, "chose the language", changed);
    }

    private static Command.ChangeStatus Status(Turn turn, PatientStatus status, string why) => new(status, "patient", why) { Id = turn.Command.Id, At = turn.Now };
}
