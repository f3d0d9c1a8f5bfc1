using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.App.Endpoints;
using Outreach.Core.Json;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands.Records;

/// <summary>The admin API of a deployed app.</summary>
/// <param name="key">Null where a token admits, or nothing needs to.</param>
internal sealed class ServerClient(Uri server, string? key, string? token) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private readonly HttpClient http = new() { BaseAddress = server, Timeout = Longest };

    public string Address => server.GetLeftPart(UriPartial.Authority);

    public Task<JsonObject> GetAsync(string path, CancellationToken cancel) => SendAsync(HttpMethod.Get, path, null, null, cancel);

    public async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonNode? body, string? idempotencyKey, CancellationToken cancel) =>
        (await AskAsync(method, path, body, idempotencyKey, cancel)).Body;

    /// <exception cref="StartException">The app refused or does not answer; in its own words.</exception>
    public async Task<(HttpStatusCode Status, JsonObject Body)> AskAsync(HttpMethod method, string path, JsonNode? body, string? idempotencyKey, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path);
        if (!string.IsNullOrEmpty(key)) request.Headers.TryAddWithoutValidation(AccessRules.KeyHeader, key);
        else if (!string.IsNullOrEmpty(token)) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (idempotencyKey is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(OutreachJson.Options), Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.SendAsync(request, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            var json = Parse(text);
            if (response.IsSuccessStatusCode) return (response.StatusCode, json ?? []);
            throw new ServerRefusal((int)response.StatusCode, Words(response, json));
        }
        catch (HttpRequestException e)
        {
            throw new StartException($"{Address} does not answer ({e.Message}).");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new StartException($"{Address} did not answer within {Longest.TotalMinutes:0} minutes.");
        }
    }

    public void Dispose() => http.Dispose();

    private static JsonObject? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Words(HttpResponseMessage response, JsonObject? problem)
    {
        var detail = (string?)problem?["detail"] ?? $"it answered {(int)response.StatusCode}";
        var errors = (problem?["errors"] as JsonArray ?? []).Select(e => $"\n  {(string?)e!["field"]}: {(string?)e["message"]}");
        return $"{Address}: {detail}{string.Concat(errors)}";
    }
}

/// <summary>The app understood and said no.</summary>
internal sealed class ServerRefusal(int status, string message) : StartException(message)
{
    public int Status => status;
}
