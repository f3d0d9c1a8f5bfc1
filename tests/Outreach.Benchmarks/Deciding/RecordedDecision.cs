using System.Collections.Immutable;
using Outreach.App.Ledgers;
using Outreach.Benchmarks.PatientYears;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Benchmarks.Deciding;

/// <summary>One decision of the year, to be made again: its state, its command, and what kind of decision it is.</summary>
internal sealed record RecordedDecision(FollowUp State, Command Command, string Kind)
{
    public const string NothingDue = "tick, nothing due";
    public const string Opens = "tick that opens a check-in";
    public const string Numeric = "reply that answers with a number or a word";
    public const string FreeText = "reply in free text";

    /// <summary>A reply longer than this is more than a number or a word.</summary>
    private const int ShortReply = 16;

    public static ImmutableArray<RecordedDecision> Year(Context context)
    {
        var recorded = ImmutableArray.CreateBuilder<RecordedDecision>();
        new PatientYear(context)
        {
            Watch = (state, inbox, attempts, now) =>
            {
                foreach (var command in attempts.Concat(inbox.Select(i => i.Command)).Append(Command.TickAt(now)))
                {
                    var decision = Decider.Decide(context, state, command);
                    recorded.Add(new RecordedDecision(state, command, KindOf(command, decision)));
                    state = decision.State;
                }
            },
        }.Run();
        return recorded.ToImmutable();
    }

    /// <summary>The first check-in question of this kind that the year leaves open, answered so.</summary>
    public static RecordedDecision Replying(ImmutableArray<RecordedDecision> year, string text, string kind)
    {
        var at = year.First(d => d.Kind == Numeric && d.State.Observations.Length > 10);
        return at with { Kind = kind, Command = new Command.Reply(((Command.Reply)at.Command).From, text) { Id = at.Command.Id, At = at.Command.At } };
    }

    private static string KindOf(Command command, Decision decision) => command switch
    {
        Command.Tick when decision.Events.IsEmpty && decision.Claimed.IsEmpty => NothingDue,
        Command.Tick when decision.Events.Any(e => e is Event.CheckInOpened) => Opens,
        Command.Tick => "tick that does something else",
        Command.Attempted => "attempt accepted",
        Command.DeliveryReport => "delivery report",
        Command.Reply { Text.Length: <= ShortReply } => Numeric,
        Command.Reply => FreeText,
        Command.Acknowledge or Command.Called or Command.Resolve => "provider's act",
        _ => "registering and enrolling",
    };
}
