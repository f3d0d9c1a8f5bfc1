using Outreach.Core.Escalations;

namespace Outreach.Core.FollowUps;

/// <summary>The rules: what happened and the state as it is, to what follows. Pure, total and deterministic (R14).</summary>
public static class Decider
{
    public static Decision Decide(Context context, FollowUp state, Command command) => Decide(new Derived(context), state, command);

    /// <summary>The same for one who decides several times about one patient.</summary>
    public static Decision Decide(Derived known, FollowUp state, Command command)
    {
        var turn = new Turn(known, state, command);
        switch (command)
        {
            case Command.Register c:
                Registering.Register(turn, c);
                break;
            case Command.Tick:
                Ticking.Tick(turn);
                break;
            case Command.Attempted c:
                Delivering.Attempted(turn, c);
                break;
            case Command.DeliveryReport c:
                Delivering.Reported(turn, c);
                break;
            case not null when state.Patient is null:
                turn.Refuse(new NobodyRegistered());
                break;
            case Command.Enroll c:
                Registering.Enroll(turn, c);
                break;
            case Command.Withdraw c:
                Registering.Withdraw(turn, c);
                break;
            case Command.ChangeStatus c:
                Registering.ChangeStatus(turn, c);
                break;
            case Command.Reply c:
                Replying.Reply(turn, c);
                break;
            case Command.WebAnswer c:
                WebAnswering.Answer(turn, c);
                break;
            case Command.ContactOptedOut c:
                OptingOut.Elsewhere(turn, c);
                break;
            case Command.ContactOptedIn c:
                OptingOut.Lifted(turn, c);
                break;
            case Command.Acknowledge c:
                Acting.Acknowledge(turn, c);
                break;
            case Command.Called c:
                Acting.Called(turn, c);
                break;
            case Command.Resolve c:
                Acting.Resolve(turn, c);
                break;
            case Command.ProviderReply c:
                Acting.Reply(turn, c);
                break;
            case Command.UndoAcknowledge c:
                Acting.Undo(turn, c);
                break;
            case Command.Snooze c:
                Acting.Snooze(turn, c);
                break;
            case Command.AskColleague c:
                Acting.AskColleague(turn, c);
                break;
            case Command.CorrectReading c:
                Reviewing.Correct(turn, c);
                break;
            case Command.SecondReading c:
                Reviewing.Heard(turn, c);
                break;
            case Command.SeeReplies c:
                Reviewing.Seen(turn, c);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command?.GetType().Name, "not a command");
        }

        return turn.Decision();
    }
}
