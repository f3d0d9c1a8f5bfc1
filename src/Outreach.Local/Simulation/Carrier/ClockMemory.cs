using NodaTime;

namespace Outreach.Local.Simulation.Carrier;

/// <summary>Where the simulated time stands, in the carrier's file: it is a fact of the simulated world, not of any patient.</summary>
internal sealed class ClockMemory(CarrierDatabase database)
{
    public (Instant At, double Speed)? Load() => database.Read(
        "SELECT at, speed FROM clock", r => ((Instant, double)?)(r.Time(0), r.GetDouble(1))).SingleOrDefault();

    public void Begin(Instant at, double speed) => database.Execute(
        "INSERT INTO clock (one, at, speed) VALUES (1, ?1, ?2) ON CONFLICT (one) DO UPDATE SET at = max(at, ?1), speed = ?2", at.Ticks(), speed);

    public void Remember(Instant at) => database.Execute("UPDATE clock SET at = ?1", at.Ticks());

    public void Remember(double speed) => database.Execute("UPDATE clock SET speed = ?1", speed);
}
