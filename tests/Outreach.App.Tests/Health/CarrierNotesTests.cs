using NodaTime;
using NSubstitute;
using Outreach.App.Gateways;
using Outreach.App.Health;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Testing.Ledgers;

namespace Outreach.App.Tests.Health;

public class CarrierNotesTests
{
    private readonly CarrierNotes notes = new();
    private readonly SetClock clock = new(LedgerSamples.Start);
    private readonly IMessageGateway carrier = Substitute.For<IMessageGateway>();

    [Fact]
    public async Task Send_FailsTwiceThenWorks_IsFailingSinceTheFirstAndThenWell()
    {
        await SendAsync(AttemptOutcome.Passing);
        clock.Now += Duration.FromMinutes(3);
        await SendAsync(AttemptOutcome.Unknown);

        Assert.Equal((LedgerSamples.Start, 2), (notes.Of(Channel.Sms).FailingSince!.Value, notes.Of(Channel.Sms).Failures));
        await SendAsync(AttemptOutcome.Accepted);
        Assert.Equal(new ChannelNotes(clock.Now, null, 0, null), notes.Of(Channel.Sms));
        Assert.Null(notes.Of(Channel.Email).LastAccepted);
    }

    /// <summary>They say something of one number, not of the carrier.</summary>
    [Theory]
    [InlineData(AttemptOutcome.Permanent)]
    [InlineData(AttemptOutcome.OptedOut)]
    [InlineData(AttemptOutcome.Held)]
    public async Task Send_RefusedForOneRecipient_IsNoFailureOfTheCarrier(AttemptOutcome outcome)
    {
        await SendAsync(outcome);

        Assert.Null(notes.Of(Channel.Sms).FailingSince);
    }

    [Fact]
    public async Task Send_Throws_IsNotedAndThrown()
    {
        carrier.SendAsync(Arg.Any<OutboundMessage>(), Arg.Any<CancellationToken>()).Returns<ValueTask<AttemptResult>>(_ => throw new HttpRequestException("down"));

        await Assert.ThrowsAsync<HttpRequestException>(async () => await new NotedGateway(carrier, notes, clock).SendAsync(Message, CancellationToken.None));

        Assert.Equal("HttpRequestException", notes.Of(Channel.Sms).LastError);
    }

    private static OutboundMessage Message => new(LedgerSamples.Id(1), Guid.Empty, LedgerSamples.Start, LedgerSamples.Phone, null, "text", null);

    private async Task SendAsync(AttemptOutcome outcome)
    {
        carrier.SendAsync(Arg.Any<OutboundMessage>(), Arg.Any<CancellationToken>()).Returns(new AttemptResult(outcome, "503"));
        await new NotedGateway(carrier, notes, clock).SendAsync(Message, CancellationToken.None);
    }
}
