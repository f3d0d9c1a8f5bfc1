using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.Core.CarePlans;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.Personas;

namespace Outreach.Local.Tests.Simulation;

/// <summary>A simulated world around an app that only notes what it is told.</summary>
internal sealed class SimulatedPractice : IDisposable
{
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/New_York"];

    private readonly TemporaryFile file = new();

    public SimulatedPractice(Instant? begins, ImmutableArray<Persona> personas = default)
    {
        Settings = new SimulationSettings { CarrierFile = file.Path, Begins = begins, Personas = personas.IsDefault ? [] : personas };
        (World, Running) = Open();
    }

    public SimulationSettings Settings { get; }

    public FakeLedgers Ledgers { get; } = new();

    public List<(ContactPoint From, string Id, string Text, Instant At)> Received { get; } = [];

    /// <summary>Thrown by the app at each text, while set.</summary>
    public Exception? Down { get; set; }

    public SimulatedWorld World { get; private set; }

    public RunningSimulation Running { get; private set; }

    /// <summary>As after kill -9: nothing is said to anybody.</summary>
    public void Restart()
    {
        Running.Dispose();
        World.Dispose();
        (World, Running) = Open();
    }

    public async Task SendAsync(PhoneNumber to, string text) => await World.Gateway.SendAsync(
        new OutboundMessage(new PatientId(Guid.NewGuid()), Guid.NewGuid(), World.Clock.GetCurrentInstant(), ContactPoint.Of(to), null, text, null), default);

    public Task MoveByAsync(Duration by) => Running.Driver!.MoveToAsync(now => now + by, default);

    public void Dispose()
    {
        Running.Dispose();
        World.Dispose();
        file.Dispose();
    }

    private (SimulatedWorld World, RunningSimulation Running) Open()
    {
        var world = new SimulatedWorld(Settings, TimeProvider.System, NullLoggerFactory.Instance);
        var outlet = new CarrierOutlet(
            (from, id, text, _) =>
            {
                if (Down is { } down) throw down;
                Received.Add((from, id, text, world.Clock.GetCurrentInstant()));
                return ValueTask.CompletedTask;
            },
            (_, _, _, _, _, _) => ValueTask.CompletedTask);
        var running = world.Connect(new SimulatedApp(Ledgers, (id, _) =>
        {
            Ledgers.DueAt.TryRemove(id, out var _);
            return ValueTask.CompletedTask;
        }, outlet, [], Practice));
        return (world, running);
    }

    private static Practice Practice()
    {
        var hours = WeekTimes.Of((IsoDayOfWeek.Monday, new LocalTime(9, 0), new LocalTime(17, 0)));
        return new Practice
        {
            Name = "Riverside Family Practice",
            Phone = PhoneNumber.TryParse("+12125550100")!.Value,
            TextsFrom = PhoneNumber.TryParse("+12125550101")!.Value,
            EmailFrom = EmailAddress.TryParse("care@riverside.example")!.Value,
            Zone = Zone,
            OfficeHours = hours,
            ContactHours = hours,
            Holidays = [],
            Providers = [new Provider { Id = "lee", Name = "Dr. Lee", Email = EmailAddress.TryParse("lee@riverside.example")!.Value }],
            Ladder = new LadderRules
            {
                OfficeHours = [], AfterHours = [], EmergencyWait = Duration.FromMinutes(5), UrgentWait = Duration.FromMinutes(30), RoutineWait = Duration.FromHours(24),
            },
            Caps = new Caps(2, 7, 2),
            Emergency = new EmergencyLines("911", "988"),
            ConsentText = Words.None,
            Thresholds = ImmutableSortedDictionary<string, decimal>.Empty,
            Choices = new PracticeChoices(),
        };
    }
}
