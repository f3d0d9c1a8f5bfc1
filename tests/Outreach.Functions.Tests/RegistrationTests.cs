using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Outreach.App.Endpoints;
using Outreach.Functions.FollowUps;
using Outreach.Functions.Http;
using Endpoint = Outreach.App.Endpoints.Endpoint;

namespace Outreach.Functions.Tests;

/// <summary>What the Functions host would find: nothing appears, or opens, by accident.</summary>
public sealed class RegistrationTests
{
    private static readonly IReadOnlyList<Endpoint> Endpoints = OutreachEndpoints.All();

    private static readonly IReadOnlyList<Registered> Functions =
    [
        .. typeof(OutreachApp).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance))
            .Select(m => (Method: m, Function: m.GetCustomAttribute<FunctionAttribute>()))
            .Where(m => m.Function is not null)
            .Select(m => new Registered(m.Function!.Name, m.Method))
            .OrderBy(r => r.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<Registered> Http => Functions.Where(f => f.Trigger is HttpTriggerAttribute);

    public static TheoryData<string> HttpNames => [.. Http.Select(f => f.Name)];

    public static TheoryData<string> AdminNames => [.. Endpoints.Where(e => e.Access == Access.Admin).Select(e => e.Name)];

    public static TheoryData<string> StaffNames => [.. Endpoints.Where(e => e.Access == Access.Staff).Select(e => e.Name)];

    /// <summary>Read by a person when it changes; OUTREACH_REWRITE=1 rewrites it.</summary>
    [Fact]
    public void Functions_List_IsAsAgreed()
    {
        var lines = Functions.Select(f => f.Line).ToArray();
        if (Environment.GetEnvironmentVariable("OUTREACH_REWRITE") == "1") File.WriteAllLines(Golden(), lines);

        Assert.Equal(File.ReadAllLines(Golden()), lines);
    }

    [Fact]
    public void Functions_Names_AreUnique() => Assert.Equal(Functions.Count, Functions.Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void HttpFunctions_AreTheEndpointsOfTheApp() =>
        Assert.Equal(
            Endpoints.Select(e => $"{e.Name} {e.Method} {e.Route}").Order(StringComparer.Ordinal),
            Http.Select(f => $"{f.Name} {string.Join(',', f.Http.Methods!).ToUpperInvariant()} {f.Http.Route}").Order(StringComparer.Ordinal));

    /// <summary>Who may call is App's to say, in one place: a function key would be a second one, in URLs and logs.</summary>
    [Fact]
    public void HttpFunctions_LeaveAccessToTheEndpoint() => Assert.All(Http, f => Assert.Equal(AuthorizationLevel.Anonymous, f.Http.AuthLevel));

    /// <summary>What decides something nudges the clocks of those concerned.</summary>
    [Fact]
    public void HttpFunctions_ThatChangeSomething_HaveTheClockAtHand() => Assert.All(
        Http,
        f => Assert.Equal(f.Http.Methods![0] != "get", Array.Exists(f.Method.GetParameters(), p => p.GetCustomAttribute<DurableClientAttribute>() is not null)));

    [Theory]
    [MemberData(nameof(HttpNames))]
    public async Task HttpFunction_Called_ServesTheEndpointOfItsName(string name)
    {
        var log = new ListLog<Endpoint>();
        var context = Call(Endpoints.Single(e => e.Name == name), new AccessRules(TrustLoopback: false, Key: null) { SignedIn = _ => new Staff("ann@riverside.example", StaffRole.Admin) }, log);

        await InvokeAsync(name, context);

        // Nothing that a handler needs is there, so that each fails, and the guard says which it was.
        var served = log.Lines.Count == 0 ? null : log.Lines.Single().Text.Split(' ')[0];
        // Three need nothing, and two refuse a form that is none before they ask for anything.
        if (name is "Asset" or "OpenApi" or "Alive") Assert.Equal((null, name == "Asset" ? 404 : 200), (served, context.Response.StatusCode));
        else if (name is "EscalationForm" or "BoardSeen") Assert.Equal((null, StatusCodes.Status403Forbidden), (served, context.Response.StatusCode));
        else Assert.Equal(name, served);
    }

    [Theory]
    [MemberData(nameof(AdminNames))]
    public async Task HttpFunction_OfAdmin_IsRefusedWithoutKeyAndRole(string name)
    {
        var endpoint = Endpoints.Single(e => e.Name == name);
        var log = new ListLog<Endpoint>();
        foreach (var rules in new[] { new AccessRules(TrustLoopback: false, Key: null), new AccessRules(TrustLoopback: false, Key: "the key"), new AccessRules(TrustLoopback: false, Key: null) { SignedIn = _ => new Staff("ann@riverside.example", StaffRole.Provider) } })
        {
            var context = Call(endpoint, rules, log);
            await InvokeAsync(name, context);
            Assert.Equal(StatusCodes.Status401Unauthorized, context.Response.StatusCode);
        }

        var wrong = Call(endpoint, new AccessRules(TrustLoopback: false, Key: null), log);
        wrong.Request.Headers[AccessRules.KeyHeader] = "the key";
        await InvokeAsync(name, wrong);
        Assert.Equal(StatusCodes.Status403Forbidden, wrong.Response.StatusCode);
        Assert.Empty(log.Lines);
    }

    [Theory]
    [MemberData(nameof(StaffNames))]
    public async Task HttpFunction_OfTheBoard_IsRefusedToStrangersAndToAKey(string name)
    {
        var log = new ListLog<Endpoint>();
        var context = Call(Endpoints.Single(e => e.Name == name), new AccessRules(TrustLoopback: false, Key: "the key"), log);
        context.Request.Headers[AccessRules.KeyHeader] = "the key";

        await InvokeAsync(name, context);

        Assert.Equal(StatusCodes.Status403Forbidden, context.Response.StatusCode);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public void AdminEndpoints_AreThere() => Assert.True(Endpoints.Count(e => e.Access == Access.Admin) >= 10);

    [Fact]
    public void HostJson_HoldsWhatTheAppReliesOn()
    {
        var host = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")))!;
        var durable = host["extensions"]!["durableTask"]!;

        Assert.Equal("", (string?)host["extensions"]!["http"]!["routePrefix"]);
        Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,44}$", (string?)durable["hubName"]);
        Assert.Equal("1.0", (string?)durable["defaultVersion"]);
        Assert.Equal("CurrentOrOlder", (string?)durable["versionMatchStrategy"]);
        Assert.InRange((int)durable["storageProvider"]!["partitionCount"]!, 1, 16);
        Assert.InRange(TimeSpan.Parse((string)durable["storageProvider"]!["maxQueuePollingInterval"]!), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.False((bool)durable["tracing"]!["traceInputsAndOutputs"]!);
        Assert.False((bool)durable["storeInputsInOrchestrationHistory"]!);
        Assert.Equal("OpenTelemetry", (string?)host["telemetryMode"]);
    }

    /// <summary>What the build wrote for the host, where it did.</summary>
    [Fact]
    public void Metadata_NamesTheSameFunctions()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "functions.metadata");
        if (!File.Exists(file)) return;

        var written = JsonNode.Parse(File.ReadAllText(file))!.AsArray();

        Assert.Equal(Functions.Select(f => f.Name), written.Select(f => (string)f!["name"]!).Order(StringComparer.Ordinal));
        Assert.All(written, f => Assert.Equal(Functions.Single(r => r.Name == (string?)f!["name"]).EntryPoint, (string?)f!["entryPoint"]));
    }

    /// <summary>As the worker does it: every class with functions, from the services of the app.</summary>
    [Fact]
    public void Services_OfTheApp_BuildEveryClassWithFunctions()
    {
        var key = Convert.ToBase64String(new byte[32]);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Outreach:Tables:ConnectionString"] = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:9/devstoreaccount1;",
            ["Outreach:Communication:ConnectionString"] = $"endpoint=http://127.0.0.1:9/;accesskey={key}",
            ["Outreach:Sms:From"] = "+18005550100",
            ["Outreach:Email:From"] = "care@mail.example.org",
            ["Outreach:PublicAddress"] = "https://followup.example.org",
            ["Outreach:LinkKey"] = key,
            ["Outreach:ContactKey"] = key,
        }).Build();
        using var services = new ServiceCollection().AddLogging().AddOutreach(settings).BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });

        var classes = Functions.Select(f => f.Method.DeclaringType!).Distinct().Where(t => !t.IsAbstract).ToList();

        Assert.All(classes, c => Assert.NotNull(ActivatorUtilities.CreateInstance(services, c)));
        Assert.False(services.GetRequiredService<AccessRules>().TrustLoopback);
        Assert.Null(services.GetRequiredService<AccessRules>().Key);
    }

    private static async Task InvokeAsync(string name, HttpContext context)
    {
        var method = Http.Single(f => f.Name == name).Method;
        var functions = Activator.CreateInstance(method.DeclaringType!, new Served(new Clocks(NullLogger<Clocks>.Instance)));
        object?[] arguments = [.. method.GetParameters().Select(p => p.ParameterType == typeof(HttpRequest) ? context.Request : (object)Substitute.For<DurableTaskClient>("test"))];
        await (Task<IResult>)method.Invoke(functions, arguments)!;
    }

    /// <summary>From loopback, as every call comes to the worker behind the Functions host.</summary>
    private static DefaultHttpContext Call(Endpoint endpoint, AccessRules rules, ListLog<Endpoint> log)
    {
        var factory = Substitute.For<ILoggerFactory>();
        factory.CreateLogger(Arg.Any<string>()).Returns(log);
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton(rules).AddSingleton(factory).BuildServiceProvider() };
        context.Connection.RemoteIpAddress = System.Net.IPAddress.Loopback;
        context.Request.Method = endpoint.Method;
        context.Request.Headers.Host = "localhost:7071";
        context.Request.ContentType = endpoint.Method == "POST" ? "application/json" : null;
        context.Request.Body = new MemoryStream("{}"u8.ToArray());
        context.Response.Body = new MemoryStream();
        foreach (var (parameter, value) in new[] { ("id", "11111111222243338444555555555555"), ("plan", "home-blood-pressure"), ("token", "any"), ("name", "any") }) context.Request.RouteValues[parameter] = value;
        return context;
    }

    private static string Golden([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "registration.txt");

    private sealed record Registered(string Name, MethodInfo Method)
    {
        public TriggerBindingAttribute Trigger => Assert.Single(Method.GetParameters().SelectMany(p => p.GetCustomAttributes<TriggerBindingAttribute>()));

        public HttpTriggerAttribute Http => (HttpTriggerAttribute)Trigger;

        public string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

        public string Line => Trigger switch
        {
            HttpTriggerAttribute http => $"{Name}: http {string.Join(',', http.Methods!)} /{http.Route}, level {http.AuthLevel}, access {Endpoints.FirstOrDefault(e => e.Name == Name)?.Access.ToString() ?? "none"}",
            TimerTriggerAttribute timer => $"{Name}: timer {timer.Schedule}{(timer.RunOnStartup ? ", on start-up" : "")}",
            QueueTriggerAttribute queue => $"{Name}: queue {queue.QueueName}{(queue.Connection is { } connection ? $" at {connection}" : "")}",
            OrchestrationTriggerAttribute => $"{Name}: orchestration",
            ActivityTriggerAttribute => $"{Name}: activity",
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }
}
