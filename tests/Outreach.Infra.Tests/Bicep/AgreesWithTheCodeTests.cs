using System.Text.Json;
using System.Text.RegularExpressions;
using Outreach.Infra.Tests.Files;

namespace Outreach.Infra.Tests.Bicep;

/// <summary>What stands in the code and again in infra/ is the same in both.</summary>
public sealed class AgreesWithTheCodeTests
{
    /// <summary>What the host and its libraries read, and no line of ours.</summary>
    private static readonly string[] OfTheHost =
    [
        "AZURE_CLIENT_ID",
        "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "OTEL_EXPORTER_OTLP_ENDPOINT",
    ];

    private static readonly string[] OfTheLocalHost = ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    private static IEnumerable<string> InCode => Read("OutreachSettings", "Outreach");

    private static BicepFile Settings => BicepFile.All["infra/modules/settings.bicep"];

    [Fact]
    public void Sample_ListsEverySettingTheCodeReads_AndNoOther()
    {
        var sample = JsonElement.Parse(Repository.Read("local.settings.sample.json")).GetProperty("Values").EnumerateObject().Select(v => v.Name);
        Assert.Equal(InCode.Concat(OfTheLocalHost).Order(StringComparer.Ordinal), sample.Order(StringComparer.Ordinal));
    }

    [NodeFact]
    public void Bicep_SetsEverySettingTheCodeReads_AndNoOther()
    {
        var set = Settings.Resources.First(r => BicepFile.NameOf(r) == "settings").Body.Property("properties")!.Properties.Select(p => p.Name);
        // Connection strings hold keys; on Azure there are none.
        var expected = InCode.Where(s => !s.EndsWith("__ConnectionString", StringComparison.Ordinal)).Concat(OfTheHost);
        Assert.Equal(expected.Order(StringComparer.Ordinal), set.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Code_ReadsNoOtherEnvironmentVariable()
    {
        const string telemetry = "src/Outreach.Functions/Telemetry/TelemetryExport.cs";
        Assert.All(Repository.Find(telemetry, "const string \\w+ = \"(?<it>\\w+)\""), s => Assert.Contains(s, OfTheHost));
        var reading = Repository.Under("src/Outreach.Functions", "*.cs").Where(f => f != telemetry).Concat(Repository.Under("src/Outreach.App", "*.cs"))
            .Where(f => Regex.IsMatch(Repository.Read(f), @"GetEnvironmentVariable\(|onfiguration\[|""%\w+%""", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Empty(reading);
    }

    [Fact]
    public void HostSettingThatBicepReplaces_StandsInHostJson()
    {
        var host = JsonElement.Parse(Repository.Read("src/Outreach.Functions/host.json"));
        var path = OfTheHost.Single(s => s.StartsWith("AzureFunctionsJobHost__", StringComparison.Ordinal)).Split("__").Skip(1);
        Assert.Equal(JsonValueKind.String, path.Aggregate(host, (at, name) => at.GetProperty(name)).ValueKind);
    }

    [Fact]
    public void HostJsonOfTheScheduler_DiffersInWhatKeepsTheClocks()
    {
        var (storage, scheduler) = (Clocks("host.json"), Clocks("host.scheduler.json"));
        var provider = scheduler.Provider;
        Assert.Equal(storage.Else, scheduler.Else);
        Assert.Equal("azureManaged", provider.GetProperty("type").GetString());
        Assert.Contains(provider.GetProperty("connectionStringName").GetString(), OfTheHost);
        Assert.Contains($"name: '{scheduler.Hub}'", Repository.Read("infra/modules/scheduler.bicep"), StringComparison.Ordinal);
    }

    [NodeFact]
    public void QueuesAndTables_AreThoseOfTheCode()
    {
        var queue = Repository.Find("src/Outreach.Functions/Inbound/InboundFunctions.cs", "const string Queue = \"(?<it>[^\"]+)\"").Single();
        Assert.Equal([queue, $"{queue}-poison"], Names("infra/modules/storage.bicep", "queues"));
        var tables = Repository.Find("src/Outreach.Functions/Tables/TableLedgerStore.cs", @"Open\(""(?<it>\w+)""\)")
            .Concat(Repository.Find("src/Outreach.Functions/Settings/OwnTables.cs", @"const string \w+ = ""(?<it>\w+)"""));
        Assert.Equal(tables, Names("infra/modules/storage.bicep", "tables"));
    }

    [Fact]
    public void EventsThatAreDelivered_AreThoseTheCodeReads() => Assert.Equal(
        Repository.Find("src/Outreach.Functions/Inbound/CarrierEvents.cs", "\"(?<it>Microsoft\\.Communication\\.\\w+)\""),
        Repository.Find("infra/modules/inbound.bicep", "'(?<it>Microsoft\\.Communication\\.(SMS|Email)\\w+)'"));

    [Fact]
    public void AlwaysReadyFunctions_Exist()
    {
        var functions = Repository.Under("src/Outreach.Functions", "*.cs").SelectMany(f => Repository.Find(f, @"\[Function\((?<it>""\w+"")\)\]"));
        var ready = Repository.Find("infra/stages/production.bicep", "'function:(?<it>\\w+)'");
        Assert.NotEmpty(ready);
        Assert.All(ready, r => Assert.Contains($"\"{r}\"", functions));
    }

    [NodeFact]
    public void Alerts_LookForWhatTheCodeLogs_AndSayWhy()
    {
        List<string> sources = [.. Repository.Under("src/Outreach.Functions", "*.cs"), .. Repository.Under("src/Outreach.App", "*.cs")];
        var logged = string.Join('\n', sources.SelectMany(f => Repository.Find(f, @"\[LoggerMessage\(.*Message = ""(?<it>[^""]*)""")));
        var alerts = BicepFile.All["infra/modules/alerts.bicep"].Of("variable_declaration").SelectMany(v => v.Children[^1].Children).Where(a => a.Kind == "object").ToList();
        Assert.NotEmpty(alerts);
        Assert.All(alerts, a => Assert.True(a.Property("why")?.Literal is { Length: > 40 }, a.Property("name")?.Literal));
        Assert.All(alerts.Select(a => a.Property("phrase")?.Literal).OfType<string>(), p => Assert.Contains(p, logged, StringComparison.Ordinal));
        var measures = Repository.Under("src", "*.cs").SelectMany(f => Repository.Find(f, @"Create(Counter|Histogram)<\w+>\(""(?<it>[\w.]+)""")).ToList();
        Assert.All(alerts.Select(a => a.Property("measure")?.Literal).OfType<string>(), m => Assert.Contains(m, measures));
        // Whatever is Critical or an Error of the host's own reaches a person.
        var grave = sources.SelectMany(f => Repository.Find(f, @"\[LoggerMessage\(Level = LogLevel\.(Critical|Error), Message = ""(?<it>[^""]*)"""));
        Assert.All(grave, g => Assert.Contains(alerts, a => a.Property("phrase")?.Literal is { } phrase && g.Contains(phrase, StringComparison.Ordinal)));
        var silent = Repository.Find("infra/modules/alerts.bicep", "query: 'AppTraces [|] where Message contains \"(?<it>[^\"$]+)\"'").Single();
        Assert.Contains(silent, logged, StringComparison.Ordinal);
    }

    [Fact]
    public void EntraRoles_AreTheOnesTheCodeAsksFor()
    {
        var roles = JsonElement.Parse(Repository.Read("infra/entra/application.json")).GetProperty("appRoles").EnumerateArray().ToDictionary(r => r.GetProperty("value").GetString()!, r => r.GetProperty("id").GetString()!);
        Assert.Equal(Repository.Find("src/Outreach.Functions/Http/EntraRoles.cs", "\\(\"(?<it>Outreach\\.[A-Za-z]+)\", StaffRole").Order(StringComparer.Ordinal), roles.Keys.Order(StringComparer.Ordinal));
        var admin = roles["Outreach.Admin"];
        Assert.All(new[] { "sh", "ps1" }, kind => Assert.Contains($"'{admin}'", Repository.Read($"infra/hooks/preprovision.{kind}").Replace($"={admin}", $"='{admin}'", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    private static (string Else, string Hub, JsonElement Provider) Clocks(string file)
    {
        var text = Repository.Read($"src/Outreach.Functions/{file}");
        var durable = JsonElement.Parse(text).GetProperty("extensions").GetProperty("durableTask");
        var provider = durable.GetProperty("storageProvider");
        return (text.Replace(provider.GetRawText(), "", StringComparison.Ordinal), durable.GetProperty("hubName").GetString()!, provider);
    }

    private static IEnumerable<string> Names(string file, string variable) =>
        BicepFile.All[file].Of("variable_declaration").Single(v => BicepFile.NameOf(v) == variable).Children[^1].Children.Select(c => c.Literal!);

    /// <summary>The settings of a class in Settings/, as environment variables name them.</summary>
    private static IEnumerable<string> Read(string type, string prefix)
    {
        var source = Repository.Under("src/Outreach.Functions/Settings", "*.cs").Select(Repository.Read).Single(s => s.Contains($"class {type}\n", StringComparison.Ordinal));
        var body = source[source.IndexOf($"class {type}\n", StringComparison.Ordinal)..];
        body = body[..body.IndexOf("\n}", StringComparison.Ordinal)];
        return Regex.Matches(body, @"public (?<type>\w+) (?<name>\w+) \{ get; init; \}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .SelectMany(p => p.Groups["type"].Value.EndsWith("Settings", StringComparison.Ordinal)
                ? Read(p.Groups["type"].Value, $"{prefix}__{p.Groups["name"].Value}")
                : [$"{prefix}__{p.Groups["name"].Value}"]);
    }
}
