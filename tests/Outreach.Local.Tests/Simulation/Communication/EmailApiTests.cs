using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Carrier;
using static Outreach.Local.Tests.Simulation.Communication.RunningCarrier;

namespace Outreach.Local.Tests.Simulation.Communication;

public sealed class EmailApiTests
{
    private const string Send = "/emails:send?api-version=2025-09-01";
    private const string Operation = "8540c0de-899f-5cce-acb5-3ec493af3800";

    [Fact]
    public async Task Send_IsAnOperationThatRunsAndSucceeds_AndIsInEachMailbox()
    {
        await using var carrier = await StartAsync();
        var answer = await carrier.SendAsync(HttpMethod.Post, Send, Email("lee@riverside.example", "ana@riverside.example"), Operation);
        Assert.Equal((202, Operation, "Running"), (answer.Status, answer.Json.GetProperty("id").GetString(), Status(answer)));
        Assert.Equal($"{carrier.Address}/emails/operations/{Operation}?api-version=2025-09-01", answer.Header("Operation-Location"));
        Assert.Equal("1", answer.Header("retry-after"));
        carrier.Time.Ahead = TimeSpan.FromSeconds(1);
        var polled = await PollAsync(carrier, Operation);
        Assert.Equal((200, "Succeeded", null), (polled.Status, Status(polled), polled.Header("retry-after")));
        Assert.Equal((1, 1), (await carrier.InMailboxAsync("lee@riverside.example"), await carrier.InMailboxAsync("ana@riverside.example")));
    }

    [Fact]
    public async Task Send_TheSameOperationId_IsOneEmail()
    {
        await using var carrier = await StartAsync();
        await carrier.FaultAsync("email", "timeout");
        await Assert.ThrowsAsync<HttpRequestException>(() => carrier.SendAsync(HttpMethod.Post, Send, Email("lee@riverside.example"), Operation));
        Assert.Equal(Operation, (await carrier.SendAsync(HttpMethod.Post, Send, Email("lee@riverside.example"), Operation)).Json.GetProperty("id").GetString());
        Assert.Equal(1, await carrier.InMailboxAsync("lee@riverside.example"));
        await carrier.SendAsync(HttpMethod.Post, Send, Email("lee@riverside.example"));
        Assert.Equal(2, await carrier.InMailboxAsync("lee@riverside.example"));
    }

    [Fact]
    public async Task Send_WithADeliveryFault_IsAnOperationThatFails()
    {
        await using var carrier = await StartAsync();
        await carrier.FaultAsync("email", "4010");
        Assert.Equal(202, (await carrier.SendAsync(HttpMethod.Post, Send, Email("lee@riverside.example"), Operation)).Status);
        carrier.Time.Ahead = TimeSpan.FromSeconds(1);
        var polled = await PollAsync(carrier, Operation);
        Assert.Equal((200, "Failed", "EmailDropped"), (polled.Status, Status(polled), polled.Code));
        Assert.Equal(0, await carrier.InMailboxAsync("lee@riverside.example"));
    }

    [Fact]
    public async Task Send_PastTheRate_Is429WithRetryAfterAndErrorCode()
    {
        await using var carrier = await StartAsync(new CarrierHostOptions { Carrier = CarrierOptions.Default with { EmailsAMinute = 1 } });
        await carrier.SendAsync(HttpMethod.Post, Send, Email("lee@riverside.example"), Operation);
        var tooMany = await carrier.SendAsync(HttpMethod.Post, Send, Email("lee@riverside.example"));
        Assert.Equal((429, "TooManyRequests"), (tooMany.Status, tooMany.Header("x-ms-error-code")));
        Assert.NotNull(tooMany.Headers.RetryAfter);
        Assert.Equal(202, (await carrier.SendAsync(HttpMethod.Post, Send, Email("lee@riverside.example"), Operation)).Status);
    }

    [Fact]
    public async Task Send_WithoutWhatIsRequired_IsRefused()
    {
        await using var carrier = await StartAsync();
        var answers = new[]
        {
            await carrier.SendAsync(HttpMethod.Post, Send, new { senderAddress = "care@riverside.example" }),
            await carrier.SendAsync(HttpMethod.Post, Send, Email()),
            await carrier.SendAsync(HttpMethod.Post, Send, Email("nobody")),
            await carrier.SendAsync(HttpMethod.Post, Send, Email("lee@riverside.example"), "no-guid"),
        };
        Assert.All(answers, a => Assert.Equal((400, "BadRequest"), (a.Status, a.Code)));
        Assert.Equal(404, (await PollAsync(carrier, Operation)).Status);
    }

    private static object Email(params string[] to) => new
    {
        senderAddress = "care@riverside.example",
        content = new { subject = "A concern", plainText = "Please look." },
        recipients = new { to = to.Select(t => new { address = t }) },
    };

    private static Task<Answer> PollAsync(RunningCarrier carrier, string id) => carrier.SendAsync(HttpMethod.Get, $"/emails/operations/{id}?api-version=2025-09-01");

    private static string? Status(Answer answer) => answer.Json.GetProperty("status").GetString();
}
