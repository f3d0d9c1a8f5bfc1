using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Gateways;
using Outreach.App.Health;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.Personas;
using Outreach.Local.Simulation.Serving;

namespace Outreach.Local.Simulation;

internal sealed record SimulationSettings
{
    /// <summary>Path of <c>carrier.db</c>.</summary>
    public required string CarrierFile { get; init; }

    /// <summary>When simulated time begins in a new store; null for the machine's own clock.</summary>
    public Instant? Begins { get; init; }

    /// <summary>Simulated seconds a second; null to go on as before, and in a new store with time standing still.</summary>
    public double? Speed { get; init; }

    public CarrierOptions Carrier { get; init; } = CarrierOptions.Default;

    public ImmutableArray<Persona> Personas { get; init; } = [];
}

/// <summary>The app as the simulation sees it; there once the gateway is.</summary>
/// <param name="Works">What falls due beside ledgers and carrier.</param>
internal sealed record SimulatedApp(ILedgerStore Ledgers, Func<PatientId, CancellationToken, ValueTask> Turn, CarrierOutlet Outlet, IReadOnlyList<IDueWork> Works, Func<Practice> Practice)
{
    /// <summary>Where the auditor says when it was there.</summary>
    public IAuditorNotes? Auditor { get; init; }
}

/// <summary>Phones, mailboxes and time. First its clock and gateway, which the app is built on; then, connected to the app, it runs.</summary>
internal sealed class SimulatedWorld : IDisposable
{
    private const int AtOnceInRealTime = 16;

    private readonly SimulationSettings settings;
    private readonly TimeProvider time;
    private readonly ILoggerFactory logs;
    private readonly CarrierDatabase database;
    private readonly CarrierMessages messages;
    private readonly SimulatedCarrier carrier;
    private readonly ClockMemory memory;
    private readonly ClockSimulated? simulated;

    public SimulatedWorld(SimulationSettings settings, TimeProvider time, ILoggerFactory logs)
    {
        (this.settings, this.time, this.logs) = (settings, time, logs);
        database = CarrierDatabase.Open(settings.CarrierFile);
        memory = new ClockMemory(database);
        if (settings.Begins is { } begins)
        {
            var stood = memory.Load();
            var at = stood is { } s ? Instant.Max(s.At, begins) : begins;
            memory.Begin(at, settings.Speed ?? stood?.Speed ?? 0);
            simulated = new ClockSimulated(at, memory.Remember);
        }

        Clock = simulated is null ? new ClockOfMachine(time) : simulated;
        messages = new CarrierMessages(database);
        carrier = new SimulatedCarrier(database, Clock, settings.Carrier);
    }

    /// <summary>Where simulated time stands in a store; null where it has never been simulated.</summary>
    public static Instant? StoodAt(string carrierFile)
    {
        if (!File.Exists(carrierFile)) return null;
        using var database = CarrierDatabase.Open(carrierFile);
        return new ClockMemory(database).Load()?.At;
    }

    public IClock Clock { get; }

    public IMessageGateway Gateway => carrier;

    public EventFeed Feed { get; } = new();

    /// <summary>To be called for each event after its commit.</summary>
    public void Observe(PatientId patient, Event committed) => Feed.Record(patient, committed);

    public RunningSimulation Connect(SimulatedApp app)
    {
        var turns = new ClockTurns(app.Turn, logs.CreateLogger<ClockTurns>());
        var atOnce = simulated is null ? AtOnceInRealTime : 1;
        var pump = new CarrierPump(carrier.Events, app.Outlet, Clock, atOnce, logs.CreateLogger<CarrierPump>());
        var player = new PersonaPlayer(database, messages, carrier, settings.Personas);
        player.Begin();
        var works = new DueWorks(
        [
            new ClockLedgers(app.Ledgers, turns, atOnce),
            pump,
            .. app.Works,
            player,
            new ClockNightlyWalk(app.Ledgers, turns, Clock, () => app.Practice().Zone),
        ]);
        var auditor = new ClockAuditor(app.Ledgers, turns, logs.CreateLogger<ClockAuditor>()) { Notes = app.Auditor };
        var driver = simulated is null
            ? null
            : new ClockDriver(simulated, works, auditor, () => messages.Count + Feed.Notable, time, logs.CreateLogger<ClockDriver>()) { Speed = memory.Load()!.Value.Speed };
        var clock = new SimClock(Clock, driver, memory, () => app.Practice().Zone);
        var follower = new ClockFollower(Clock, works, auditor, time, logs.CreateLogger<ClockFollower>());
        var phones = new SimPhones(messages, new PhoneLine(() => Guid.NewGuid().ToString("N"), Type, pump.TellTextAsync));
        var view = new SimView(app, messages, player, Feed, clock);
        ImmutableArray<Endpoint> endpoints = [.. SimEndpoints.All(phones, messages, carrier, clock, view), .. SimPage.Practice];
        return new RunningSimulation(clock, driver, auditor, endpoints, driver is null ? follower.RunAsync : driver.RunAsync);

        Task<bool> Type(PhoneNumber number, string id, string text)
        {
            player.TakeOver(number);
            return carrier.TextAsync(number, id, text);
        }
    }

    public void Dispose() => database.Dispose();
}

/// <param name="Driver">Null with the machine's own clock.</param>
/// <param name="RunAsync">Lets time pass until cancelled.</param>
internal sealed record RunningSimulation(
    SimClock Clock, ClockDriver? Driver, ClockAuditor Auditor, ImmutableArray<Endpoint> Endpoints, Func<CancellationToken, Task> RunAsync) : IDisposable
{
    public void Dispose()
    {
        Driver?.Dispose();
        Auditor.Dispose();
    }
}
