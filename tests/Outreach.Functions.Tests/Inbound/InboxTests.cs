using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Outreach.App.Links;
using Outreach.App.Messages;
using Outreach.App.Receiving;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.FollowUps;
using Outreach.Functions.Inbound;
using Outreach.Functions.Sending;
using Outreach.Testing;
using Outreach.Testing.Ledgers;

namespace Outreach.Functions.Tests.Inbound;

/// <summary>What the queue hands in, down to the ledger.</summary>
public sealed class InboxTests
{
    private static readonly PatientId Rosa = People.RosaId;
    private static readonly string RosasNumber = People.RosaMobile.Value[1..];

    [Fact]
    public async Task Receive_AText_IsAReplyInTheLedger()
    {
        var practice = await Practice.WithCheckInAsync();

        await practice.ReceiveAsync($"[{SampleEvents.Text(RosasNumber, "128/79", "Incoming_1")}]");

        Assert.Equal("Incoming_1", Assert.Single(await practice.RepliesAsync()).MessageId);
        Assert.NotEmpty((await practice.StateAsync()).Observations);
        Assert.Empty(practice.Aside.Rows);
    }

    [Fact]
    public async Task Receive_ADanger_ReturnsOnlyWhenItIsEscalatedAndTheSafetyTextHasLeft()
    {
        var practice = await Practice.WithCheckInAsync();

        await practice.ReceiveAsync(SampleEvents.Cloud(SampleEvents.Text(RosasNumber, @"I have chest pain \ud83d", "Incoming_1")));

        var state = await practice.StateAsync();
        Assert.NotNull(state.OpenEscalation);
        Assert.Contains(state.Sent, s => s.Kind == MessageKind.Safety);
        Assert.Contains(practice.Carrier.Attempts, m => m.To.Channel == Channel.Email);
    }

    [Fact]
    public async Task Receive_SmsReports_AreInTheLedgerUnderTheirMessage()
    {
        var practice = await Practice.WithCheckInAsync();
        var sent = (await practice.StateAsync()).Sent[0];

        await practice.ReceiveAsync(SampleEvents.SmsReport(tag: SmsTag.Write(Rosa, sent.Key)));

        Assert.Equal(Delivery.Delivered, (await practice.StateAsync()).Sent[0].Delivery);
    }

    [Fact]
    public async Task Receive_ReportOfAnOptOutAtTheCarrier_IsAnOptOut()
    {
        var practice = await Practice.WithCheckInAsync();
        var sent = (await practice.StateAsync()).Sent[0];

        await practice.ReceiveAsync(SampleEvents.SmsReport("Failed", "Sender blocked for given recipient.", tag: SmsTag.Write(Rosa, sent.Key)));

        Assert.NotNull((await practice.StateAsync()).Standing(ContactPoint.Of(People.RosaMobile))!.OptedOutAt);
        Assert.NotNull((await practice.Ledger.FindAsync(ContactPoint.Of(People.RosaMobile), CancellationToken.None)).OptedOutAt);
    }

    [Fact]
    public async Task Receive_EmailReport_FindsWhoseItWas()
    {
        var practice = await Practice.WithCheckInAsync();
        var key = (await practice.StateAsync()).Sent[0].Key;
        await new SentEmails(practice.Emails).RememberAsync(key, Rosa, CancellationToken.None);

        await practice.ReceiveAsync(SampleEvents.EmailReport("Bounced", key.ToString()));

        Assert.Equal(Delivery.Failed, (await practice.StateAsync()).Sent[0].Delivery);
    }

    [Fact]
    public async Task Receive_EmailReportOfSomebodyElse_ChangesNothing()
    {
        var practice = await Practice.WithCheckInAsync();
        var before = await practice.SnapshotAsync();

        await practice.ReceiveAsync(SampleEvents.EmailReport());

        Assert.Equal(before, await practice.SnapshotAsync());
        Assert.Empty(practice.Aside.Rows);
    }

    [Fact]
    public async Task Receive_ReportsWithoutAnEventId_AreTheSameForTheSameWordAlone()
    {
        var practice = await Practice.WithCheckInAsync();
        var sent = (await practice.StateAsync()).Sent[0];
        var report = SampleEvents.SmsReport("Failed", "4006", id: "", tag: SmsTag.Write(Rosa, sent.Key));

        await practice.ReceiveAsync(report);
        await practice.ReceiveAsync(report);

        Assert.Single((await practice.EventsAsync()).OfType<Event.MessageReported>());
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("""{"id":"1","eventType":"Microsoft.Communication.SMSReceived","data":{"from":"Rosa Marsh","message":"chest pain"}}""")]
    public async Task Receive_Unreadable_IsKeptWholeAndAPersonIsTold(string message)
    {
        var practice = await Practice.WithCheckInAsync();

        await practice.ReceiveAsync(message);
        await practice.ReceiveAsync(message);

        var row = Assert.Single(practice.Aside.Rows);
        Assert.Equal(message, row.GetString("body0"));
        Assert.NotEmpty(row.GetString("why"));
        var told = practice.Told.Lines.Where(l => l.Level == LogLevel.Critical).ToList();
        Assert.Equal(2, told.Count);
        Assert.All(told, l => Assert.DoesNotContain("Rosa", l.Text, StringComparison.Ordinal));
        Assert.All(told, l => Assert.DoesNotContain("chest pain", l.Text, StringComparison.Ordinal));
        Assert.All(told, l => Assert.Contains(row.RowKey, l.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Receive_LongerThanAProperty_IsKeptWholeAlsoWhereAnEmojiLiesOnTheCut()
    {
        var practice = await Practice.WithCheckInAsync();
        var message = new string('x', (32 * 1024) - 1) + "👍" + new string('y', 40_000);

        await practice.ReceiveAsync(message);

        var row = Assert.Single(practice.Aside.Rows);
        string[] parts = [row.GetString("body0"), row.GetString("body1"), row.GetString("body2")];
        Assert.Equal(message, string.Concat(parts));
        Assert.All(parts, p => Assert.InRange(p.Length, 1, 32 * 1024));
        Assert.DoesNotContain(parts, p => char.IsLowSurrogate(p[0]) || char.IsHighSurrogate(p[^1]));
    }

    [Fact]
    public async Task Receive_OneOfSeveralFails_TheOthersAreReceivedAndTheMessageIsHandedInAgain()
    {
        var practice = await Practice.WithCheckInAsync();
        practice.FailAside = true;
        var message = $"[{{\"id\":\"1\"}},{SampleEvents.Text(RosasNumber, "128/79", "Incoming_1")}]";

        await Assert.ThrowsAsync<HttpRequestException>(() => practice.ReceiveAsync(message));
        Assert.Single(await practice.RepliesAsync());

        practice.FailAside = false;
        await practice.ReceiveAsync(message);
        Assert.Single(await practice.RepliesAsync());
        Assert.Single(practice.Aside.Rows);
    }

    [Fact]
    public async Task Receive_AStranger_IsStoredAndAnsweredOnceADay()
    {
        var practice = await Practice.WithCheckInAsync();
        var before = practice.Carrier.Attempts.Count;

        for (var i = 0; i < 5; i++) await practice.ReceiveAsync(SampleEvents.Text("12125550199", "who is this", $"Incoming_{i}"));

        Assert.Single(practice.Carrier.Attempts.Skip(before));
        Assert.Equal(5, (await practice.Ledger.TextsAsync(ContactPoint.TryParse(Channel.Sms, "+12125550199")!, 10, CancellationToken.None)).Count);
    }

    /// <summary>R1: at least once and in no order is all that Event Grid promises.</summary>
    [Fact]
    public void Receive_Redelivered_EndsInTheSameLedger()
    {
        var once = Run([0, 1, 2, 3, 4, 5]);
        var repeats = Gen.Choose(0, 5).ListOf().Select(extra => (int[])[.. extra.Where(e => e == 0), 0, .. extra.Where(e => e <= 1), 1, .. extra.Where(e => e <= 2), 2, .. extra.Where(e => e <= 3), 3, .. extra.Where(e => e <= 4), 4, .. extra, 5, .. extra]);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(25), Prop.ForAll(repeats.ToArbitrary(), order => Run(order).Whole == once.Whole));
    }

    [Fact]
    public void Receive_ShuffledAndRedelivered_EndsWithTheSameRepliesAndDeliveries()
    {
        var once = Run([0, 1, 2, 3, 4, 5]);
        var shuffles = from extra in Gen.Choose(0, 5).ListOf() from order in Gen.Shuffle<int>([0, 1, 2, 3, 4, 5, .. extra]) select order;

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(shuffles.ToArbitrary(), order => Run(order).Summary == once.Summary));
    }

    /// <summary>Six events about Rosa and a stranger, received in this order.</summary>
    private static (string Whole, string Summary) Run(IEnumerable<int> order) => RunAsync(order).GetAwaiter().GetResult();

    private static async Task<(string Whole, string Summary)> RunAsync(IEnumerable<int> order)
    {
        var practice = await Practice.WithCheckInAsync();
        var sent = (await practice.StateAsync()).Sent;
        Assert.Equal(2, sent.Length);
        string[] events =
        [
            SampleEvents.SmsReport(id: "Outgoing_1", tag: SmsTag.Write(Rosa, sent[0].Key)),
            SampleEvents.Camel(SampleEvents.SmsReport(id: "Outgoing_2", tag: SmsTag.Write(Rosa, sent[1].Key))),
            SampleEvents.Text(RosasNumber, "128/79", "Incoming_1"),
            SampleEvents.Cloud(SampleEvents.Text("+" + RosasNumber, "thank you", "Incoming_2")),
            SampleEvents.Text("12125550199", "who is this", "Incoming_3"),
            "not JSON",
        ];
        foreach (var one in order) await practice.ReceiveAsync(events[one]);
        var state = await practice.StateAsync();
        var summary = string.Join('\n',
        [
            string.Join(',', (await practice.RepliesAsync()).Select(r => $"{r.MessageId} {r.Text}").Order(StringComparer.Ordinal)),
            string.Join(',', state.Sent.Where(s => s.Key == sent[0].Key || s.Key == sent[1].Key).Select(s => $"{s.Key} {s.Delivery}")),
            string.Join(',', state.Observations.Select(o => $"{o.Question} {o.Value}")),
            string.Join(',', state.Contacts.Select(c => $"{c.Contact.Key} {c.OptedOutAt} {c.Unusable}")),
            $"{state.Outbox.Length} {state.OpenEscalation?.Urgency}",
            string.Join(',', practice.Aside.Rows.Select(r => r.RowKey)),
            $"{(await practice.Ledger.TextsAsync(ContactPoint.TryParse(Channel.Sms, "+12125550199")!, 10, CancellationToken.None)).Count}",
        ]);
        return (await practice.SnapshotAsync(), summary);
    }

    /// <summary>A practice whose patient Rosa has been introduced and asked for her blood pressure.</summary>
    private sealed class Practice
    {
        private readonly StillClock clock = new(People.NewYork("2026-03-02 10:00"));
        private readonly Inbox inbox;
        private readonly Turns turns;

        private Practice()
        {
            var contexts = new ContextSource(Shipped.Context);
            var links = new LinkSigner([.. Enumerable.Range(0, 32).Select(i => (byte)i)], () => "https://followup.example.org");
            var stepper = new Stepper(Ledger, new OptOutIndex(Ledger, Ledger), contexts, clock, new Clocks(NullLogger<Clocks>.Instance));
            turns = new Turns(Ledger, stepper, Carrier, new OutboundRenderer(links), contexts, clock);
            var reception = new Reception(Ledger, turns, new StrayTexts(Ledger, Ledger, turns, Carrier, contexts, clock), clock);
            Aside = new FakeTable { IsDown = () => FailAside };
            inbox = new Inbox(reception, new SentEmails(Emails), new SetAside(Aside, clock, Told), clock, NullLogger<Inbox>.Instance);
        }

        public InMemoryLedger Ledger { get; } = new();

        public FakeCarrier Carrier { get; } = new();

        public FakeTable Emails { get; } = new();

        public FakeTable Aside { get; }

        public bool FailAside { get; set; }

        public ListLog<SetAside> Told { get; } = new();

        public static async Task<Practice> WithCheckInAsync()
        {
            var practice = new Practice();
            await practice.Ledger.LinkAsync(Rosa, Contacts.WritesFrom(People.Rosa), CancellationToken.None);
            await practice.SubmitAsync(at => new Command.Register(People.Rosa, "front desk", []) { Id = "register", At = at });
            await practice.SubmitAsync(at => new Command.Enroll(Shipped.Context.Plans.Latest("home-blood-pressure")!.Ref, new LocalDate(2026, 3, 2), "front desk") { Id = "enroll", At = at });
            practice.clock.Now = (await practice.Ledger.NextDueAsync(CancellationToken.None))!.Value;
            await practice.turns.RunAsync(Rosa, CancellationToken.None);
            Assert.NotNull((await practice.StateAsync()).CheckIn);
            return practice;
        }

        public Task ReceiveAsync(string message) => inbox.ReceiveAsync(message, CancellationToken.None).AsTask();

        public async Task<Core.FollowUps.FollowUp> StateAsync() => (await Ledger.LoadAsync(Rosa, CancellationToken.None)).State;

        public async Task<IReadOnlyList<Event>> EventsAsync() => [.. (await Ledger.TimelineAsync(Rosa, 1000, null, CancellationToken.None)).Select(t => t.Event).Reverse()];

        public async Task<IReadOnlyList<Event.ReplyRecorded>> RepliesAsync() => [.. (await EventsAsync()).OfType<Event.ReplyRecorded>()];

        /// <summary>Everything there is of Rosa, as JSON.</summary>
        public async Task<string> SnapshotAsync() => JsonSerializer.Serialize(await StateAsync(), OutreachJson.Options) + JsonSerializer.Serialize(await EventsAsync(), OutreachJson.Options);

        private async Task SubmitAsync(Func<Instant, Command> command) => await turns.SubmitAsync(Rosa, command(clock.Now), CancellationToken.None);
    }

    private sealed class StillClock(Instant now) : IClock
    {
        public Instant Now { get; set; } = now;

        public Instant GetCurrentInstant() => Now;
    }
}
