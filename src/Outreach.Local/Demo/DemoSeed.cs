using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Local.Simulation;
using Outreach.Local.Simulation.Personas;

namespace Outreach.Local.Demo;

/// <summary>Enrolls the twelve in the week before, and lets that week pass: the demo always begins alike and always has something to show. Safe to repeat: after a kill the week is gone through again, and only the clock is further on.</summary>
internal static class DemoSeed
{
    private const string By = "front desk";

    /// <summary>The week of the demo that holds this time; the demo's own Monday where none was asked for.</summary>
    public static int WeeksLater(Instant? clock, DateTimeZone zone)
    {
        if (clock is not { } at) return 0;
        var days = Period.DaysBetween(DemoPatients.Monday, at.InZone(zone).Date);
        return (int)Math.Floor(days / 7.0);
    }

    public static Instant Begins(int weeksLater, DateTimeZone zone) => zone.AtLeniently(DemoPatients.HistoryBegins.PlusWeeks(weeksLater)).ToInstant();

    public static Instant Opens(int weeksLater, DateTimeZone zone) => zone.AtLeniently(DemoPatients.DemoBegins.PlusWeeks(weeksLater)).ToInstant();

    public static async Task PlayAsync(
        IContactBook book, Turns turns, Context context, RunningSimulation world, int weeksLater, Instant until, CancellationToken cancel)
    {
        var zone = context.Practice.Zone;
        foreach (var demo in DemoPatients.All)
        {
            var at = zone.AtLeniently(demo.EnrolledAt.PlusWeeks(weeksLater)).ToInstant();
            if (at <= until) await world.Driver!.MoveToAsync(now => Instant.Max(now, at), cancel);
            await book.LinkAsync(demo.Patient.Id, Contacts.WritesFrom(demo.Patient), cancel);
            await turns.SubmitAsync(demo.Patient.Id, new Command.Register(demo.Patient, By, []) { Id = "demo-register", At = at }, cancel);
            foreach (var plan in demo.Plans)
            {
                var latest = context.Plans.Latest(plan.Id)?.Ref ?? new PlanRef(plan.Id, 1);
                await turns.SubmitAsync(demo.Patient.Id, new Command.Enroll(latest, plan.Anchor.PlusWeeks(weeksLater), By) { Id = $"demo-enroll-{plan.Id}", At = at }, cancel);
            }
        }

        await world.Driver!.MoveToAsync(now => Instant.Max(now, until), cancel);
    }
}
