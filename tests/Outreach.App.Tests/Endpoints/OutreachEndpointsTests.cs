using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Outreach.App.Endpoints;

namespace Outreach.App.Tests.Endpoints;

public sealed class OutreachEndpointsTests
{
    private static readonly IReadOnlyList<Endpoint> All = OutreachEndpoints.All();

    [Fact]
    public void All_NamesAndRoutes_AreUnique()
    {
        Assert.Equal(All.Count, All.Select(e => e.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(All.Count, All.Select(e => $"{e.Method} {e.Route}").Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(All, e => Assert.Matches("^[A-Z][A-Za-z]+$", e.Name));
        Assert.All(All, e => Assert.False(e.Route.StartsWith('/')));
    }

    /// <summary>The list in endpoints.txt is read by a person when it changes: nothing appears, or opens, by accident. OUTREACH_REWRITE_GOLDEN=1 rewrites it.</summary>
    [Fact]
    public void All_List_IsAsAgreed()
    {
        var lines = All.Select(e => $"{e.Method} {e.Route} {e.Access}").Order(StringComparer.Ordinal).ToArray();
        if (Environment.GetEnvironmentVariable("OUTREACH_REWRITE_GOLDEN") == "1") File.WriteAllLines(Golden(), lines);

        Assert.Equal(File.ReadAllLines(Golden()), lines);
    }

    [Fact]
    public async Task OpenApi_EveryEndpoint_IsInItWithSummaryAnswersAndKnownSchemas()
    {
        await using var server = await TestServer.StartAsync(trustLoopback: false);

        var (_, document) = await server.GetAsync("/openapi/v1.json");

        Assert.StartsWith("3.1", (string?)document["openapi"], StringComparison.Ordinal);
        foreach (var endpoint in All)
        {
            var operation = document["paths"]!["/" + endpoint.Route]?[endpoint.Method.ToLowerInvariant()];
            Assert.True(operation is not null, $"{endpoint.Method} {endpoint.Route} is missing.");
            Assert.Equal(endpoint.Name, (string?)operation["operationId"]);
            Assert.NotEmpty((string)operation["summary"]!);
            Assert.NotEmpty(operation["responses"]!.AsObject());
        }
        Assert.Equal(All.Count, document["paths"]!.AsObject().Sum(p => p.Value!.AsObject().Count));
        var schemas = document["components"]!["schemas"]!.AsObject();
        Assert.All(Refs(document), r => Assert.True(schemas.ContainsKey(r["#/components/schemas/".Length..]), r));
    }

    [Fact]
    public async Task OpenApi_PatientProfile_HasEveryFieldThatIsAccepted()
    {
        await using var server = await TestServer.StartAsync();

        var (_, document) = await server.GetAsync("/openapi/v1.json");
        var (_, refused) = await server.PostAsync("/api/patients", """{"unheardOf":1}""");

        var told = ((string)refused["errors"]!.AsArray().Single(e => (string?)e!["field"] == "unheardOf")!["message"]!).Split("Known are: ")[1].TrimEnd('.').Split(", ");
        var documented = document["components"]!["schemas"]!["PatientProfile"]!["properties"]!.AsObject().Select(p => p.Key);
        Assert.Equal(told.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Refs(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [(string)p.Value!] : Refs(p.Value)),
        JsonArray a => a.SelectMany(Refs),
        _ => [],
    };

    private static string Golden([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "endpoints.txt");
}
