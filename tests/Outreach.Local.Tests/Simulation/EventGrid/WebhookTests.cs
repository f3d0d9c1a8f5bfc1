using System.Text.Json;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.EventGrid;
using Outreach.Local.Tests.Simulation.Communication;
using static Outreach.Local.Tests.Simulation.Communication.RunningCarrier;

namespace Outreach.Local.Tests.Simulation.EventGrid;

public sealed class WebhookTests
{
    [Fact]
    public async Task Events_AfterTheHandshake_ArePostedInAnArray()
    {
        await using var app = await Listener.StartAsync();
        app.Reply = Validate;
        await using var carrier = await StartAsync(Options(app));
        var validation = await app.NextAsync();
        Assert.Equal(("SubscriptionValidation", "SIMULATED", "application/json; charset=utf-8"), (validation.Headers["aeg-event-type"], validation.Headers["aeg-subscription-name"], validation.ContentType));
        var asked = Only(validation);
        Assert.Equal("Microsoft.EventGrid.SubscriptionValidationEvent", asked.GetProperty("eventType").GetString());
        Assert.StartsWith(carrier.Address + "/eventgrid/validate?id=", asked.GetProperty("data").GetProperty("validationUrl").GetString(), StringComparison.Ordinal);

        var typed = await carrier.TypeAsync("feeling better");
        var told = await app.NextAsync();
        Assert.Equal(("Notification", "0", "1.0"), (told.Headers["aeg-event-type"], told.Headers["aeg-delivery-count"], told.Headers["aeg-data-version"]));
        var received = Only(told);
        Assert.Equal(("Microsoft.Communication.SMSReceived", typed.Json.GetProperty("id").GetString()), (received.GetProperty("eventType").GetString(), received.GetProperty("id").GetString()));
        Assert.Equal(("12125550121", "18335550100", "feeling better"), (Data(received, "from"), Data(received, "to"), Data(received, "message")));

        var sent = await carrier.SendSmsAsync(Sms(from: "+18335550111"));
        carrier.Time.Ahead = TimeSpan.FromSeconds(4);
        var report = Only(await app.NextAsync());
        Assert.Equal((sent.Message(), "Delivered", "t-1"), (Data(report, "messageId"), Data(report, "deliveryStatus"), Data(report, "tag")));

        await carrier.TypeAsync("to whom");
        Assert.Equal("18335550111", Data(Only(await app.NextAsync()), "to"));
    }

    [Fact]
    public async Task Events_BeforeTheHandshake_Wait_AndComeAfterConfirmingByHand()
    {
        await using var app = await Listener.StartAsync();
        await using var carrier = await StartAsync(Options(app));
        var url = new Uri(Only(await app.NextAsync()).GetProperty("data").GetProperty("validationUrl").GetString()!).PathAndQuery;
        Assert.Equal("queued", (await carrier.TypeAsync("hello")).Json.GetProperty("status").GetString());
        Assert.False(app.HasMore);
        Assert.Equal(400, (await carrier.GetAsync("/eventgrid/validate?id=another")).Status);
        Assert.Equal(200, (await carrier.GetAsync(url)).Status);
        carrier.Time.Ahead = TimeSpan.FromSeconds(6);
        Assert.Equal("hello", Data(Only(await app.NextAsync()), "message"));
        await carrier.Terminal.SaysAsync("Events wait: it did not answer {\"validationResponse\": …}");
    }

    [Fact]
    public async Task Event_AnsweredWith400_IsDropped()
    {
        await using var app = await Listener.StartAsync();
        app.Reply = Validate;
        await using var carrier = await StartAsync(Options(app));
        await app.NextAsync();
        await carrier.OpenAsync();
        app.Reply = _ => new Reply(400);
        await carrier.TypeAsync("lost");
        await app.NextAsync();
        app.Reply = _ => new Reply(200);
        carrier.Time.Ahead = TimeSpan.FromHours(1);
        await carrier.TypeAsync("next");
        Assert.Equal("next", Data(Only(await app.NextAsync()), "message"));
        Assert.False(app.HasMore);
        Assert.Equal("failed", (await carrier.GetAsync($"/sim/phones/{Phone}")).Json.GetProperty("messages")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task CloudEvents_AfterOptionsAllowTheOrigin_ComeOneByOne()
    {
        await using var app = await Listener.StartAsync();
        app.Reply = _ => new Reply(200, null, ("WebHook-Allowed-Origin", "eventgrid.azure.net"));
        await using var carrier = await StartAsync(Options(app) with { Schema = EventSchema.CloudEvents });
        var asked = await app.NextAsync();
        Assert.Equal(("OPTIONS", "eventgrid.azure.net"), (asked.Method, asked.Headers["WebHook-Request-Origin"]));
        await carrier.TypeAsync("hello");
        var told = await app.NextAsync();
        Assert.Equal("application/cloudevents+json; charset=utf-8", told.ContentType);
        var received = JsonElement.Parse(told.Body);
        Assert.Equal(("1.0", "Microsoft.Communication.SMSReceived", "hello"), (received.GetProperty("specversion").GetString(), received.GetProperty("type").GetString(), Data(received, "message")));
    }

    [Fact]
    public async Task Email_IsReportedForEachRecipient()
    {
        await using var app = await Listener.StartAsync();
        app.Reply = Validate;
        await using var carrier = await StartAsync(Options(app));
        await app.NextAsync();
        await carrier.OpenAsync();
        await carrier.SendAsync(HttpMethod.Post, "/emails:send?api-version=2025-09-01", new
        {
            senderAddress = "care@riverside.example",
            content = new { subject = "A concern", html = "<p>Please look.</p>" },
            recipients = new { to = new[] { new { address = "lee@riverside.example" } }, bcc = new[] { new { address = "ana@riverside.example" } } },
        }, "8540c0de-899f-5cce-acb5-3ec493af3800");
        carrier.Time.Ahead = TimeSpan.FromSeconds(4);
        var reports = new[] { Only(await app.NextAsync()), Only(await app.NextAsync()) };
        Assert.All(reports, r => Assert.Equal(("8540c0de-899f-5cce-acb5-3ec493af3800", "Delivered"), (Data(r, "messageId"), Data(r, "status"))));
        Assert.Equal(["ana@riverside.example", "lee@riverside.example"], reports.Select(r => Data(r, "recipient")).Order(StringComparer.Ordinal));
    }

    private static CarrierHostOptions Options(Listener app) => new() { Webhook = new Uri(app.Address + "/events") };

    internal static Reply Validate(Heard heard) => heard.Headers["aeg-event-type"] == "SubscriptionValidation"
        ? new Reply(200, $"{{\"validationResponse\":\"{Only(heard).GetProperty("data").GetProperty("validationCode").GetString()}\"}}")
        : new Reply(200);

    private static JsonElement Only(Heard heard) => Assert.Single(JsonElement.Parse(heard.Body).EnumerateArray());

    private static string? Data(JsonElement told, string name) => told.GetProperty("data").GetProperty(name).GetString();
}
