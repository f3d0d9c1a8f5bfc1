using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Outreach.Functions.Tests.Tables;

/// <summary>Holds every request to the rules of the real service that Azurite does not check, and counts it.</summary>
internal sealed partial class ServiceRules : HttpPipelinePolicy
{
    private const int MostActions = 100;
    private const int MostComparisons = 15;
    private const int MostChars = 32 * 1024;
    private const int MostKeyChars = 512;
    private const int MostEntityBytes = 1024 * 1024;
    private const int MostTransactionBytes = 4 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly List<string> operations = [];
    private readonly List<string> broken = [];

    /// <summary>Runs before a request is sent: what it does has happened meanwhile, what it throws has not reached the service.</summary>
    public Func<TableRequest, Task>? Before { get; set; }

    /// <summary>Runs when the service has answered: what it throws has lost the answer.</summary>
    public Func<TableRequest, Task>? After { get; set; }

    public IReadOnlyList<string> Broken
    {
        get
        {
            lock (gate) return [.. broken];
        }
    }

    /// <summary>What was asked since the last time, a transaction as one.</summary>
    public IReadOnlyList<string> TakeOperations()
    {
        lock (gate)
        {
            string[] taken = [.. operations];
            operations.Clear();
            return taken;
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Nothing here waits for the network.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var request = await ReadAsync(message.Request);
        lock (gate)
        {
            operations.Add(request.Name);
            broken.AddRange(Breaches(request).Select(b => $"{request.Name}: {b}"));
        }

        if (Before is not null) await Before(request);
        await ProcessNextAsync(message, pipeline);
        if (After is not null) await After(request);
    }

    private static async Task<TableRequest> ReadAsync(Request request)
    {
        using var content = new MemoryStream();
        if (request.Content is not null) await request.Content.WriteToAsync(content, CancellationToken.None);
        var body = Encoding.UTF8.GetString(content.ToArray());
        var url = Uri.UnescapeDataString(request.Uri.ToUri().PathAndQuery);
        if (!url.Contains("/$batch", StringComparison.Ordinal)) return TableRequest.Single(request.Method.Method, url, body);
        var actions = Part().Split(body).Where(p => Action().IsMatch(p)).Select(p =>
        {
            var line = Action().Match(p);
            var json = p.IndexOf('{', StringComparison.Ordinal);
            return TableRequest.Single(line.Groups["method"].Value, Uri.UnescapeDataString(line.Groups["url"].Value), json < 0 ? "" : p[json..(p.LastIndexOf('}') + 1)]);
        });
        return TableRequest.Transaction([.. actions], body);
    }

    private static IEnumerable<string> Breaches(TableRequest request)
    {
        if (request.Actions.Count > 0)
        {
            if (request.Actions.Select(a => (a.Table, a.Partition)).Distinct().Count() != 1) yield return "a transaction across partitions";
            if (request.Actions.Select(a => a.Key).Distinct(StringComparer.Ordinal).Count() != request.Actions.Count) yield return "a row twice in a transaction";
            if (request.Actions.Count > MostActions) yield return "too many actions in a transaction";
            if (Encoding.UTF8.GetByteCount(request.Body) > MostTransactionBytes) yield return "a transaction too large";
        }

        if (Comparison().Count(request.Url) > MostComparisons) yield return "too many comparisons in a filter";
        foreach (var row in request.Actions.DefaultIfEmpty(request))
        {
            foreach (var key in new[] { row.Partition, row.Key }.OfType<string>())
            {
                if (key.Length > MostKeyChars) yield return "a key too long";
                if (key.Any(c => c is '/' or '\\' or '#' or '?' or '%' || char.IsControl(c))) yield return "a key with a character that keys cannot hold";
            }

            if (row.Body.Length == 0 || !row.Body.StartsWith('{')) continue;
            using var json = JsonDocument.Parse(row.Body);
            var texts = json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String).Select(p => p.Value.GetString()!.Length).ToList();
            if (texts.Exists(t => t > MostChars)) yield return "a text longer than a column takes";
            if (texts.Sum() * sizeof(char) > MostEntityBytes) yield return "a row too large";
        }
    }

    [GeneratedRegex(@"^--\S+\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Part();

    [GeneratedRegex(@"^(?<method>[A-Z]+) (?<url>https?://.+) HTTP/1.1\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Action();

    [GeneratedRegex(" (eq|ne|gt|ge|lt|le) ", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Comparison();
}

/// <summary>A request as the tests look at it.</summary>
internal sealed partial record TableRequest(string Method, string Table, string? Partition, string? Key, string Url, string Body, IReadOnlyList<TableRequest> Actions)
{
    public string Name { get; private init; } = "";

    public bool IsTransactionIn(string table) => Actions.Count > 0 && Table.EndsWith(table, StringComparison.Ordinal);

    public bool IsNextPageOf(string table) => Method == "GET" && Table.EndsWith(table, StringComparison.Ordinal) && Url.Contains("NextPartitionKey=", StringComparison.Ordinal);

    public static TableRequest Single(string method, string url, string body)
    {
        var target = Target().Match(url);
        var (partition, key) = target.Groups["partition"].Success ? (target.Groups["partition"].Value, (string?)target.Groups["key"].Value) : (null, null);
        if (partition is null && body.StartsWith('{'))
        {
            using var json = JsonDocument.Parse(body);
            partition = json.RootElement.TryGetProperty("PartitionKey", out var p) ? p.GetString() : null;
            key = json.RootElement.TryGetProperty("RowKey", out var k) ? k.GetString() : null;
        }

        var table = target.Groups["table"].Value;
        var verb = (method, partition) switch
        {
            ("GET", null) => "query",
            ("GET", _) => "read",
            ("POST", _) => "add",
            ("PUT", _) => "put",
            ("DELETE", _) => "delete",
            _ => "merge",
        };
        return new(method, table, partition, key, url, body, []) { Name = $"{verb} {table}" };
    }

    public static TableRequest Transaction(IReadOnlyList<TableRequest> actions, string body) =>
        new("POST", actions[0].Table, actions[0].Partition, null, "", body, actions) { Name = $"transaction of {actions.Count} in {actions[0].Table}" };

    [GeneratedRegex(@"/(?<table>[A-Za-z0-9]+)(\(\)|\(PartitionKey='(?<partition>.*?)',\s*RowKey='(?<key>.*?)'\))?(\?.*)?$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 10_000)]
    private static partial Regex Target();
}
