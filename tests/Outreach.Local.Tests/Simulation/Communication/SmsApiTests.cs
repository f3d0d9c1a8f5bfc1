using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Carrier;
using static Outreach.Local.Tests.Simulation.Communication.RunningCarrier;

namespace Outreach.Local.Tests.Simulation.Communication;

public sealed class SmsApiTests
{
    private const string RepeatId = "fda6d242-46aa-4247-8bf6-619a1206f9c3";

    [Fact]
    public async Task Send_SeveralRecipients_AnswersForEach()
    {
        await using var carrier = await StartAsync();
        var answer = await carrier.SendSmsAsync(Sms(to: [Phone, "+112345678901"]));
        Assert.Equal(202, answer.Status);
        Assert.Equal(
            $$"""{"value":[{"to":"+12125550121","httpStatusCode":202,"successful":true,"messageId":"{{answer.Message()}}"},{"to":"+112345678901","httpStatusCode":400,"successful":false,"errorMessage":"Invalid To phone number format."}]}""",
            answer.Json.GetRawText());
        Assert.StartsWith("Outgoing_20", answer.Message(), StringComparison.Ordinal);
        Assert.Equal(["How are you?"], await carrier.OnPhoneAsync());
    }

    [Fact]
    public async Task Send_TheSameRepeatabilityId_IsOneMessageForTwelveHours()
    {
        await using var carrier = await StartAsync();
        var first = await carrier.SendSmsAsync(Sms(RepeatId));
        carrier.Time.Ahead = TimeSpan.FromHours(11);
        var again = await carrier.SendSmsAsync(Sms(RepeatId.ToUpperInvariant()));
        Assert.Equal(("accepted", first.Message()), (again.Item(0).GetProperty("repeatabilityResult").GetString(), again.Message()));
        Assert.Single(await carrier.OnPhoneAsync());
        carrier.Time.Ahead = TimeSpan.FromHours(13);
        Assert.NotEqual(first.Message(), (await carrier.SendSmsAsync(Sms(RepeatId))).Message());
        Assert.Equal(2, (await carrier.OnPhoneAsync()).Length);
    }

    [Theory]
    [InlineData("2019-04-01T06:22:03Z", "Request sent with Invalid DateTime value for repeatability-first-sent. Expected is DateTime ,RFC1123 pattern.")]
    [InlineData(null, "Request sent with Invalid DateTime value for repeatability-first-sent. Expected is DateTime ,RFC1123 pattern.")]
    public async Task Send_WithoutAValidFirstSentDate_IsRejectedForThatRecipient(string? firstSent, string why)
    {
        await using var carrier = await StartAsync();
        var item = (await carrier.SendSmsAsync(Sms(RepeatId, firstSent))).Item(0);
        Assert.Equal((400, false, "rejected", why), (item.GetProperty("httpStatusCode").GetInt32(), item.GetProperty("successful").GetBoolean(), item.GetProperty("repeatabilityResult").GetString(), item.GetProperty("errorMessage").GetString()));
        Assert.Empty(await carrier.OnPhoneAsync());
    }

    [Fact]
    public async Task Send_TheSameRepeatabilityIdToAnotherNumber_IsRejected()
    {
        await using var carrier = await StartAsync();
        await carrier.SendSmsAsync(Sms(RepeatId));
        var item = (await carrier.SendSmsAsync(Sms(RepeatId, to: "+12125550122"))).Item(0);
        Assert.Equal((400, "rejected"), (item.GetProperty("httpStatusCode").GetInt32(), item.GetProperty("repeatabilityResult").GetString()));
    }

    [Fact]
    public async Task Send_WithoutAVersion_OrWithAnotherKey_OrWithoutAField_IsAnErrorAsDocumented()
    {
        await using var carrier = await StartAsync();
        var noVersion = await carrier.SendAsync(HttpMethod.Post, "/sms", Sms());
        Assert.Equal((400, "ApiVersionUnspecified", "An API version is required, but was not specified."), (noVersion.Status, noVersion.Code, noVersion.Json.GetProperty("error").GetProperty("message").GetString()));
        var denied = await carrier.SendAsync(HttpMethod.Post, $"/sms?api-version={Newest}", Sms(), key: "AAAA");
        Assert.Equal((401, "Denied"), (denied.Status, denied.Code));
        var invalid = await carrier.SendSmsAsync(new { from = Number, message = "Hi" });
        Assert.Equal(400, invalid.Status);
        Assert.Equal(["type", "title", "status", "errors", "traceId"], invalid.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal("The SmsRecipients field is required.", invalid.Json.GetProperty("errors").GetProperty("SmsRecipients")[0].GetString());
        Assert.Equal(400, (await carrier.SendSmsAsync(new { from = Number, message = "Hi", smsRecipients = new object?[] { null } })).Status);
        Assert.Equal(400, (await carrier.SendSmsAsync("not an object")).Status);
    }

    [Fact]
    public async Task Send_PastTheRateOfItsNumber_Is429UntilAMinuteHasGone()
    {
        await using var carrier = await StartAsync(new CarrierHostOptions { Carrier = CarrierOptions.Default with { TextsAMinute = 2 } });
        await carrier.SendSmsAsync(Sms(RepeatId));
        await carrier.SendSmsAsync(Sms());
        var tooMany = await carrier.SendSmsAsync(Sms());
        Assert.Equal((429, "TooManyRequests"), (tooMany.Status, tooMany.Code));
        Assert.InRange(tooMany.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(202, (await carrier.SendSmsAsync(Sms(RepeatId))).Status);
        Assert.Equal(202, (await carrier.SendSmsAsync(Sms(from: "+18335550111"))).Status);
        carrier.Time.Ahead = TimeSpan.FromSeconds(61);
        Assert.Equal(202, (await carrier.SendSmsAsync(Sms())).Status);
    }

    [Theory]
    [InlineData("429", 429, "TooManyRequests")]
    [InlineData("503", 503, "ServiceUnavailable")]
    [InlineData("401", 401, "Unauthorized")]
    public async Task Send_WithAFault_AnswersSoForTheRequest_AndThenRecovers(string fault, int status, string code)
    {
        await using var carrier = await StartAsync();
        await carrier.FaultAsync("sms", fault);
        var failed = await carrier.SendSmsAsync(Sms(RepeatId));
        Assert.Equal((status, code), (failed.Status, failed.Code));
        Assert.Equal(status == 429, failed.Headers.RetryAfter is not null);
        Assert.Empty(await carrier.OnPhoneAsync());
        Assert.Equal(202, (await carrier.SendSmsAsync(Sms(RepeatId))).Status);
    }

    [Fact]
    public async Task Send_WithAFaultOfOneRecipient_Is202WithThatItemFailed()
    {
        await using var carrier = await StartAsync();
        await carrier.FaultAsync("sms", "recipient-503");
        var answer = await carrier.SendSmsAsync(Sms(to: [Phone, "+12125550122"]));
        Assert.Equal((202, 503, 202), (answer.Status, answer.Item(0).GetProperty("httpStatusCode").GetInt32(), answer.Item(1).GetProperty("httpStatusCode").GetInt32()));
        Assert.Equal("ServiceUnavailable", answer.Item(0).GetProperty("errorMessage").GetString());
        Assert.Empty(await carrier.OnPhoneAsync());
    }

    [Fact]
    public async Task Send_WhoseAnswerIsLost_SentAgain_IsOneMessage()
    {
        await using var carrier = await StartAsync();
        await carrier.FaultAsync("sms", "timeout");
        await Assert.ThrowsAsync<HttpRequestException>(() => carrier.SendSmsAsync(Sms(RepeatId)));
        await carrier.FaultAsync("sms", "timeout-not-accepted");
        await Assert.ThrowsAsync<HttpRequestException>(() => carrier.SendSmsAsync(Sms(RepeatId)));
        await carrier.SendSmsAsync(Sms(RepeatId));
        Assert.Single(await carrier.OnPhoneAsync());
    }

    [Theory]
    [InlineData(null, "Delivered", "No error.", 1)]
    [InlineData("undelivered", "Failed", "5000: The message could not be delivered.", 0)]
    [InlineData("4004", "Failed", "4004: The destination number does not exist.", 0)]
    public async Task Report_OnceItIsKnown_SaysHowItEnded(string? fault, string status, string details, int succeeded)
    {
        await using var carrier = await StartAsync();
        if (fault is not null) await carrier.FaultAsync("sms", fault);
        var path = $"/deliveryReports/{(await carrier.SendSmsAsync(Sms())).Message()}?api-version={Newest}";
        Assert.Equal(404, (await carrier.SendAsync(HttpMethod.Get, path)).Status);
        carrier.Time.Ahead = TimeSpan.FromSeconds(4);
        var report = (await carrier.SendAsync(HttpMethod.Get, path)).Json;
        Assert.Equal((status, details, "t-1", Number, Phone), (Text("deliveryStatus"), Text("deliveryStatusDetails"), Text("tag"), Text("from"), Text("to")));
        Assert.Equal(succeeded, report.GetProperty("deliveryAttempts")[0].GetProperty("segmentsSucceeded").GetInt32());

        string? Text(string name) => report.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Stop_OnATollFreeNumber_IsAnsweredByTheNetwork_AndBlocksUntilStart()
    {
        await using var carrier = await StartAsync();
        await carrier.SendSmsAsync(Sms());
        await carrier.TypeAsync("Stop");
        Assert.StartsWith("NETWORK MSG: You replied with the word", (await carrier.OnPhoneAsync())[^1], StringComparison.Ordinal);
        var blocked = await carrier.SendSmsAsync(Sms());
        Assert.Equal(202, blocked.Item(0).GetProperty("httpStatusCode").GetInt32());
        Assert.Equal(3, (await carrier.OnPhoneAsync()).Length);
        carrier.Time.Ahead = TimeSpan.FromSeconds(4);
        var report = (await carrier.SendAsync(HttpMethod.Get, $"/deliveryReports/{blocked.Message()}?api-version={Newest}")).Json;
        Assert.Equal("4007: Sender blocked for given recipient.", report.GetProperty("deliveryStatusDetails").GetString());
        Assert.Equal(202, (await carrier.SendSmsAsync(Sms(from: "+18335550111"))).Item(0).GetProperty("httpStatusCode").GetInt32());
        Assert.Equal(4, (await carrier.OnPhoneAsync()).Length);
        await carrier.SendSmsAsync(Sms());
    }

    [Fact]
    public async Task Start_AfterStop_IsAnsweredByTheNetwork_AndTextsArriveAgain()
    {
        await using var carrier = await StartAsync();
        await carrier.TypeAsync("STOP");
        await carrier.TypeAsync("unstop");
        Assert.Contains("will begin receiving messages again", (await carrier.OnPhoneAsync())[^1], StringComparison.Ordinal);
        await carrier.SendSmsAsync(Sms());
        Assert.Equal("How are you?", (await carrier.OnPhoneAsync())[^1]);
    }

    [Fact]
    public async Task Stop_OnATenDigitNumber_IsOnlyRelayed_ButTheListBlocks()
    {
        await using var carrier = await StartAsync(new CarrierHostOptions { IsTollFree = false });
        await carrier.TypeAsync("STOP");
        await carrier.SendSmsAsync(Sms(from: "+12125550100"));
        Assert.Equal(["STOP", "How are you?"], await carrier.OnPhoneAsync());
        await carrier.SendAsync(HttpMethod.Post, $"/sms/optouts:add?api-version={Newest}", new { from = "+12125550100", recipients = new[] { new { to = Phone } } });
        await carrier.SendSmsAsync(Sms(from: "+12125550100"));
        Assert.Equal(2, (await carrier.OnPhoneAsync()).Length);
    }

    [Fact]
    public async Task Type_WithoutADestination_IsReceived_AndABadNumberRefused()
    {
        await using var carrier = await StartAsync();
        Assert.Equal(202, (await carrier.TypeAsync("hello")).Status);
        Assert.Equal(400, (await carrier.TypeAsync("hello", "nobody")).Status);
        var phones = (await carrier.GetAsync("/sim/phones")).Json.GetProperty("items");
        Assert.Equal((Phone, 1), (phones[0].GetProperty("number").GetString(), phones[0].GetProperty("messages").GetInt32()));
    }
}
