using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.App.Archiving;
using Outreach.App.Digests;
using Outreach.App.Endpoints;
using Outreach.App.Gateways;
using Outreach.App.Health;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Practices;
using Outreach.App.Receiving;
using Outreach.App.Setup;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Local.Simulation;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.Personas;
using Outreach.Local.Storage;

namespace Outreach.Local.Hosting;

/// <summary>The app over one store, without a server: what both the server and the commands are made of.</summary>
internal sealed class LocalApp : IAsyncDisposable
{
    private readonly ILoggerFactory logs = LoggerFactory.Create(l => l
        .AddSimpleConsole(c => c.SingleLine = true)
        .SetMinimumLevel(LogLevel.Warning)
        // Why it could not start, the program itself says in plain words.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None));

    private readonly SqlitePracticeVersions versions;

    private LocalApp(DataFolder data, Context context, TimeProvider time, Instant? begins, double? speed, bool demo, CarrierOptions carrier)
    {
        Data = data;
        Contexts = new ContextSource(context);
        Store = OpenStore(data);
        versions = new SqlitePracticeVersions(data.LedgerFile);
        World = new SimulatedWorld(
            new SimulationSettings
            {
                CarrierFile = data.CarrierFile,
                Begins = begins,
                Speed = speed,
                Carrier = carrier with { BlocksAfterStop = context.Practice.Choices.CarrierConfirmsOptOut },
                Personas = demo ? DemoPersonas.All : [],
            },
            time,
            logs);
        Names = new PatientNames(firstNames: demo);
    }

    public DataFolder Data { get; }

    /// <summary>The practice and plans in force; what was handed in until the store has said what it knows.</summary>
    public ContextSource Contexts { get; }

    public SqliteLedgerStore Store { get; }

    public SimulatedWorld World { get; }

    public PatientNames Names { get; }

    /// <summary>Where links lead; known once a server listens.</summary>
    public string Address { get; set; } = $"http://127.0.0.1:{ServeOptions.DefaultPort}";

    /// <param name="begins">Simulated time begins here, or goes on where it stood; null for the machine's own clock.</param>
    public static LocalApp Open(DataFolder data, Context context, TimeProvider time, Instant? begins, double? speed, bool demo, CarrierOptions? carrier = null) =>
        new(data, context, time, begins, speed, demo, carrier ?? CarrierOptions.Default);

    /// <summary>For a command beside a server, or without one: at the time the store's own simulated clock shows, where it has one.</summary>
    public static LocalApp OpenForCommand(DataFolder data, Context context, TimeProvider time) =>
        new(data, context, time, SimulatedWorld.StoodAt(data.CarrierFile), speed: null, demo: false, CarrierOptions.Default);

    /// <exception cref="StartException">The ledger cannot be used.</exception>
    public static SqliteLedgerStore OpenStore(DataFolder data)
    {
        try
        {
            return new SqliteLedgerStore(data.LedgerFile, data.ContactKey());
        }
        catch (LedgerUnavailableException e)
        {
            throw new StartException($"{data.LedgerFile}: {e.Message}");
        }
    }

    /// <param name="watcher">Told of every committed event.</param>
    /// <param name="time">The machine's, for what is looked at now and then whatever the simulated clock shows.</param>
    public IServiceCollection AddTo(IServiceCollection services, IFollowUpWatcher watcher, TimeProvider time) => services.AddSingleton(time)
        .AddSingleton<ILedgerStore>(Store).AddSingleton<IContactBook>(Store).AddSingleton<IAccessLog>(Store).AddSingleton<ILedgerArchive>(Store)
        .AddSingleton(World.Clock)
        .AddSingleton<IMessageGateway>(p => new NotedGateway(World.Gateway, p.GetRequiredService<CarrierNotes>(), World.Clock))
        .AddSingleton<SetupFacts>(_ => new SetupFacts(Simulated: true, [Contexts.Current.Practice.TextsFrom], Contexts.Current.Practice.EmailFrom.Value, Address, AdmitsByEntra: false))
        .AddSingleton<IFollowUpWatcher>(new LadderAlarm(watcher, logs.CreateLogger<LadderAlarm>())).AddSingleton(logs)
        .AddSingleton(Contexts).AddSingleton<IPracticeVersions>(versions)
        .AddSingleton(new LinkSigner(Data.LinkKey(), () => Address))
        .AddSingleton(new AccessRules(TrustLoopback: true, Key: null))
        .AddSingleton<OptOutIndex>().AddSingleton<Stepper>().AddSingleton<Turns>().AddSingleton<StrayTexts>().AddSingleton<Reception>()
        .AddSingleton<IDigestLog, DigestsOfThisRun>().AddSingleton<ProviderDigest>()
        .AddOutreachEndpoints();

    /// <summary>The services alone, for a command: what it says is decided at once, what follows from the time is left to the server's clock.</summary>
    public ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<Submit>(provider => provider.GetRequiredService<Turns>().DecideAsync);
        AddTo(services, new Nobody(), TimeProvider.System);
        return services.BuildServiceProvider();
    }

    public RunningSimulation Connect(IServiceProvider services) => World.Connect(new SimulatedApp(
        Store,
        services.GetRequiredService<Turns>().RunAsync,
        CarrierOutlet.To(services.GetRequiredService<Reception>()),
        [new ClockStrayTexts(Store, services.GetRequiredService<Reception>()), new ClockDigest(services.GetRequiredService<ProviderDigest>(), World.Clock, () => Contexts.Current.Practice)],
        () => Contexts.Current.Practice) { Auditor = services.GetRequiredService<IAuditorNotes>() });

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        versions.Dispose();
        World.Dispose();
        logs.Dispose();
    }

    private sealed class Nobody : IFollowUpWatcher
    {
        public void Happened(PatientId patient, FollowUp state, Event happened)
        {
            // A command prints its own result.
        }

        public void Committed(PatientId patient, Instant? wakeBefore, Instant? wakeNow)
        {
            // Nor has it a clock.
        }
    }
}
