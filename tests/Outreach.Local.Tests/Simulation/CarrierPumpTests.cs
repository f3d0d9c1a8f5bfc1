using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Outreach.App.Gateways;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Carrier;

namespace Outreach.Local.Tests.Simulation;

public sealed class CarrierPumpTests : IDisposable
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 14, 0);
    private static readonly PhoneNumber Phone = PhoneNumber.TryParse("+12125550121")!.Value;
    private static readonly PatientId Patient = new(Guid.Parse("0d30000b-0000-4000-8000-000000000001"));

    private readonly TemporaryFile file = new();
    private readonly ClockSimulated clock = new(Start, _ => { });
    private readonly List<string> texts = [];
    private readonly List<(Guid Key, DeliveryWord Word, string EventId)> reports = [];
    private CarrierDatabase database;
    private Func<Task> app = () => Task.CompletedTask;

    public CarrierPumpTests() => database = CarrierDatabase.Open(file.Path);

    public void Dispose()
    {
        database.Dispose();
        file.Dispose();
    }

    [Fact]
    public async Task Text_WhenTheProcessDiesBeforeTheAppReturns_IsToldAgainWithTheSameId()
    {
        new SimulatedCarrier(database, clock, CarrierOptions.Default).Text(Phone, "m1", "worse");
        using var death = new CancellationTokenSource();
        app = async () =>
        {
            await death.CancelAsync();
            death.Token.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Pump().RunDueAsync(Start, death.Token).AsTask());
        database.Dispose();
        database = CarrierDatabase.Open(file.Path);
        app = () => Task.CompletedTask;
        await Pump().RunDueAsync(Start, default);
        await Pump().RunDueAsync(Start, default);
        Assert.Equal(["m1 worse", "m1 worse"], texts);
    }

    [Fact]
    public async Task Text_WhenTheAppFails_IsToldAgainAfterAWhile()
    {
        new SimulatedCarrier(database, clock, CarrierOptions.Default).Text(Phone, "m1", "worse");
        app = () => throw new InvalidOperationException("down");
        var pump = Pump();
        Assert.False(await pump.TellTextAsync("m1", default));
        app = () => Task.CompletedTask;
        var next = await pump.NextAsync(default);
        Assert.Equal(Start + Duration.FromSeconds(5), next);
        await pump.RunDueAsync(next!.Value, default);
        Assert.Equal(2, texts.Count);
        Assert.Null(await pump.NextAsync(default));
        Assert.Equal("received", Assert.Single(new CarrierMessages(database).At(ContactPoint.Of(Phone))).Status);
    }

    [Fact]
    public async Task Text_AskedForByTwoAtOnce_IsToldOnce()
    {
        new SimulatedCarrier(database, clock, CarrierOptions.Default).Text(Phone, "m1", "worse");
        var received = new TaskCompletionSource();
        app = () => received.Task;
        var pump = Pump();
        var both = Task.WhenAll(pump.TellTextAsync("m1", default), pump.TellTextAsync("m1", default));
        received.SetResult();
        Assert.All(await both, Assert.True);
        Assert.Single(texts);
    }

    [Theory]
    [InlineData(null, DeliveryWord.Delivered, "delivered")]
    [InlineData("undelivered", DeliveryWord.Failed, "failed")]
    public async Task Report_ComesAfterAcceptance_WithTheKey(string? fault, DeliveryWord word, string status)
    {
        var carrier = new SimulatedCarrier(database, clock, CarrierOptions.Default);
        if (fault is not null) carrier.Faults.Add(Channel.Sms, fault, 1);
        var key = Guid.NewGuid();
        await carrier.SendAsync(new OutboundMessage(Patient, key, Start, ContactPoint.Of(Phone), null, "How are you?", null), default);
        var pump = Pump();
        await pump.RunDueAsync(Start, default);
        Assert.Empty(reports);
        await pump.RunDueAsync(Start + CarrierOptions.Default.ReportsAfter, default);
        Assert.Equal((key, word), (Assert.Single(reports).Key, reports[0].Word));
        Assert.Equal(status, Assert.Single(new CarrierMessages(database).At(ContactPoint.Of(Phone))).Status);
    }

    private CarrierPump Pump() => new(
        new CarrierEvents(database),
        new CarrierOutlet(
            async (_, id, text, _) =>
            {
                texts.Add($"{id} {text}");
                await app();
            },
            async (_, key, word, _, id, _) =>
            {
                reports.Add((key, word, id));
                await app();
            }),
        clock,
        atOnce: 1,
        NullLogger<CarrierPump>.Instance);
}
