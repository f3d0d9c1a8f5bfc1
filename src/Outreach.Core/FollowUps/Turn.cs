using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>One decision in the making: the state so far, and what has been decided.</summary>
internal sealed class Turn(Context context, FollowUp state, Command command)
{
    private readonly ImmutableArray<Event>.Builder events = ImmutableArray.CreateBuilder<Event>();
    private readonly ImmutableArray<OutboxEntry>.Builder claimed = ImmutableArray.CreateBuilder<OutboxEntry>();
    private int ordinal;
    private DateTimeZone? zone;
    private ContactWindow? window;
    private static readonly List<DueCheckIn> Nothing = [];
    private List<DueCheckIn>? dues;
    private LocalDate? today;
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

    public LocalDate Today => today ??= Now.InZone(Zone).Date;

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

    public bool NothingYet => events.Count == 0;

    public void Refuse(Refusal refusal) => Refusal = refusal;

    public Guid NextId() => DerivedId.From(State.Id, command.Id, State.Happenings, ordinal++);

    public void Happened(Event happened)
    {
        State = Evolution.Apply(State, happened);
        if (happened is Event.PatientRegistered) (zone, window, dues, today) = (null, null, null, null);
        events.Add(happened);
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
        claimed.Add(leased);
    }

    public CarePlan? Plan(PlanRef plan) => context.Plans.Find(plan);

    public Decision Decision() => new(State, events.ToImmutable(), claimed.ToImmutable(), Refusal);
}
