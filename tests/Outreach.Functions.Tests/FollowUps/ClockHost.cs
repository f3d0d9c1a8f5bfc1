using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NSubstitute;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Messages;
using Outreach.App.Receiving;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.FollowUps;
using Outreach.Functions.Timers;
using Outreach.Testing;
using Outreach.Testing.Ledgers;
using FollowUp = Outreach.Functions.FollowUps.FollowUp;

namespace Outreach.Functions.Tests.FollowUps;

/// <summary>The orchestration and its activities in the engine's own test host, over ledgers in memory. The engine's time is real; the app's is set,
/// and its wakes are told to the engine as the real time at which they come.</summary>
internal sealed class ClockHost : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> done = [];
    private readonly Activities activities;
    private IHost? engine;
    private DurableTaskClient? told;
    private int nudges;
    private int turns;
    private int episodes;

    private ClockHost(Instant start, ILedgerStore ledger, IContactBook book)
    {
        (Ledger, Book) = (ledger, book);
        (var store, Store) = HeldStore.Over(Ledger);
        Clock = new MovingClock(start);
        Clocks = new Clocks(ClockLog);
        var contexts = new ContextSource(Shipped.Context);
        var links = new LinkSigner([.. Enumerable.Range(0, 32).Select(i => (byte)i)], () => "https://followup.example.org");
        var stepper = new Stepper(store, new OptOutIndex(store, Book), contexts, Clock, Clocks);
        Turns = new Turns(store, stepper, Carrier, new OutboundRenderer(links), contexts, Clock);
        Reception = new Reception(Book, Turns, new StrayTexts(store, Book, Turns, Carrier, contexts, Clock), Clock);
        Auditor = new Auditor(store, Turns, Reception, Clocks, new App.Health.AuditorNotes(), Clock, NullLogger<Auditor>.Instance);
        activities = new Activities(Turns, Clocks);
    }

    public ILedgerStore Ledger { get; }

    public IContactBook Book { get; }

    public HeldStore Store { get; }

    public MovingClock Clock { get; }

    public FakeCarrier Carrier { get; } = new();

    public Clocks Clocks { get; }

    public ListLog<Clocks> ClockLog { get; } = new();

    public Turns Turns { get; }

    public Reception Reception { get; }

    public Auditor Auditor { get; }

    public DurableTaskClient Engine => engine!.Services.GetRequiredService<DurableTaskClient>();

    /// <summary>The engine's, as the app uses it; every start and nudge is counted, because each of them is one step.</summary>
    public DurableTaskClient Client => told!;

    /// <summary>The activities that have ended, in order.</summary>
    public IReadOnlyList<string> Done => [.. done];

    public int Steps => Done.Count(a => a == Activities.Step);

    /// <summary>Nudges and starts that the engine was told.</summary>
    public int Nudges => Volatile.Read(ref nudges);

    /// <summary>Orchestrations begun, anew too.</summary>
    public int Turnings => Volatile.Read(ref turns);

    /// <summary>How often the orchestrator was run, replaying or not.</summary>
    public int Episodes => Volatile.Read(ref episodes);

    public static Task<ClockHost> StartAsync(string newYork)
    {
        var ledger = new InMemoryLedger();
        return StartAsync(newYork, ledger, ledger);
    }

    public static async Task<ClockHost> StartAsync(string newYork, ILedgerStore ledger, IContactBook book)
    {
        var host = new ClockHost(People.NewYork(newYork), ledger, book);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddInMemoryDurableTask(host.Register, new InMemoryDurableTaskOptions { Port = FreePort() });
        host.engine = builder.Build();
        host.told = host.Counted(host.Engine);
        await host.engine.StartAsync();
        return host;
    }

    /// <summary>As the admin API does: decided, and then the clocks of those concerned are nudged.</summary>
    public Task<Submitted> SubmitAsync(PatientId patient, Func<Instant, Command> command) =>
        Clocks.AllAsync(Client, () => Turns.SubmitAsync(patient, command(Clock.GetCurrentInstant()), CancellationToken.None), CancellationToken.None);

    /// <summary>As the queue trigger does.</summary>
    public Task TextAsync(ContactPoint from, string id, string words) => Clocks.AllAsync(
        Client,
        async () =>
        {
            await Reception.TextAsync(from, id, words, CancellationToken.None);
            return true;
        },
        CancellationToken.None);

    /// <summary>As the queue trigger does.</summary>
    public Task DeliveredAsync(PatientId patient, Guid key) => Clocks.AllAsync(
        Client,
        async () =>
        {
            await Reception.ReportAsync(patient, key, DeliveryWord.Delivered, "2000", $"report-{key:N}", CancellationToken.None);
            return true;
        },
        CancellationToken.None);

    public async Task FollowAsync(Patient patient, string plan, LocalDate anchor)
    {
        await Book.LinkAsync(patient.Id, Contacts.WritesFrom(patient), CancellationToken.None);
        await SubmitAsync(patient.Id, at => new Command.Register(patient, "front desk", []) { Id = "register", At = at });
        await SubmitAsync(patient.Id, at => new Command.Enroll(Shipped.Context.Plans.Latest(plan)!.Ref, anchor, "front desk") { Id = "enroll", At = at });
    }

    public Task NudgeAsync(PatientId patient) => Clocks.NudgeAsync(Client, patient, CancellationToken.None);

    public async Task<Instant> NextDueAsync() => (await Ledger.NextDueAsync(CancellationToken.None))!.Value;

    public async Task<OrchestrationRuntimeStatus?> StatusAsync(PatientId patient) => (await Engine.GetInstanceAsync(patient.ToString()))?.RuntimeStatus;

    public async Task<Core.FollowUps.FollowUp> StateAsync(PatientId patient) => (await Ledger.LoadAsync(patient, CancellationToken.None)).State;

    public async Task<IReadOnlyList<Event>> EventsAsync(PatientId patient) => [.. (await Ledger.TimelineAsync(patient, 1000, null, CancellationToken.None)).Select(t => t.Event).Reverse()];

    /// <summary>Until every nudge has led to its step and nothing is being sent.</summary>
    public Task RestAsync(PatientId patient) => Eventually.TrueAsync(
        async () => Steps >= Volatile.Read(ref nudges) && (await StateAsync(patient)).Outbox.All(o => o.LeaseUntil is null),
        "the clock stood still");

    public async ValueTask DisposeAsync()
    {
        if (engine is null) return;
        await engine.StopAsync();
        engine.Dispose();
    }

    private DurableTaskClient Counted(DurableTaskClient real)
    {
        var counted = Substitute.For<DurableTaskClient>("counted");
        counted.GetInstanceAsync(Arg.Any<string>(), Arg.Any<bool>(), Arg.Any<CancellationToken>())
            .Returns(call => real.GetInstanceAsync(call.ArgAt<string>(0), call.ArgAt<bool>(1), call.ArgAt<CancellationToken>(2)));
        counted.RaiseEventAsync(Arg.Any<string>(), Arg.Any<string>(), Arg.Any<object?>(), Arg.Any<CancellationToken>())
            .Returns(call => Count(real.RaiseEventAsync(call.ArgAt<string>(0), call.ArgAt<string>(1), call.ArgAt<object?>(2), call.ArgAt<CancellationToken>(3))));
        counted.ScheduleNewOrchestrationInstanceAsync(Arg.Any<TaskName>(), Arg.Any<object?>(), Arg.Any<StartOrchestrationOptions?>(), Arg.Any<CancellationToken>())
            .Returns(call => StartAsync(real.ScheduleNewOrchestrationInstanceAsync(call.ArgAt<TaskName>(0), call.ArgAt<object?>(1), call.ArgAt<StartOrchestrationOptions?>(2), call.ArgAt<CancellationToken>(3))));
        return counted;

        async Task Count(Task nudge)
        {
            await nudge;
            Interlocked.Increment(ref nudges);
        }

        async Task<string> StartAsync(Task<string> start)
        {
            var id = await start;
            Interlocked.Increment(ref nudges);
            return id;
        }
    }

    private void Register(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc(FollowUp.Name, (Func<TaskOrchestrationContext, Task>)(context =>
        {
            Interlocked.Increment(ref episodes);
            if (!context.IsReplaying) Interlocked.Increment(ref turns);
            return FollowUp.RunAsync(context);
        }));
        tasks.AddActivities(activities, () => Client, RunAsync);
    }

    private async Task<Turned> RunAsync(string name, Task<Turned> work)
    {
        var turned = await work;
        done.Enqueue(name);
        return turned with { WakeAt = turned.WakeAt is { } wake ? Clock.Real(wake) : null };
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
