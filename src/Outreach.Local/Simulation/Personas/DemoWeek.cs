using NodaTime;
using Outreach.Local.Hosting;

namespace Outreach.Local.Simulation.Personas;

/// <summary>Lets the week before the demo pass: each patient is enrolled at their time, check-ins go out and are answered, until Monday 08:55.</summary>
internal static class DemoWeek
{
    /// <param name="enrol">Registers a patient and starts their plans. Must be safe to repeat: after a kill the week is gone through again from the start, and only the clock is further on.</param>
    public static async Task PassAsync(ClockDriver driver, DateTimeZone zone, Func<DemoPatient, CancellationToken, ValueTask> enrol, CancellationToken cancel)
    {
        foreach (var patient in DemoPatients.All)
        {
            await driver.MoveToAsync(now => Instant.Max(now, patient.EnrolledAt.InZoneLeniently(zone).ToInstant()), cancel);
            await enrol(patient, cancel);
        }

        await driver.MoveToAsync(now => Instant.Max(now, DemoPatients.DemoBegins.InZoneLeniently(zone).ToInstant()), cancel);
    }
}
