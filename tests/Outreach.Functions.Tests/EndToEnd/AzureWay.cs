using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Functions.FollowUps;
using Outreach.Functions.Inbound;
using Outreach.Functions.Settings;
using Outreach.Functions.Tables;
using Outreach.Functions.Tests.FollowUps;
using Outreach.Functions.Tests.Tables;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.EventGrid;

namespace Outreach.Functions.Tests.EndToEnd;

/// <summary>The app's own services as the Functions host composes them, with Azurite, the simulated carrier behind the official clients,
/// and the in-process durable host. Only the triggers are played.</summary>
internal sealed class AzureWay : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private readonly ServiceProvider services;
    private readonly PlayedQueue events;
    private readonly DurableTaskTestHost durable;
    private readonly CarrierHost carrier;

    private AzureWay(ServiceProvider services, PlayedQueue events, DurableTaskTestHost durable, CarrierHost carrier) =>
        (this.services, this.events, this.durable, this.carrier) = (services, events, durable, carrier);

    public DurableTaskClient Clocks => durable.Client;

    public T Service<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <param name="handled">Told of each event once its function has returned.</param>
    public static async Task<AzureWay> StartAsync(AzuriteServer azurite, Action<string>? handled = null)
    {
        var (account, queue) = (StorageAccount.Parse(azurite.ConnectionString), $"inbound-{Guid.NewGuid():N}");
        var carrier = await CarrierHost.StartAsync(new CarrierHostOptions { Port = 0, Queue = (account, queue), Carrier = CarrierOptions.Default with { TextsAMinute = 1_000_000, EmailsAMinute = 1_000_000 } }, TextWriter.Null, TimeProvider.System, default);
        var services = Services(azurite.ConnectionString, carrier.ConnectionString);
        await services.GetRequiredService<TableLedgerStore>().CreateTablesAsync(default);
        await OwnTables.CreateAsync(services.GetRequiredService<Azure.Data.Tables.TableServiceClient>(), default);
        var activities = ActivatorUtilities.CreateInstance<Activities>(services);
        DurableTaskTestHost? durable = null;
        durable = await DurableTaskTestHost.StartAsync(tasks =>
        {
            tasks.AddOrchestratorFunc(FollowUp.Name, async context => await FollowUp.RunAsync(context));
            tasks.AddActivities(activities, () => durable!.Client);
        });
        var inbound = ActivatorUtilities.CreateInstance<InboundFunctions>(services);
        var events = new PlayedQueue(account, queue, async message =>
        {
            await inbound.InboundAsync(message, durable.Client, default);
            handled?.Invoke(message);
        });
        return new AzureWay(services, events, durable, carrier);
    }

    /// <summary>The patient texts; gives when the carrier has it.</summary>
    public async Task TextAsync(string number, string text, string? id = null) =>
        (await http.PostAsync($"{carrier.Address}/sim/phones/{number}", Json(new { text, id }))).EnsureSuccessStatusCode();

    public async Task FaultAsync(string channel, int count, string status) =>
        (await http.PostAsync($"{carrier.Address}/sim/faults", Json(new { channel, count, status }))).EnsureSuccessStatusCode();

    /// <summary>What has arrived on a phone, once there are so many texts from us.</summary>
    public async Task<IReadOnlyList<string>> ArrivedAsync(string number, int atLeast) => await WaitAsync(
        $"{atLeast} texts on the phone",
        async () =>
        {
            using var answer = await http.GetAsync($"{carrier.Address}/sim/phones/{number}");
            if (!answer.IsSuccessStatusCode) return null;
            using var phone = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            var texts = phone.RootElement.GetProperty("messages").EnumerateArray().Where(m => m.GetProperty("direction").GetString() == "out").Select(m => m.GetProperty("text").GetString()!).ToList();
            return texts.Count >= atLeast ? texts : null;
        });

    public async Task<IReadOnlyList<(string Subject, string Text)>> MailAsync(string address, int atLeast) => await WaitAsync(
        $"{atLeast} emails in the mailbox",
        async () =>
        {
            using var mailbox = JsonDocument.Parse(await http.GetStringAsync($"{carrier.Address}/sim/mailboxes/{address}"));
            var emails = mailbox.RootElement.GetProperty("items").EnumerateArray().Select(m => (m.GetProperty("subject").GetString()!, m.GetProperty("text").GetString()!)).ToList();
            return emails.Count >= atLeast ? emails : null;
        });

    public static async Task<T> WaitAsync<T>(string forWhat, Func<Task<T?>> look)
        where T : class
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (await look() is { } found) return found;
            await Task.Delay(100);
        }

        throw new TimeoutException($"Half a minute went by without {forWhat}.");
    }

    public async ValueTask DisposeAsync()
    {
        await carrier.DisposeAsync();
        await durable.DisposeAsync();
        await events.DisposeAsync();
        await services.DisposeAsync();
        http.Dispose();
    }

    private static ServiceProvider Services(string tables, string carrier)
    {
        var key = Convert.ToBase64String([.. Enumerable.Range(0, 48).Select(n => (byte)n)]);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Outreach:Tables:ConnectionString"] = tables,
            ["Outreach:Communication:ConnectionString"] = carrier,
            ["Outreach:Sms:From"] = CarrierHostOptions.TollFreeNumber.Value,
            ["Outreach:Email:From"] = "care@riverside.example",
            ["Outreach:PublicAddress"] = "http://127.0.0.1:7071",
            ["Outreach:LinkKey"] = key,
            ["Outreach:ContactKey"] = key,
        }).Build();
        return new ServiceCollection().AddLogging().AddOutreach(configuration).BuildServiceProvider(validateScopes: true);
    }

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
}
