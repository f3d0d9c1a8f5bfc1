using NodaTime;
using Outreach.App.Gateways;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Carrier;

namespace Outreach.Local.Tests.Simulation;

public sealed class SimulatedCarrierTests : IDisposable
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 14, 0);
    private static readonly PhoneNumber Phone = PhoneNumber.TryParse("+12125550121")!.Value;
    private static readonly PatientId Patient = new(Guid.Parse("0d30000b-0000-4000-8000-000000000001"));

    private readonly TemporaryFile file = new();
    private readonly ClockSimulated clock = new(Start, _ => { });
    private CarrierDatabase database;

    public SimulatedCarrierTests() => database = CarrierDatabase.Open(file.Path);

    public void Dispose()
    {
        database.Dispose();
        file.Dispose();
    }

    [Fact]
    public async Task Send_SameKeyAfterRestart_IsOneMessageOnThePhone()
    {
        var key = Guid.NewGuid();
        Assert.Equal(AttemptOutcome.Accepted, (await Carrier().SendAsync(Message(key), default)).Outcome);
        Restart();
        clock.MoveTo(Start + Duration.FromHours(11));
        Assert.Equal(AttemptOutcome.Accepted, (await Carrier().SendAsync(Message(key), default)).Outcome);
        Assert.Single(OnPhone());
    }

    [Fact]
    public async Task Send_SameKeyPastTheCarriersMemory_IsASecondMessage()
    {
        var key = Guid.NewGuid();
        await Carrier().SendAsync(Message(key), default);
        clock.MoveTo(Start + Duration.FromHours(13));
        await Carrier().SendAsync(Message(key), default);
        Assert.Equal(2, OnPhone().Count);
    }

    [Theory]
    [InlineData("503", AttemptOutcome.Passing, 0)]
    [InlineData("429", AttemptOutcome.Passing, 0)]
    [InlineData("400", AttemptOutcome.Permanent, 0)]
    [InlineData("4004", AttemptOutcome.Permanent, 0)]
    [InlineData("4007", AttemptOutcome.OptedOut, 0)]
    [InlineData("timeout", AttemptOutcome.Unknown, 1)]
    [InlineData("timeout-not-accepted", AttemptOutcome.Unknown, 0)]
    public async Task Send_WithAFault_AnswersSoAndThenRecovers(string status, AttemptOutcome expected, int onPhone)
    {
        var carrier = Carrier();
        carrier.Faults.Add(Channel.Sms, status, 2);
        var key = Guid.NewGuid();
        for (var i = 0; i < 2; i++) Assert.Equal(expected, (await carrier.SendAsync(Message(key), default)).Outcome);
        Assert.Equal(onPhone, OnPhone().Count);
        Assert.Equal(AttemptOutcome.Accepted, (await carrier.SendAsync(Message(key), default)).Outcome);
        Assert.Single(OnPhone());
    }

    [Fact]
    public async Task Send_WithAFaultOfTheOtherChannel_IsAccepted()
    {
        var carrier = Carrier();
        carrier.Faults.Add(Channel.Email, "503", 1);
        Assert.Equal(AttemptOutcome.Accepted, (await carrier.SendAsync(Message(Guid.NewGuid()), default)).Outcome);
        Assert.Equal(1, carrier.Faults.Left(Channel.Email));
    }

    [Fact]
    public async Task Send_PastTheRate_Passes429UntilAMinuteHasGone()
    {
        var carrier = Carrier(new CarrierOptions { TextsAMinute = 3 });
        var first = Guid.NewGuid();
        await carrier.SendAsync(Message(first), default);
        for (var i = 0; i < 2; i++) await carrier.SendAsync(Message(Guid.NewGuid()), default);
        Assert.Equal(new AttemptResult(AttemptOutcome.Passing, "429"), await carrier.SendAsync(Message(Guid.NewGuid()), default));
        Assert.Equal(AttemptOutcome.Accepted, (await carrier.SendAsync(Message(first), default)).Outcome);
        clock.MoveTo(Start + Duration.FromSeconds(61));
        Assert.Equal(AttemptOutcome.Accepted, (await carrier.SendAsync(Message(Guid.NewGuid()), default)).Outcome);
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData("stop. I have chest pain")]
    public async Task Send_AfterStopOnATollFreeNumber_IsBlockedUntilStart(string text)
    {
        var carrier = Carrier(new CarrierOptions { BlocksAfterStop = true });
        carrier.Text(Phone, "m1", text);
        Assert.Equal(new AttemptResult(AttemptOutcome.OptedOut, "4007"), await carrier.SendAsync(Message(Guid.NewGuid()), default));
        Assert.StartsWith("NETWORK MSG", OnPhone()[^1].Text, StringComparison.Ordinal);
        carrier.Text(Phone, "m2", "Start");
        Assert.Equal(AttemptOutcome.Accepted, (await carrier.SendAsync(Message(Guid.NewGuid()), default)).Outcome);
    }

    [Fact]
    public async Task Send_AfterStopOnANumberThatDoesNotBlock_IsAccepted()
    {
        var carrier = Carrier();
        carrier.Text(Phone, "m1", "STOP");
        Assert.Equal(AttemptOutcome.Accepted, (await carrier.SendAsync(Message(Guid.NewGuid()), default)).Outcome);
    }

    [Fact]
    public void Text_SameIdTwice_IsOneMessage_AndAnotherPhonesIdIsRefused()
    {
        var carrier = Carrier();
        Assert.True(carrier.Text(Phone, "m1", "hello"));
        Assert.True(carrier.Text(Phone, "m1", "hello"));
        Assert.False(carrier.Text(PhoneNumber.TryParse("+12125550122")!.Value, "m1", "hello"));
        Assert.Single(OnPhone());
        Assert.Single(carrier.Events.Due(Start, 10));
    }

    private SimulatedCarrier Carrier(CarrierOptions? options = null) => new(database, clock, options ?? CarrierOptions.Default);

    private void Restart()
    {
        database.Dispose();
        database = CarrierDatabase.Open(file.Path);
    }

    private List<CarrierMessage> OnPhone() => new CarrierMessages(database).At(ContactPoint.Of(Phone));

    private static OutboundMessage Message(Guid key) => new(Patient, key, Start, ContactPoint.Of(Phone), null, "How are you?", null);
}
