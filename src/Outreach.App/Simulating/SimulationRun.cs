using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;

namespace Outreach.App.Simulating;

/// <summary>What is to be simulated.</summary>
/// <param name="First">The day the first are enrolled.</param>
/// <param name="SpreadDays">They are enrolled over so many days.</param>
public sealed record SimulationAsk(Context Context, ImmutableArray<CarePlan> Plans, int Patients, int Days, int Seed, LocalDate First, int SpreadDays, Behaviour Behaviour)
{
    /// <summary>The practice's own patients instead of made-up ones; all begin on the first day.</summary>
    public ImmutableArray<CohortPatient> Own { get; init; } = [];

    /// <summary>What every patient answers; null to answer as the behaviour says.</summary>
    public ReplyScript? Script { get; init; }

    public CohortPatient Patient(int number) => Own.IsEmpty ? Cohort.Patient(Context, number, Seed, First, SpreadDays) : Own[number];

    public Instant Begins => Context.Practice.Zone.AtStartOfDay(First).ToInstant();

    public Instant Ends => Context.Practice.Zone.AtStartOfDay(First.PlusDays(Days)).ToInstant();
}

/// <summary>
/// A cohort followed for days by the rules, plans and texts as they are, in memory. Patients do not depend on each other, so that the same seed
/// gives the same report on any number of processors, and room is needed for the days and for those just being followed.
/// </summary>
public static class SimulationRun
{
    /// <param name="progress">The number of patients done, now and then.</param>
    public static Tally Of(SimulationAsk ask, Action<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ask = ask with { Context = Unapproved(ask.Context) with { Readings = new ReadingMemory(ask.Context.Reader) } };
        var plans = new SimulatedPlans(ask.Context, ask.Plans);
        var whole = NewTally(ask);
        var done = 0;
        var gate = new Lock();
        Parallel.For(0, ask.Patients, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, () => NewTally(ask), (number, _, tally) =>
        {
            new SimulatedPatient(ask, plans, ask.Patient(number), tally).Run(ask.Ends);
            if (Interlocked.Increment(ref done) % 50 == 0) progress?.Invoke(Volatile.Read(ref done));
            return tally;
        }, tally =>
        {
            lock (gate) whole.Add(tally);
        });
        return whole;
    }

    /// <summary>One patient of the same cohort, with all that is said.</summary>
    public static ImmutableArray<Said> Conversation(SimulationAsk ask, int number)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ask = ask with { Context = Unapproved(ask.Context) };
        List<Said> said = [];
        new SimulatedPatient(ask, new SimulatedPlans(ask.Context, ask.Plans), ask.Patient(number), NewTally(ask), said).Run(ask.Ends);
        return [.. said];
    }

    private static Tally NewTally(SimulationAsk ask) => new(ask.Begins, ask.Days, ask.Context.Practice.Zone);

    /// <summary>A plan may be tried before anybody has approved it.</summary>
    internal static Context Unapproved(Context context) => context with { Practice = context.Practice with { Choices = context.Practice.Choices with { AllowUnapprovedPlans = true } } };
}
