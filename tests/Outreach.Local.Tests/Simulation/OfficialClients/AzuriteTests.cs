using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using NodaTime;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.EventGrid;
using Outreach.Local.Tests.Simulation.Communication;
using Outreach.Testing;

namespace Outreach.Local.Tests.Simulation.OfficialClients;

public sealed class AzuriteTests
{
    private const string Queue = "carrier-events";

    [AzuriteFact]
    public async Task Events_ComeIntoTheQueue_InBase64()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        var account = StorageAccount.Parse("UseDevelopmentStorage=true") with { Queues = azurite.Queues };
        await using var carrier = await RunningCarrier.StartAsync(new CarrierHostOptions { Queue = (account, Queue) });
        await carrier.OpenAsync();
        var sent = await carrier.SendSmsAsync(RunningCarrier.Sms());
        carrier.Time.Ahead = TimeSpan.FromSeconds(4);
        Assert.Equal("received", (await carrier.TypeAsync("feeling better")).Json.GetProperty("status").GetString());
        var events = await ReadAsync(account, 2);
        Assert.Equal(["Microsoft.Communication.SMSDeliveryReportReceived", "Microsoft.Communication.SMSReceived"], events.Select(e => e.GetProperty("eventType").GetString()).Order(StringComparer.Ordinal));
        var report = events.Single(e => e.GetProperty("eventType").GetString() == CommunicationEvents.SmsReported);
        Assert.Equal(sent.Message(), report.GetProperty("data").GetProperty("messageId").GetString());
    }

    private static async Task<List<JsonElement>> ReadAsync(StorageAccount account, int count)
    {
        using var http = new HttpClient();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        List<JsonElement> events = [];
        while (events.Count < count)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{account.Queues}/{Queue}/messages");
            SharedKey.Sign(request, account, Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));
            using var answer = await http.SendAsync(request, late.Token);
            var body = await answer.Content.ReadAsStringAsync(late.Token);
            Assert.True(answer.IsSuccessStatusCode, body);
            events.AddRange(XElement.Parse(body).Descendants("MessageText").Select(m => JsonElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(m.Value)))));
            if (events.Count < count) await timer.WaitForNextTickAsync(late.Token);
        }

        return events;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class AzuriteFactAttribute : FactAttribute
    {
        public AzuriteFactAttribute() => Skip = AzuriteProcess.Missing;
    }
}
