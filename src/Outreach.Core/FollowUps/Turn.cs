using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>One decision in the making: the state so far, and what has been decided.</summary>
internal sealed class Turn(Derived known, FollowUp state, Command command)
{
    private static readonly List<DueCheckIn> Nothing = [];

    // Most ticks do nothing: what only a busy turn needs is made when it does.
    private ImmutableArray<Event>.Builder? events;
    private ImmutableArray<OutboxEntry>.Builder? claimed;
    private Guid? firstId;
    private readonly long happenedBefore = state.Happenings;
    private int ordinal;
    private LocalDate? today;

    public Context Context => known.Context;

    public Practice Practice => known.Context.Practice;

    public FollowUp State { get; private set; } = state;

    public Command Command => command;

    public Instant Now => command.At;

    /// <summary>Only where somebody is registered.</summary>
    public Patient Patient => State.Patient!;

    public Language Language => State.Patient?.Language ?? Language.English;

    /// <summary>Of the patient's zone.</summary>
    public LocalClock Clock => known.Clock(State);

    public DateTimeZone Zone => Clock.Zone;

    public ContactWindow Window => known.Window(State);

    public LocalDate Today => today ??= Local(Now).Date;

    public LocalDateTime Local(Instant at) => Clock.Local(at);

    public Instant StartOfDay(LocalDate date) => Clock.StartOfDay(date);

    /// <summary>The next occurrence of every kind of check-in, earliest first.</summary>
    public List<DueCheckIn> Dues => known.Dues(this);

    /// <summary>Those of them that are due by now.</summary>
    public List<DueCheckIn> DueNow
    {
        get
        {
            var all = Dues;
            var count = 0;
            while (count < all.Count && all[count].DueAt <= Now) count++;
            return count == 0 ? Nothing : all.GetRange(0, count);
        }
    }

    public Refusal? Refusal { get; private set; }

    public bool NothingYet => events is null;

    public void Refuse(Refusal refusal) => Refusal = refusal;

    /// <summary>From the command and how much had happened before it, counted on.</summary>
    public Guid NextId() => DerivedId.Plus(firstId ??= DerivedId.From(State.Id, command.Id, happenedBefore), ordinal++);

    public void Happened(Event happened)
    {
        State = Evolution.Uncounted(State, happened);
        if (happened is Event.PatientRegistered) today = null;
        (events ??= ImmutableArray.CreateBuilder<Event>(4)).Add(happened);
    }

    /// <summary>Leases an entry for one attempt: its key and first-sent time stay the same for ever (R2).</summary>
    public void Claim(OutboxEntry entry)
    {
        var leased = entry with
        {
            Attempts = entry.Attempts + 1,
            FirstSentAt = entry.FirstSentAt ?? Now,
            LeaseUntil = Now + Context.Delivery.Lease,
            InDoubt = entry.InDoubt || entry.LeaseUntil is not null,
        };
        State = State with { Outbox = State.Outbox.Replace(entry, leased) };
        (claimed ??= ImmutableArray.CreateBuilder<OutboxEntry>(1)).Add(leased);
    }

    /// <summary>What the patient writes now, as an answer to this.</summary>
    public Meaning Read(string text, OpenAsk open)
    {
        var time = Local(Now).TimeOfDay;
        return Context.Readings?.Read(text, open, Language, time) ?? Context.Reader.Read(text, open, Language, time);
    }

    public CarePlan? Plan(PlanRef plan) => Context.Plans.Find(plan);

    public Decision Decision()
    {
        if (events is not null) State = State with { Happenings = happenedBefore + events.Count };
        return new(State, events?.DrainToImmutable() ?? [], claimed?.DrainToImmutable() ?? [], Refusal);
    }
}
