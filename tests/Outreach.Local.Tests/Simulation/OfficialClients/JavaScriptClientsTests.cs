using System.Text.Json;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.EventGrid;
using Outreach.Local.Tests.Simulation.Communication;
using Outreach.Local.Tests.Simulation.EventGrid;
using static Outreach.Local.Tests.Simulation.Communication.RunningCarrier;

namespace Outreach.Local.Tests.Simulation.OfficialClients;

/// <summary>@azure/communication-sms, @azure/communication-email and @azure/eventgrid, as their authors published them.</summary>
public sealed class JavaScriptClientsTests
{
    private const string Sms = "@azure/communication-sms";
    private const string Email = "@azure/communication-email";
    private const string EventGrid = "@azure/eventgrid";
    private const string RepeatId = "fda6d242-46aa-4247-8bf6-619a1206f9c3";

    [ClientsFact(Sms)]
    public async Task Sms_ReadsTheAnswerForEachRecipient()
    {
        await using var carrier = await StartAsync();
        var sent = Value(await NodeScript.RunAsync(carrier, new { sms = new { from = Number, to = new[] { Phone, "+123" }, message = "¿Cómo está?", tag = "t-1" } }));
        Assert.Equal((true, false), (sent[0].GetProperty("successful").GetBoolean(), sent[1].GetProperty("successful").GetBoolean()));
        Assert.Equal((400, "Invalid To phone number format."), (sent[1].GetProperty("httpStatusCode").GetInt32(), sent[1].GetProperty("errorMessage").GetString()));
        Assert.Equal(["¿Cómo está?"], await carrier.OnPhoneAsync());
    }

    [ClientsFact(Sms)]
    public async Task Sms_WhoseAnswerIsLost_IsRetriedByTheClient_AndIsOneMessage()
    {
        await using var carrier = await StartAsync();
        await carrier.FaultAsync("sms", "timeout");
        await carrier.FaultAsync("sms", "503");
        var sent = Value(await NodeScript.RunAsync(carrier, new { sms = new { from = Number, to = new[] { Phone }, message = "once" } }));
        Assert.Equal("accepted", sent[0].GetProperty("repeatabilityResult").GetString());
        Assert.Equal(["once"], await carrier.OnPhoneAsync());
    }

    [ClientsFact(Sms)]
    public async Task Sms_SentAgainAfterACrash_WithItsOwnId_IsOneMessage()
    {
        await using var carrier = await StartAsync();
        var order = new { sms = new { from = Number, to = new[] { Phone }, message = "once", id = RepeatId, firstSent = "Mon, 02 Mar 2026 14:00:00 GMT" } };
        var before = Value(await NodeScript.RunAsync(carrier, order));
        var after = Value(await NodeScript.RunAsync(carrier, order));
        Assert.Equal(before[0].GetProperty("messageId").GetString(), after[0].GetProperty("messageId").GetString());
        Assert.Equal(["once"], await carrier.OnPhoneAsync());
    }

    [ClientsFact(Sms)]
    public async Task Sms_TooMany_WaitsAsLongAsItIsTold()
    {
        await using var carrier = await StartAsync();
        await carrier.FaultAsync("sms", "429");
        Assert.True(Value(await NodeScript.RunAsync(carrier, new { sms = new { from = Number, to = new[] { Phone }, message = "later" } }))[0].GetProperty("successful").GetBoolean());
        Assert.Equal(["later"], await carrier.OnPhoneAsync());
    }

    [ClientsFact(Email)]
    public async Task Email_IsPolledToItsEnd_AndTheSameOperationIsOneEmail()
    {
        await using var carrier = await StartAsync();
        var order = new { email = new { from = "care@riverside.example", to = new[] { "lee@riverside.example" }, subject = "A concern", text = "Please look.", id = RepeatId } };
        await carrier.FaultAsync("email", "timeout");
        var results = await NodeScript.RunAsync(carrier, order, order);
        Assert.All(results, r => Assert.Equal((RepeatId, "Succeeded"), (r.GetProperty("value").GetProperty("id").GetString(), r.GetProperty("value").GetProperty("status").GetString())));
        Assert.Equal(1, await carrier.InMailboxAsync("lee@riverside.example"));
    }

    [ClientsFact(Email)]
    public async Task Errors_AreReadFromTheirShapes()
    {
        await using var carrier = await StartAsync();
        await carrier.FaultAsync("email", "4010");
        var results = await NodeScript.RunAsync(
            carrier,
            new { email = new { from = "care@riverside.example", to = new[] { "lee@riverside.example" }, subject = "A concern", text = "Please look." } },
            new { email = new { from = "care@riverside.example", to = new[] { "nobody" }, subject = "A concern", text = "Please look." } },
            new { sms = new { from = "nobody", to = new[] { Phone }, message = "hi" } });
        Assert.Contains("EmailDropped", Error(0).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((400, "BadRequest"), (Error(1).GetProperty("status").GetInt32(), Error(1).GetProperty("code").GetString()));
        Assert.Equal(400, Error(2).GetProperty("status").GetInt32());

        JsonElement Error(int i) => results[i].GetProperty("error");
    }

    [ClientsFact(EventGrid)]
    public async Task Events_OfBothSchemas_AreRead()
    {
        await using var grid = await Listener.StartAsync();
        await using var cloud = await Listener.StartAsync();
        grid.Reply = WebhookTests.Validate;
        cloud.Reply = _ => new Reply(200, null, ("WebHook-Allowed-Origin", "*"));
        await using var carrier = await StartAsync(new CarrierHostOptions { Webhook = new Uri(grid.Address) });
        await using var other = await StartAsync(new CarrierHostOptions { Webhook = new Uri(cloud.Address), Schema = EventSchema.CloudEvents });
        await grid.NextAsync();
        await cloud.NextAsync();
        await carrier.TypeAsync("feeling better");
        await other.TypeAsync("feeling worse");
        var results = await NodeScript.RunAsync(
            carrier,
            new { read = new { events = (await grid.NextAsync()).Body } },
            new { read = new { events = (await cloud.NextAsync()).Body, cloud = true } });
        Assert.Equal(["feeling better", "feeling worse"], results.Select(r => r.GetProperty("value")[0].GetProperty("data").Text("message")));
        Assert.Equal("12125550121", results[0].GetProperty("value")[0].GetProperty("data").Text("from"));
    }

    private static JsonElement Value(JsonElement[] results) => Assert.Single(results).GetProperty("value");
}

file static class JsonTexts
{
    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();
}
