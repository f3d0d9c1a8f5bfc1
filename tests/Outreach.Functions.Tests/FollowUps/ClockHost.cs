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
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Messages;
using Outreach.App.Receiving;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
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

    private ClockHost(Instant start)
    {
        (var store, Store) = HeldStore.Over(Ledger);
        Clock = new MovingClock(start);
        Clocks = new Clocks(NullLogger<Clocks>.Instance);
        var contexts = new ContextSource(Shipped.Context);
        var links = new LinkSigner([.. Enumerable.Range(0, 32).Select(i => (byte)i)], () => "https://followup.example.org");
        var stepper = new Stepper(store, new OptOutIndex(store, Ledger), contexts, Clock, Clocks);
        Turns = new Turns(store, stepper, Carrier, new OutboundRenderer(links), contexts, Clock);
        Reception = new Reception(Ledger, Turns, new StrayTexts(store, Ledger, Turns, Carrier, contexts, Clock), Clock);
        Auditor = new Auditor(store, Turns, Reception, Clocks, Clock, NullLogger<Auditor>.Instance);
        activities = new Activities(Turns, Clocks);
    }

    public InMemoryLedger Ledger { get; } = new();

    public HeldStore Store { get; }

    public MovingClock Clock { get; }

    public FakeCarrier Carrier { get; } = new();

    public Clocks Clocks { get; }

    public Turns Turns { get; }

    public Reception Reception { get; }

    public Auditor Auditor { get; }

    public DurableTaskClient Client => engine!.Services.GetRequiredService<DurableTaskClient>();

    /// <summary>The activities that have ended, in order.</summary>
    public IReadOnlyList<string> Done => [.. done];

    public int Steps => Done.Count(a => a == Activities.Step);

    public static async Task<ClockHost> StartAsync(string newYork)
    {
        var host = new ClockHost(People.NewYork(newYork));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddInMemoryDurableTask(host.Register, new InMemoryDurableTaskOptions { Port = FreePort() });
        host.engine = builder.Build();
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

    public async Task FollowAsync(Patient patient, string plan, LocalDate anchor)
    {
        await Ledger.LinkAsync(patient.Id, Contacts.WritesFrom(patient), CancellationToken.None);
        await SubmitAsync(patient.Id, at => new Command.Register(patient, "front desk", []) { Id = "register", At = at });
        await SubmitAsync(patient.Id, at => new Command.Enroll(Shipped.Context.Plans.Latest(plan)!.Ref, anchor, "front desk") { Id = "enroll", At = at });
    }

    public Task NudgeAsync(PatientId patient) => Clocks.NudgeAsync(Client, patient, CancellationToken.None);

    public async Task<Instant> NextDueAsync() => (await Ledger.NextDueAsync(CancellationToken.None))!.Value;

    public async Task<OrchestrationRuntimeStatus?> StatusAsync(PatientId patient) => (await Client.GetInstanceAsync(patient.ToString()))?.RuntimeStatus;

    public async Task<Core.FollowUps.FollowUp> StateAsync(PatientId patient) => (await Ledger.LoadAsync(patient, CancellationToken.None)).State;

    public async Task<IReadOnlyList<Event>> EventsAsync(PatientId patient) => [.. (await Ledger.TimelineAsync(patient, 1000, null, CancellationToken.None)).Select(t => t.Event).Reverse()];

    /// <summary>Until the clock stands still: one nudge more is one step more.</summary>
    public async Task RestAsync(PatientId patient)
    {
        for (var before = -1; before != Steps;)
        {
            before = Steps;
            await NudgeAsync(patient);
            await Eventually.TrueAsync(() => Steps > before, "a nudge led to a step");
            before++;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (engine is null) return;
        await engine.StopAsync();
        engine.Dispose();
    }

    private void Register(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc(FollowUp.Name, (Func<TaskOrchestrationContext, Task>)FollowUp.RunAsync);
        tasks.AddActivityFunc<string, Turned>(Activities.Step, (_, patient) => RunAsync(Activities.Step, activities.StepAsync(patient, Client, CancellationToken.None)));
        tasks.AddActivityFunc<DueMessage, Turned>(Activities.SendSms, (_, due) => RunAsync(Activities.SendSms, activities.SendSmsAsync(due, Client, CancellationToken.None)));
        tasks.AddActivityFunc<DueMessage, Turned>(Activities.SendEmail, (_, due) => RunAsync(Activities.SendEmail, activities.SendEmailAsync(due, Client, CancellationToken.None)));
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
