using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.EventGrid;

namespace Outreach.Local.Tests.Simulation.EventGrid;

public sealed class EventDeliveryTests : IDisposable
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 14, 0);
    private static readonly PhoneNumber Phone = PhoneNumber.TryParse("+12125550121")!.Value;

    private readonly TemporaryFile file = new();
    private readonly ClockSimulated clock = new(Start, _ => { });
    private readonly CarrierDatabase database;
    private readonly EventOutbox outbox;
    private readonly CarrierMessages messages;
    private readonly FakeDestination app = new();

    public EventDeliveryTests()
    {
        database = CarrierDatabase.Open(file.Path);
        (outbox, messages) = (new EventOutbox(database), new CarrierMessages(database));
        messages.Add("m-1", ContactPoint.Of(Phone), CarrierMessage.In, Start, null, "hello", null, "queued");
        outbox.Add(CommunicationEvents.Received("m-1", Phone, Phone, "hello", Start), Start, "m-1", "received", isTold: true);
    }

    public void Dispose()
    {
        database.Dispose();
        file.Dispose();
    }

    [Fact]
    public async Task Round_WhileTheAppFails_TriesAsEventGridDoes_AndGivesUpAfterADay()
    {
        app.Answers = DeliveryResult.Failed;
        var delivery = Delivery();
        for (var i = 0; i < 26 * 60 * 6; i++)
        {
            await delivery.RoundAsync(default);
            clock.MoveTo(clock.GetCurrentInstant() + Duration.FromSeconds(10));
        }

        int[] afterSeconds = [0, 10, 40, 100, 400, 1000, 2800, 6400, 10_000];
        Assert.Equal(afterSeconds, app.Tries.Take(9).Select(t => (int)(t.At - Start).TotalSeconds));
        Assert.Equal(Enumerable.Range(0, app.Tries.Count), app.Tries.Select(t => t.Tries));
        Assert.InRange(app.Tries.Count, 24, 30);
        Assert.Equal("failed", Assert.Single(messages.At(ContactPoint.Of(Phone))).Status);
    }

    [Fact]
    public async Task Round_AfterARestart_TellsWhatWasNotTold()
    {
        app.Answers = DeliveryResult.Failed;
        await Delivery().RoundAsync(default);
        app.Answers = DeliveryResult.Delivered;
        clock.MoveTo(Start + Duration.FromSeconds(10));
        await Delivery().RoundAsync(default);
        await Delivery().RoundAsync(default);
        Assert.Equal(2, app.Tries.Count);
        Assert.Equal("received", Assert.Single(messages.At(ContactPoint.Of(Phone))).Status);
    }

    [Fact]
    public async Task Round_BeforeTheDestinationIsOpen_AsksEveryFiveSecondsAndTellsNothing()
    {
        app.WhyNot = "not yet";
        var delivery = Delivery();
        await delivery.RoundAsync(default);
        await delivery.RoundAsync(default);
        Assert.Equal((1, 0), (app.Asked, app.Tries.Count));
        Assert.False(await delivery.TellAsync("m-1", default));
        app.WhyNot = null;
        clock.MoveTo(Start + Duration.FromSeconds(5));
        await delivery.RoundAsync(default);
        Assert.Equal((2, 1), (app.Asked, app.Tries.Count));
    }

    [Fact]
    public async Task Tell_AskedForByTwoAtOnce_IsDeliveredOnce()
    {
        var delivery = Delivery();
        app.Held = new TaskCompletionSource();
        var round = delivery.RoundAsync(default);
        var both = Task.WhenAll(delivery.TellAsync("m-1", default), delivery.TellAsync("m-1", default));
        app.Held.SetResult();
        Assert.All(await both, Assert.True);
        await round;
        Assert.Single(app.Tries);
    }

    private EventDelivery Delivery()
    {
        app.Now = clock.GetCurrentInstant;
        return new EventDelivery(outbox, messages, app, clock, TimeProvider.System, _ => { }, NullLogger<EventDelivery>.Instance);
    }

    private sealed class FakeDestination : IEventDestination
    {
        public List<(Instant At, int Tries)> Tries { get; } = [];

        public DeliveryResult Answers { get; set; } = DeliveryResult.Delivered;

        public string? WhyNot { get; set; }

        public int Asked { get; private set; }

        public TaskCompletionSource? Held { get; set; }

        public Func<Instant> Now { get; set; } = () => default;

        public Task<string?> OpenAsync(CancellationToken cancel)
        {
            Asked++;
            return Task.FromResult(WhyNot);
        }

        public async Task<DeliveryResult> DeliverAsync(GridEvent told, int tries, CancellationToken cancel)
        {
            Tries.Add((Now(), tries));
            if (Held is { } held) await held.Task;
            return Answers;
        }
    }
}
