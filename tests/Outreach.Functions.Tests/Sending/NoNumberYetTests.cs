using Azure.Communication.Email;
using Azure.Communication.Sms;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using NSubstitute;
using Outreach.App.Gateways;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.Sending;
using Outreach.Functions.Settings;
using Outreach.Testing;

namespace Outreach.Functions.Tests.Sending;

public sealed class NoNumberYetTests
{
    private static readonly Instant Now = People.NewYork("2026-03-02 10:00");

    [Fact]
    public async Task SendAsync_ATextWithoutASendingNumber_WaitsAndAPersonIsToldOnce()
    {
        var log = new ListLog<CommunicationGateway>();
        var gateway = Gateway(log);

        var first = await gateway.SendAsync(Text(), default);
        await gateway.SendAsync(Text(), default);

        Assert.Equal((AttemptOutcome.Passing, "no sending number yet"), (first.Outcome, first.Detail));
        Assert.True(first.NotBefore > Now);
        var told = Assert.Single(log.Lines);
        Assert.Equal(LogLevel.Critical, told.Level);
    }

    private static OutboundMessage Text() => new(People.RosaId, Guid.NewGuid(), Now, ContactPoint.Of(People.RosaMobile), null, "How are you?", null);

    private static CommunicationGateway Gateway(ILogger<CommunicationGateway> log)
    {
        var settings = Options.Create(new OutreachSettings());
        var clock = Substitute.For<IClock>();
        clock.GetCurrentInstant().Returns(Now);
        // Neither client is asked: any request would fail.
        var sms = new SmsGateway(new SmsClient("endpoint=http://127.0.0.1:1/;accesskey=AAAA"), clock, NullLogger<SmsGateway>.Instance);
        var email = new EmailGateway(new EmailClient("endpoint=http://127.0.0.1:1/;accesskey=AAAA"), new SentEmails(new FakeTable()), settings, clock, NullLogger<EmailGateway>.Instance);
        return new CommunicationGateway(sms, email, new SendingQueue(new FakeTable()), settings, clock, log);
    }
}
