using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Receiving;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Local.Demo;
using Outreach.Local.Simulation;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.Personas;
using Outreach.Local.Storage;

namespace Outreach.Local.Hosting;

/// <summary>The whole app in one process: the one place that composes it.</summary>
internal sealed class OutreachHost : IAsyncDisposable
{
    private readonly WebApplication web;
    private readonly SqliteLedgerStore store;
    private readonly SimulatedWorld world;
    private readonly RunningSimulation running;
    private readonly ILoggerFactory logs;
    private readonly CancellationTokenSource stop = new();
    private Task clock = Task.CompletedTask;

    private OutreachHost(WebApplication web, SqliteLedgerStore store, SimulatedWorld world, RunningSimulation running, ILoggerFactory logs, string dataFolder)
    {
        (this.web, this.store, this.world, this.running, this.logs) = (web, store, world, running, logs);
        DataFolder = dataFolder;
    }

    public string Address { get; private set; } = "";

    public string DataFolder { get; }

    public IServiceProvider Services => web.Services;

    /// <exception cref="StartException">It cannot start as asked.</exception>
    public static async Task<OutreachHost> StartAsync(ServeOptions options, TextWriter terminal, TimeProvider time, CancellationToken cancel)
    {
        var own = new DataFolder(Path.GetFullPath(options.Data ?? Hosting.DataFolder.Default));
        own.Create();
        var demo = !options.Empty && !await HasPatientsAsync(own, cancel);
        var data = demo ? own.Demo : own;
        // Without a folder of its own the demo always begins alike; with one it goes on where it stood.
        if (demo && options.Data is null && Directory.Exists(data.Path)) Directory.Delete(data.Path, recursive: true);
        data.Create();
        var context = PracticeFolder.Load(PracticeFolder.Choose(options.CarePlans, own));
        var weeksLater = DemoSeed.WeeksLater(options.Clock, context.Practice.Zone);
        var fresh = demo && !File.Exists(data.LedgerFile);
        var opens = options.Clock ?? DemoSeed.Opens(weeksLater, context.Practice.Zone);

        var logs = LoggerFactory.Create(l => l.AddSimpleConsole(c => c.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => Listen(k, options.Port));
        builder.Services.AddRoutingCore();
        builder.Logging.AddSimpleConsole(c => c.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        var store = new SqliteLedgerStore(data.LedgerFile, data.ContactKey());
        var world = new SimulatedWorld(
            new SimulationSettings
            {
                CarrierFile = data.CarrierFile,
                Begins = demo ? fresh ? Earlier(DemoSeed.Begins(weeksLater, context.Practice.Zone), opens) : opens : options.Clock,
                Speed = fresh ? 0 : options.Speed ?? (demo ? ServeOptions.DemoSpeed : options.Clock is null ? null : 1),
                Carrier = CarrierOptions.Default with { BlocksAfterStop = context.Practice.Choices.CarrierConfirmsOptOut },
                Personas = demo ? DemoPersonas.All : [],
            },
            time,
            logs);
        var names = new PatientNames(firstNames: demo);
        var watcher = new Watcher(world, names, new EventLines(new LiveLines(terminal, () => context.Practice.Zone), names, withWords: demo)) { Silent = fresh };
        OutreachHost? host = null;
        builder.Services
            .AddSingleton<ILedgerStore>(store).AddSingleton<IContactBook>(store).AddSingleton<IAccessLog>(store)
            .AddSingleton(world.Clock).AddSingleton(world.Gateway).AddSingleton<IFollowUpWatcher>(watcher)
            .AddSingleton(new ContextSource(context))
            .AddSingleton(new LinkSigner(data.LinkKey(), () => host?.Address ?? ""))
            .AddSingleton(new AccessRules(TrustLoopback: true, Key: null))
            .AddSingleton<OptOutIndex>().AddSingleton<Stepper>().AddSingleton<Turns>().AddSingleton<StrayTexts>().AddSingleton<Reception>()
            .AddOutreachEndpoints();
        var web = builder.Build();
        var turns = web.Services.GetRequiredService<Turns>();
        var running = world.Connect(new SimulatedApp(store, turns.RunAsync, CarrierOutlet.To(web.Services.GetRequiredService<Reception>()), () => context.Practice));
        web.UseRouting();
        web.MapOutreach(OutreachEndpoints.All(running.Endpoints));
        host = new OutreachHost(web, store, world, running, logs, data.Path);
        try
        {
            await names.LoadAsync(store, cancel);
            await host.ListenAsync(options, cancel);
            if (fresh)
            {
                await DemoSeed.PlayAsync(store, turns, context, running, weeksLater, opens, cancel);
                running.Clock.SetSpeed(options.Speed ?? ServeOptions.DemoSpeed);
                watcher.Silent = false;
            }

            host.clock = running.RunAsync(host.stop.Token);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public Task RunUntilStoppedAsync(CancellationToken cancel) => Task.WhenAny(web.WaitForShutdownAsync(cancel), Task.Delay(Timeout.Infinite, cancel));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await clock.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await web.StopAsync();
        running.Dispose();
        await web.DisposeAsync();
        await store.DisposeAsync();
        world.Dispose();
        logs.Dispose();
        stop.Dispose();
    }

    private async Task ListenAsync(ServeOptions options, CancellationToken cancel)
    {
        try
        {
            await web.StartAsync(cancel);
        }
        catch (IOException e)
        {
            throw new StartException($"Port {options.Port} of this machine cannot be used ({e.Message}). Choose another with --port, or any free one with --port 0.");
        }

        Address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        kestrel.Listen(System.Net.IPAddress.Loopback, port);
    }

    private static async Task<bool> HasPatientsAsync(DataFolder data, CancellationToken cancel)
    {
        if (!File.Exists(data.LedgerFile)) return false;
        await using var store = new SqliteLedgerStore(data.LedgerFile, data.ContactKey());
        return (await store.PatientsAsync(1, null, cancel)).Count > 0;
    }

    private static Instant Earlier(Instant a, Instant b) => a < b ? a : b;

    /// <summary>Passes on what was committed to the page and the terminal.</summary>
    private sealed class Watcher(SimulatedWorld world, PatientNames names, EventLines lines) : IFollowUpWatcher
    {
        /// <summary>While the week before is played.</summary>
        public bool Silent { get; set; }

        public void Happened(PatientId patient, FollowUp state, Event happened)
        {
            world.Observe(patient, happened);
            names.Note(patient, happened);
            if (!Silent) lines.On(patient, happened);
        }
    }
}
