using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Practices;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Local.Demo;
using Outreach.Local.Simulation;
using Outreach.Local.Storage;

namespace Outreach.Local.Hosting;

/// <summary>The whole app in one process: server, scheduler and simulated world.</summary>
internal sealed class OutreachHost : IAsyncDisposable
{
    private readonly DataLock held;
    private readonly LocalApp app;
    private readonly WebApplication web;
    private readonly RunningSimulation running;
    private readonly CancellationTokenSource stop = new();
    private Task clock = Task.CompletedTask;

    private OutreachHost(DataLock held, LocalApp app, WebApplication web, RunningSimulation running) => (this.held, this.app, this.web, this.running) = (held, app, web, running);

    public string Address => app.Address;

    public string DataFolder => app.Data.Path;

    /// <exception cref="StartException">It cannot start as asked.</exception>
    public static async Task<OutreachHost> StartAsync(ServeOptions options, TextWriter terminal, TimeProvider time, CancellationToken cancel)
    {
        var own = new DataFolder(Path.GetFullPath(options.Data ?? Hosting.DataFolder.Default));
        own.Create();
        var held = DataLock.Take(own);
        try
        {
            return await StartAsync(options, own, held, terminal, time, cancel);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static async Task<OutreachHost> StartAsync(ServeOptions options, DataFolder own, DataLock held, TextWriter terminal, TimeProvider time, CancellationToken cancel)
    {
        var folder = PracticeChoice.Choose(options.CarePlans, own);
        var context = PracticeChoice.Load(folder);
        var demo = !options.Empty && !await HasPatientsAsync(own, cancel);
        var plan = demo ? DemoStart(options, own, context) : new Start(own, options.Clock, options.Speed ?? (options.Clock is null ? null : 1), null);
        plan.Data.Create();
        var fresh = plan.Play is not null;
        var app = LocalApp.Open(plan.Data, context, time, plan.Begins, fresh ? 0 : plan.Speed, demo, options.Carrier);
        var watcher = new Watcher(app, new EventLines(new LiveLines(terminal, () => app.Contexts.Current.Practice.Zone), app.Names, withWords: demo)) { Silent = fresh };
        var web = Build(options, app, watcher, time);
        var host = new OutreachHost(held, app, web, app.Connect(web.Services));
        try
        {
            await PracticeChoice.PutInForceAsync(web.Services.GetRequiredService<PracticeInForce>(), web.Services.GetRequiredService<IPracticeVersions>(), folder, cancel);
            await host.BeginAsync(options, plan, watcher, cancel);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async Task RunUntilStoppedAsync(CancellationToken cancel) =>
        await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await clock.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await web.StopAsync();
        running.Dispose();
        await web.DisposeAsync();
        await app.DisposeAsync();
        held.Dispose();
        stop.Dispose();
    }

    /// <param name="Begins">When simulated time begins; null for the machine's own clock.</param>
    /// <param name="Play">For a new demo: its weeks after its own Monday, and when the newcomer comes in.</param>
    private sealed record Start(DataFolder Data, Instant? Begins, double? Speed, (int WeeksLater, Instant Opens)? Play);

    private static Start DemoStart(ServeOptions options, DataFolder own, Context context)
    {
        var data = own.Demo;
        // Without a folder of its own the demo always begins alike; with one it goes on where it stood.
        if (options.Data is null && Directory.Exists(data.Path)) Directory.Delete(data.Path, recursive: true);
        var zone = context.Practice.Zone;
        var weeksLater = DemoSeed.WeeksLater(options.Clock, zone);
        var opens = options.Clock ?? DemoSeed.Opens(weeksLater, zone);
        var speed = options.Speed ?? ServeOptions.DemoSpeed;
        // Killed while its week was played: it begins again, whole.
        if (Directory.Exists(data.Path) && !File.Exists(data.DemoPlayedFile)) Directory.Delete(data.Path, recursive: true);
        return File.Exists(data.LedgerFile)
            ? new Start(data, opens, speed, null)
            : new Start(data, Instant.Min(DemoSeed.Begins(weeksLater, zone), opens), speed, (weeksLater, opens));
    }

    private async Task BeginAsync(ServeOptions options, Start plan, Watcher watcher, CancellationToken cancel)
    {
        await ListenAsync(options, cancel);
        await app.Names.LoadAsync(app.Store, cancel);
        if (plan.Play is { } play)
        {
            await DemoSeed.PlayAsync(app.Store, web.Services.GetRequiredService<Turns>(), app.Contexts.Current, running, play.WeeksLater, play.Opens, cancel);
            running.Clock.SetSpeed(plan.Speed ?? ServeOptions.DemoSpeed);
            await File.WriteAllTextAsync(app.Data.DemoPlayedFile, "", cancel);
            watcher.Silent = false;
        }
        else if (plan.Begins is not null)
        {
            // Simulated time may have been set back since the wakes were written.
            await foreach (var id in app.Store.AllAsync(cancel)) await web.Services.GetRequiredService<Turns>().RunAsync(id, cancel);
        }

        clock = running.RunAsync(stop.Token);
    }

    private static WebApplication Build(ServeOptions options, LocalApp app, IFollowUpWatcher watcher, TimeProvider time) =>
        LoopbackServer.Build(options.Port, services => app.AddTo(services, watcher, time).AddHostedService<PracticeWatch>());

    private async Task ListenAsync(ServeOptions options, CancellationToken cancel) =>
        app.Address = await LoopbackServer.ListenAsync(web, options.Port, OutreachEndpoints.All(running.Endpoints), cancel);

    private static async Task<bool> HasPatientsAsync(DataFolder data, CancellationToken cancel)
    {
        if (!File.Exists(data.LedgerFile)) return false;
        await using var store = LocalApp.OpenStore(data);
        return (await store.PatientsAsync(1, null, cancel)).Count > 0;
    }

    /// <summary>Passes on what was committed to the page and the terminal. No turn waits for a terminal: where it does not keep up, the oldest lines are left out.</summary>
    private sealed class Watcher : IFollowUpWatcher
    {
        private const int LinesWaiting = 10_000;

        private readonly Channel<(PatientId Patient, Event Happened)> waiting = System.Threading.Channels.Channel.CreateBounded<(PatientId, Event)>(new BoundedChannelOptions(LinesWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
        private readonly LocalApp app;

        public Watcher(LocalApp app, EventLines lines)
        {
            this.app = app;
            _ = WriteAsync(lines);
        }

        /// <summary>While the week before is played.</summary>
        public bool Silent { get; set; }

        public void Happened(PatientId patient, FollowUp state, Event happened)
        {
            app.World.Observe(patient, happened);
            app.Names.Note(patient, happened);
            if (!Silent) waiting.Writer.TryWrite((patient, happened));
        }

        public void Committed(PatientId patient, Instant? wakeBefore, Instant? wakeNow)
        {
            // The scheduler asks the ledgers when they are due.
        }

        private async Task WriteAsync(EventLines lines)
        {
            await foreach (var (patient, happened) in waiting.Reader.ReadAllAsync()) lines.On(patient, happened);
        }
    }
}
