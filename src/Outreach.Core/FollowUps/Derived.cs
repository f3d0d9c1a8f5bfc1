using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>
/// What follows from one patient's state and is asked for again and again: zone, contact window, the next check-ins. Kept from decision to decision
/// for as long as the parts of the state it follows from are the same, so that whoever decides several times pays for it once; what is decided stays the same.
/// Of one thread.
/// </summary>
public sealed class Derived(Context context)
{
    private LocalClock? clock;
    private ContactWindow? window;
    private Patient? patient;
    private List<DueCheckIn>? dues;
    private LocalDate duesOn;
    private ImmutableArray<Enrollment> duesOf;
    private ImmutableArray<Observation> duesAfter;

    public Context Context => context;

    internal LocalClock Clock(FollowUp state)
    {
        About(state);
        return clock ??= new LocalClock((patient is { } p && p.TimeZone != context.Practice.Zone.Id ? context.Zones.GetZoneOrNull(p.TimeZone) : null) ?? context.Practice.Zone);
    }

    /// <summary>Only where somebody is registered.</summary>
    internal ContactWindow Window(FollowUp state)
    {
        var zone = Clock(state).Zone;
        return window ??= ContactWindow.For(patient!, context.Practice, zone);
    }

    /// <summary>The next occurrence of every kind of check-in, earliest first.</summary>
    internal List<DueCheckIn> Dues(Turn turn)
    {
        var state = turn.State;
        About(state);
        if (dues is not null && duesOn == turn.Today && duesOf == state.Enrollments && duesAfter == state.Observations) return dues;
        (duesOn, duesOf, duesAfter) = (turn.Today, state.Enrollments, state.Observations);
        return dues = Schedule.Next(turn);
    }

    private void About(FollowUp state)
    {
        if (ReferenceEquals(patient, state.Patient)) return;
        (patient, clock, window, dues) = (state.Patient, null, null, null);
    }
}
