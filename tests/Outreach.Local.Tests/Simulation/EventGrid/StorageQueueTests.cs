using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.EventGrid;
using Outreach.Local.Tests.Simulation.Communication;
using static Outreach.Local.Tests.Simulation.Communication.RunningCarrier;

namespace Outreach.Local.Tests.Simulation.EventGrid;

public sealed class StorageQueueTests
{
    [Fact]
    public async Task Event_IsOneMessageInBase64_AndComesAgainWhenRefusedForNow()
    {
        await using var storage = await Listener.StartAsync();
        storage.Reply = _ => new Reply(201);
        var account = StorageAccount.Parse($"AccountName=me;AccountKey=AAAA;QueueEndpoint={storage.Address}/me");
        await using var carrier = await StartAsync(new CarrierHostOptions { Queue = (account, "carrier-events") });
        var made = await storage.NextAsync();
        Assert.Equal(("PUT", "/me/carrier-events"), (made.Method, made.Path));
        await carrier.OpenAsync();
        storage.Reply = _ => new Reply(503);
        await carrier.TypeAsync("feeling better");
        var refused = await storage.NextAsync();
        storage.Reply = _ => new Reply(201);
        carrier.Time.Ahead = TimeSpan.FromSeconds(11);
        var put = await storage.NextAsync();
        Assert.Equal((refused.Body, "POST", "/me/carrier-events/messages"), (put.Body, put.Method, put.Path));
        Assert.StartsWith("SharedKey me:", put.Headers["Authorization"], StringComparison.Ordinal);
        var told = JsonElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(XElement.Parse(put.Body).Element("MessageText")!.Value)));
        Assert.Equal("feeling better", told.GetProperty("data").GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("AccountName=me;AccountKey=AAAA")]
    [InlineData("AccountName=me;AccountKey=?;QueueEndpoint=http://127.0.0.1:10001/me")]
    [InlineData("AccountName=me;AccountKey=AAAA;QueueEndpoint=https://me.queue.example/")]
    public void Parse_NotAnAccountOfThisMachine_IsRefused(string connection) => Assert.Throws<StartException>(() => StorageAccount.Parse(connection));

    [Fact]
    public void Parse_DevelopmentStorage_IsAzurite() => Assert.Equal("http://127.0.0.1:10001/devstoreaccount1", StorageAccount.Parse("UseDevelopmentStorage=true").Queues.ToString());
}
