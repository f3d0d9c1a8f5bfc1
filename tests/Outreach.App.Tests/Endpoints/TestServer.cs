using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;

namespace Outreach.App.Tests.Endpoints;

/// <summary>The endpoints on a loopback port, over ledgers in memory, at a fixed time.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestServer(WebApplication app, SetClock clock, FakeLedgers ledgers, FakeTurns turns, FakeContactBook book, FakeAccessLog accesses, FakeGateway gateway, LinkSigner links)
    {
        this.app = app;
        Clock = clock;
        Ledgers = ledgers;
        Turns = turns;
        Book = book;
        Accesses = accesses;
        Gateway = gateway;
        Links = links;
        Client = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(Address) };
    }

    public SetClock Clock { get; }

    public FakeLedgers Ledgers { get; }

    public FakeTurns Turns { get; }

    public FakeContactBook Book { get; }

    public FakeAccessLog Accesses { get; }

    public FakeGateway Gateway { get; }

    public LinkSigner Links { get; }

    public HttpClient Client { get; }

    public string Address => app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<TestServer> StartAsync(string? key = "the key", bool trustLoopback = true, Staff? signedIn = null, Context? known = null, params IReadOnlyList<Endpoint> more)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var clock = new SetClock(Samples.Now);
        var ledgers = new FakeLedgers();
        var turns = new FakeTurns(ledgers);
        var book = new FakeContactBook();
        var accesses = new FakeAccessLog();
        var gateway = new FakeGateway();
        var links = new LinkSigner([.. Enumerable.Range(0, 32).Select(i => (byte)i)], () => "https://outreach.example");
        builder.Services.AddSingleton<ILedgerStore>(ledgers).AddSingleton<IContactBook>(book).AddSingleton<IAccessLog>(accesses).AddSingleton<IMessageGateway>(gateway)
            .AddSingleton<Submit>(turns.SubmitAsync).AddSingleton(links).AddSingleton<IClock>(clock).AddSingleton(TimeProvider.System)
            .AddSingleton(new ContextSource(known ?? Samples.Context)).AddSingleton(new AccessRules(trustLoopback, key) { SignedIn = signedIn is null ? null : _ => signedIn }).AddOutreachEndpoints();
        var built = builder.Build();
        built.MapOutreach(OutreachEndpoints.All(more));
        await built.StartAsync();
        return new(built, clock, ledgers, turns, book, accesses, gateway, links);
    }

    public async Task<(HttpResponseMessage Response, JsonNode Body)> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    public Task<(HttpResponseMessage Response, JsonNode Body)> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<(HttpResponseMessage Response, JsonNode Body)> PostAsync(string path, string json, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, json, headers);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}

internal sealed class SetClock(Instant now) : IClock
{
    public Instant Now { get; set; } = now;

    public Instant GetCurrentInstant() => Now;
}

/// <summary>What left beside the outbox: codes and fresh links.</summary>
internal sealed class FakeGateway : IMessageGateway
{
    public List<OutboundMessage> Sent { get; } = [];

    public Core.Messages.AttemptOutcome Answer { get; set; } = Core.Messages.AttemptOutcome.Accepted;

    public ValueTask<AttemptResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        Sent.Add(message);
        return new(new AttemptResult(Answer, ""));
    }
}
