using System.Collections.Immutable;
using NodaTime;
using NodaTime.TimeZones;
using Outreach.Core.CarePlans;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>One decision in the making: the state so far, and what has been decided.</summary>
internal sealed class Turn(Context context, FollowUp state, Command command)
{
    private static readonly List<DueCheckIn> Nothing = [];
    private static readonly Duration ADay = Duration.FromDays(1);

    // Most ticks do nothing: what only a busy turn needs is made when it does.
    private ImmutableArray<Event>.Builder? events;
    private ImmutableArray<OutboxEntry>.Builder? claimed;
    private Guid? firstId;
    private readonly long happenedBefore = state.Happenings;
    private int ordinal;
    private DateTimeZone? zone;
    private ZoneInterval? around;
    private LocalDate? today;
    private ContactWindow? window;
    private List<DueCheckIn>? dues;
    private ImmutableArray<Enrollment> duesOf;

    public Context Context => context;

    public Practice Practice => context.Practice;

    public FollowUp State { get; private set; } = state;

    public Command Command => command;

    public Instant Now => command.At;

    /// <summary>Only where somebody is registered.</summary>
    public Patient Patient => State.Patient!;

    public Language Language => State.Patient?.Language ?? Language.English;

    public DateTimeZone Zone => zone ??= (State.Patient is { } p ? context.Zones.GetZoneOrNull(p.TimeZone) : null) ?? Practice.Zone;

    public ContactWindow Window => window ??= ContactWindow.For(Patient, Practice, Zone);

    public LocalDate Today => today ??= Local(Now).Date;

    private ZoneInterval Around => around ??= Zone.GetZoneInterval(Now);

    /// <summary>In the patient's zone.</summary>
    public LocalDateTime Local(Instant at) => Around.Contains(at) ? at.WithOffset(Around.WallOffset).LocalDateTime : at.InZone(Zone).LocalDateTime;

    /// <summary>As <see cref="LocalTimes.At"/> in the patient's zone.</summary>
    public Instant At(LocalDateTime local) => Undisputed(local) ?? LocalTimes.At(Zone, local);

    public Instant StartOfDay(LocalDate date) => Undisputed(date.AtMidnight()) ?? Zone.AtStartOfDay(date).ToInstant();

    /// <summary>By the offset that holds now, where no change of offset is within a day of it.</summary>
    private Instant? Undisputed(LocalDateTime local)
    {
        var at = local.WithOffset(Around.WallOffset).ToInstant();
        return (Around.HasStart && at - Around.Start < ADay) || (Around.HasEnd && Around.End - at < ADay) ? null : at;
    }

    /// <summary>The next occurrence of every kind of check-in, earliest first.</summary>
    public List<DueCheckIn> Dues
    {
        get
        {
            if (dues is not null && duesOf == State.Enrollments) return dues;
            duesOf = State.Enrollments;
            return dues = Schedule.Next(this);
        }
    }

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
        if (happened is Event.WishMade or Event.WishesOverruled) dues = null;
        if (happened is Event.PatientRegistered) (zone, window, around, today, dues) = (null, null, null, null, null);
        (events ??= ImmutableArray.CreateBuilder<Event>(4)).Add(happened);
    }

    /// <summary>Leases an entry for one attempt: its key and first-sent time stay the same for ever (R2).</summary>
    public void Claim(OutboxEntry entry)
    {
        var leased = entry with
        {
            Attempts = entry.Attempts + 1,
            FirstSentAt = entry.FirstSentAt ?? Now,
            LeaseUntil = Now + context.Delivery.Lease,
            InDoubt = entry.InDoubt || entry.LeaseUntil is not null,
        };
        State = State with { Outbox = State.Outbox.Replace(entry, leased) };
        (claimed ??= ImmutableArray.CreateBuilder<OutboxEntry>(1)).Add(leased);
    }

    public CarePlan? Plan(PlanRef plan) => context.Plans.Find(plan);

    public Decision Decision()
    {
        if (events is not null) State = State with { Happenings = happenedBefore + events.Count };
        return new(State, events?.DrainToImmutable() ?? [], claimed?.DrainToImmutable() ?? [], Refusal);
    }
}
