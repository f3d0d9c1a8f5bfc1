using Outreach.App.Practices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Outreach.App.Enrolling;
using Outreach.App.Gateways;
using Outreach.App.Receiving;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation;
using Outreach.Local.Simulation.Carrier;
using Outreach.Testing;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>The process dies exactly at one send, at each in turn; what is on the phones and in the mailboxes in the end is what would have been there anyway.</summary>
public sealed partial class CrashPointTests
{
    private static readonly Instant Begins = People.NewYork("2026-03-02 07:00");

    private static readonly Func<Life, Task>[] Script =
    [
        async life => await life.Of<Registrar>().RegisterAsync(new PatientDraft(People.Rosa, null), "test", "register-1", life.Dying),
        async life => await life.Of<Registrar>().EnrollAsync(await life.RosaAsync(), life.Plan("post-visit"), new LocalDate(2026, 3, 1), "test", "enroll-1", life.Dying),
        life => life.MoveToAsync("2026-03-03 11:00"),
        life => life.TextAsync("better", "r-1"),
        life => life.MoveToAsync("2026-03-03 11:02"),
        life => life.TextAsync("I have chest pain", "r-2"),
        life => life.MoveToAsync("2026-03-03 11:14"),
        life => life.TextAsync("STOP", "r-3"),
        life => life.MoveToAsync("2026-03-03 13:00"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_ProcessDiesBeforeOrAfterTheCarrierTakesIt_NothingIsLostOrDoubled(bool accepted)
    {
        var (undisturbed, sends) = await LiveAsync(dieAt: 0, accepted);
        Assert.InRange(sends, 8, 100);
        for (var send = 1; send <= sends; send++)
        {
            var (messages, _) = await LiveAsync(send, accepted);
            Assert.True(undisturbed.SequenceEqual(messages), $"died at send {send}:\n{string.Join('\n', messages)}\ninstead of\n{string.Join('\n', undisturbed)}");
        }
    }

    /// <returns>Everything delivered as "address: words", in order of both; and how many sends there were.</returns>
    private static async Task<(IReadOnlyList<string> Messages, int Sends)> LiveAsync(int dieAt, bool accepted)
    {
        var folder = Directory.CreateTempSubdirectory("outreach-crash-");
        var life = Life.Begin(folder.FullName, dieAt, accepted);
        foreach (var act in Script)
        {
            try
            {
                await act(life);
            }
            catch (OperationCanceledException) when (life.Gateway.IsDead)
            {
            }

            if (!life.Gateway.IsDead) continue;
            await life.DisposeAsync();
            life = Life.Begin(folder.FullName, dieAt: 0, accepted);
            await act(life);
        }

        var messages = life.Delivered();
        var sends = life.Gateway.Sends;
        await life.DisposeAsync();
        folder.Delete(recursive: true);
        return (messages, sends);
    }

    /// <summary>Links are signed by each store with a key of its own, and escalations are named after where in a turn they opened.</summary>
    [GeneratedRegex("http://[^ \\n]*|\\([0-9A-F]{6}\\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Ids();

    private sealed class Life : IAsyncDisposable
    {
        private static readonly string[] Addresses =
        [
            "sms:+12125550150", "sms:+12125550110", "sms:+12125550111", "sms:+12125550112", "sms:+12125550119",
            "email:rosa@example.com", "email:lee@riverside.example", "email:grant@riverside.example", "email:ortiz@riverside.example", "email:oncall@riverside.example",
        ];

        private readonly LocalApp app;
        private readonly ServiceProvider services;
        private readonly RunningSimulation running;

        private Life(LocalApp app, MortalGateway gateway)
        {
            (this.app, Gateway) = (app, gateway);
            var collection = new ServiceCollection();
            app.AddTo(collection, new Nobody(), TimeProvider.System);
            services = collection.AddSingleton<IMessageGateway>(gateway).BuildServiceProvider();
            running = app.Connect(services);
        }

        public MortalGateway Gateway { get; }

        public CancellationToken Dying => Gateway.Dying;

        public static Life Begin(string folder, int dieAt, bool accepted)
        {
            var app = LocalApp.Open(new DataFolder(folder), PracticeFolder.Load(PracticeFolder.Shipped), TimeProvider.System, Begins, speed: 0, demo: false);
            return new Life(app, new MortalGateway(app.World.Gateway, dieAt, accepted));
        }

        public T Of<T>()
            where T : notnull => services.GetRequiredService<T>();

        public Core.CarePlans.PlanRef Plan(string id) => app.Contexts.Current.Plans.Latest(id)!.Ref;

        public async Task<PatientId> RosaAsync() => (await app.Store.PatientByExternalIdAsync(People.Rosa.ExternalId, Dying))!.Value;

        public Task MoveToAsync(string local) => running.Driver!.MoveToAsync(_ => People.NewYork(local), Dying);

        public async Task TextAsync(string text, string id) => await Of<Reception>().TextAsync(ContactPoint.Of(People.RosaMobile), id, text, Dying);

        public IReadOnlyList<string> Delivered()
        {
            using var database = CarrierDatabase.Open(app.Data.CarrierFile);
            var messages = new CarrierMessages(database);
            return [.. Addresses.SelectMany(a => messages.At(ContactPoint.TryParseKey(a)!)).Select(m => $"{m.Address.Key}: {m.Subject} {Ids().Replace(m.Text, "")}").Order(StringComparer.Ordinal)];
        }

        public async ValueTask DisposeAsync()
        {
            running.Dispose();
            await services.DisposeAsync();
            await app.DisposeAsync();
        }
    }

    /// <summary>Takes the process down with it at one send: nothing after it is done.</summary>
    private sealed class MortalGateway(IMessageGateway carrier, int dieAt, bool accepted) : IMessageGateway
    {
        private readonly CancellationTokenSource death = new();

        public CancellationToken Dying => death.Token;

        public bool IsDead => death.IsCancellationRequested;

        public int Sends { get; private set; }

        public async ValueTask<AttemptResult> SendAsync(OutboundMessage message, CancellationToken cancel)
        {
            death.Token.ThrowIfCancellationRequested();
            if (++Sends != dieAt) return await carrier.SendAsync(message, cancel);
            if (accepted) await carrier.SendAsync(message, cancel);
            await death.CancelAsync();
            throw new OperationCanceledException(death.Token);
        }
    }

    private sealed class Nobody : IFollowUpWatcher
    {
        public void Happened(PatientId patient, FollowUp state, Event happened)
        {
            // Nobody watches.
        }

        public void Committed(PatientId patient, Instant? wakeBefore, Instant? wakeNow)
        {
            // Nobody watches.
        }
    }
}
