using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using NodaTime;
using NSubstitute;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Messages;
using Outreach.App.Receiving;
using Outreach.App.Stepping;
using Outreach.App.Tracing;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Testing;
using Outreach.Testing.Ledgers;

namespace Outreach.App.Tests.Tracing;

public sealed partial class FollowUpTraceTests : IDisposable
{
    private const string Danger = "Rosa Marsh here, my chest hurts and I cannot breathe";
    private static readonly ContactPoint Phone = ContactPoint.Of(People.RosaMobile);

    private readonly ConcurrentQueue<Activity> spans = [];
    private readonly ConcurrentQueue<(Instrument Instrument, double Value, KeyValuePair<string, object?>[] Tags)> measured = [];
    private readonly ActivitySource own = new("test " + Guid.NewGuid());
    private readonly ActivityListener listener;
    private readonly MeterListener meters = new();

    public FollowUpTraceTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Spans.Source || source == own,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        meters.InstrumentPublished = (instrument, of) =>
        {
            if (instrument.Meter.Name == Measures.Meter) of.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Enqueue((instrument, value, tags.ToArray())));
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument, value, tags.ToArray())));
        meters.Start();
    }

    [Fact]
    public async Task Text_InDanger_IsOneTraceFromReceivingToSending()
    {
        var heard = await HearAsync(Danger);

        var receive = Assert.Single(heard, s => s.OperationName == "receive text");
        Assert.Equal(ActivityKind.Consumer, receive.Kind);
        var inside = heard.Where(s => s.ParentSpanId == receive.SpanId).OrderBy(s => s.StartTimeUtc).ToList();
        Assert.Equal("step", inside[0].OperationName);
        Assert.Contains(inside, s => s.OperationName == "send sms" && Tag(s, "outreach.message.class") == "safety" && Tag(s, "outreach.outcome") == "accepted");
        Assert.Contains(inside, s => s.OperationName == "send email" && Tag(s, "outreach.message.kind") == "escalation");
        Assert.Equal("step", inside[^1].OperationName);
        Assert.Equal("1", Tag(inside[0], "outreach.decided"));
    }

    [Fact]
    public async Task Send_Refused_IsAnErrorWithoutTheCarriersWords()
    {
        var heard = await HearAsync("128/79", new AttemptResult(AttemptOutcome.Permanent, "no such number +12125550121"));

        var send = Assert.Single(heard, s => s.OperationName == "send sms");
        Assert.Equal((ActivityStatusCode.Error, "permanent"), (send.Status, Tag(send, "outreach.outcome")));
    }

    /// <summary>R12.</summary>
    [Fact]
    public async Task Tags_HoldNoNameNoNumberAndNoText()
    {
        var heard = await HearAsync(Danger);
        heard.AddRange(await HearAsync("128/79", new AttemptResult(AttemptOutcome.Permanent, "no such number +12125550121")));

        var said = heard.SelectMany(s => s.TagObjects.Select(t => $"{t.Key}={t.Value}").Append(s.DisplayName).Append(s.StatusDescription ?? "")).ToList();
        Assert.NotEmpty(said);
        Assert.All(said, s => Assert.Matches(Harmless(), s));
        Assert.All(heard, s => Assert.Empty(s.Events));
        Assert.All(heard, s => Assert.Empty(s.Baggage));
        Assert.All(measured.SelectMany(m => m.Tags), t => Assert.Matches(Word(), Assert.IsType<string>(t.Value)));
    }

    [Fact]
    public async Task Measures_HaveUnits()
    {
        await HearAsync(Danger);

        var units = measured.Select(m => (m.Instrument.Name, m.Instrument.Unit)).Distinct().Order().ToList();
        Assert.Equal([("outreach.received", "{message}"), ("outreach.send.duration", "s"), ("outreach.send.lateness", "s"), ("outreach.step.duration", "s")], units);
        Assert.All(measured, m => Assert.True(m.Value >= 0, m.Instrument.Name));
    }

    public void Dispose()
    {
        listener.Dispose();
        meters.Dispose();
        own.Dispose();
    }

    /// <summary>What is said of one text to an open check-in, of this trace alone: other tests run beside this one.</summary>
    private async Task<List<Activity>> HearAsync(string text, AttemptResult? answer = null)
    {
        var ledger = new InMemoryLedger();
        var clock = new SetClock { Now = People.NewYork("2026-03-02 10:00") };
        var contexts = new ContextSource(Shipped.Context);
        var carrier = Substitute.For<IMessageGateway>();
        carrier.SendAsync(Arg.Any<OutboundMessage>(), Arg.Any<CancellationToken>()).Returns(_ => ValueTask.FromResult(new AttemptResult(AttemptOutcome.Accepted, "202")));
        var turns = new Turns(ledger, new Stepper(ledger, new OptOutIndex(ledger, ledger), contexts, clock, new NobodyWatches()), carrier, new OutboundRenderer(new LinkSigner(new byte[32], () => "https://followup.example")), contexts, clock);
        var reception = new Reception(ledger, turns, new StrayTexts(ledger, ledger, turns, carrier, contexts, clock), clock);
        await ledger.LinkAsync(People.RosaId, [Phone], default);
        await turns.SubmitAsync(People.RosaId, new Command.Register(People.Rosa, "front desk", []) { Id = "register", At = clock.Now }, default);
        await turns.SubmitAsync(People.RosaId, new Command.Enroll(Shipped.Context.Plans.Latest("home-blood-pressure")!.Ref, new LocalDate(2026, 3, 2), "front desk") { Id = "enroll", At = clock.Now }, default);
        clock.Now = (await ledger.NextDueAsync(default))!.Value;
        await turns.RunAsync(People.RosaId, default);
        if (answer is not null) carrier.SendAsync(Arg.Any<OutboundMessage>(), Arg.Any<CancellationToken>()).Returns(_ => ValueTask.FromResult(answer));

        using var root = own.StartActivity("test")!;
        clock.Now += Duration.FromMinutes(5);
        await reception.TextAsync(Phone, "Incoming_1", text, default);
        return [.. spans.Where(s => s.TraceId == root.TraceId)];
    }

    private static string? Tag(Activity span, string name) => span.GetTagItem(name)?.ToString();

    [GeneratedRegex("^(|[a-z ]+|outreach[.][a-z.]+=([a-z_]+|[0-9]{1,3}|[0-9a-f]{32}))$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Harmless();

    [GeneratedRegex("^[a-z_]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    private sealed class SetClock : IClock
    {
        public Instant Now { get; set; }

        public Instant GetCurrentInstant() => Now;
    }
}
