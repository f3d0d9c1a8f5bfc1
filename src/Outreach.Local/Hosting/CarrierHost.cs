using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.Communication;
using Outreach.Local.Simulation.EventGrid;
using Outreach.Local.Simulation.Serving;
using Endpoint = Outreach.App.Endpoints.Endpoint;

namespace Outreach.Local.Hosting;

/// <summary>The simulated carrier alone: its REST API, its events and its phone page.</summary>
internal sealed class CarrierHost : IAsyncDisposable
{
    private readonly ILoggerFactory logs = LoggerFactory.Create(l => l.AddSimpleConsole(c => c.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None));

    private readonly CancellationTokenSource stop = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly CarrierHostOptions options;
    private readonly string? temporary;
    private readonly CarrierDatabase database;
    private readonly WebApplication web;
    private readonly EventDelivery delivery;
    private readonly IReadOnlyList<Endpoint> endpoints;
    private Task rounds = Task.CompletedTask;

    private CarrierHost(CarrierHostOptions options, TextWriter terminal, TimeProvider time)
    {
        this.options = options;
        var clock = new ClockOfMachine(time);
        var destination = Destination(clock);
        temporary = options.Data is null ? Directory.CreateTempSubdirectory("outreach-carrier-").FullName : null;
        var folder = temporary ?? Directory.CreateDirectory(options.Data!).FullName;
        database = CarrierDatabase.Open(Path.Combine(folder, "carrier.db"));
        var messages = new CarrierMessages(database);
        var outbox = new EventOutbox(database);
        delivery = new EventDelivery(outbox, messages, destination, clock, time, terminal.WriteLine, logs.CreateLogger<EventDelivery>());
        var api = new CommunicationApi(database, outbox, options.Key, clock, options.Carrier with { BlocksAfterStop = options.IsTollFree }, options.Number);
        var phones = new SimPhones(messages, new PhoneLine(api.Phones.NewId, api.Phones.TextAsync, delivery.TellAsync));
        var view = new CarrierView(messages, clock, options.Number, options.IsTollFree);
        endpoints =
        [
            .. api.Endpoints,
            .. SimEndpoints.PhonesAndMailboxes(phones, messages, api.Faults, _ => Task.FromResult(view.Phones())),
            SimEndpoints.View(view.Since),
            .. SimPage.CarrierAlone,
            .. destination is Webhook webhook ? [Validation(webhook)] : Array.Empty<Endpoint>(),
        ];
        web = LoopbackServer.Build(options.Port, services => services.AddSingleton(logs).AddSingleton(new AccessRules(TrustLoopback: true, Key: null)));
    }

    /// <summary>As http://127.0.0.1:5090.</summary>
    public string Address { get; private set; } = "";

    /// <summary>For the official clients.</summary>
    public string ConnectionString => options.Key.ConnectionString(Address);

    /// <exception cref="StartException">It cannot start as asked.</exception>
    public static async Task<CarrierHost> StartAsync(CarrierHostOptions options, TextWriter terminal, TimeProvider time, CancellationToken cancel)
    {
        var host = new CarrierHost(options, terminal, time);
        try
        {
            host.Address = await LoopbackServer.ListenAsync(host.web, options.Port, host.endpoints, cancel);
            host.rounds = host.delivery.RunAsync(host.stop.Token);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await rounds.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await web.StopAsync();
        await web.DisposeAsync();
        database.Dispose();
        http.Dispose();
        logs.Dispose();
        stop.Dispose();
        if (temporary is not null) Directory.Delete(temporary, recursive: true);
    }

    private IEventDestination Destination(IClock clock)
    {
        var json = new EventJson(options.Schema, options.Names);
        return options switch
        {
            { Webhook: { } url } => new Webhook(http, url, json, clock, () => Address),
            { Queue: var (account, name) } => new StorageQueue(http, account, name, json, clock),
            _ => new NoDestination(),
        };
    }

    private static Endpoint Validation(Webhook webhook) => new("ValidateWebhook", HttpMethods.Get, Webhook.ValidationRoute, Access.Anyone, context =>
    {
        context.Response.StatusCode = webhook.Confirm(context.Request.Query["id"].ToString()) ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });
}
