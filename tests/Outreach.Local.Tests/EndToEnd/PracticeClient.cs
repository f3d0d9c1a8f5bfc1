using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>The app as a stranger's script sees it: HTTP and JSON, nothing else.</summary>
internal sealed class PracticeClient(HttpClient http)
{
    public HttpClient Http { get; } = http;

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public async Task<JsonObject> GetAsync(string path) => await ReadAsync(await Http.GetAsync(path));

    public async Task<JsonObject> PostAsync(string path, object body) => await ReadAsync(await Http.PostAsync(path, Json(JsonSerializer.Serialize(body))));

    /// <summary>The new patient's id.</summary>
    public async Task<string> RegisterAsync(JsonObject person) => (string)(await PostAsync("/api/patients", person))["id"]!;

    public Task<JsonObject> EnrollAsync(string patient, string plan, string anchor) => PostAsync($"/api/patients/{patient}/enrollments", new { plan, anchor });

    public async Task<Instant> NowAsync() => At((await GetAsync("/sim/clock"))["now"]);

    public async Task<Instant> AdvanceAsync(string period) => At((await PostAsync("/sim/clock", new { advance = period }))["now"]);

    public async Task<Instant> NextAsync() => At((await PostAsync("/sim/clock", new { to = "next" }))["now"]);

    public async Task AdvanceToAsync(Instant moment)
    {
        var seconds = (long)(moment - await NowAsync()).TotalSeconds;
        if (seconds > 0) await AdvanceAsync(string.Create(CultureInfo.InvariantCulture, $"PT{seconds}S"));
    }

    public async Task TextAsync(string number, string text, string id) => await PostAsync($"/sim/phones/{number}", new { text, id });

    public async Task<IReadOnlyList<PhoneText>> PhoneAsync(string number) =>
        [.. (await GetAsync($"/sim/phones/{number}"))["messages"]!.AsArray().Select(m => new PhoneText(
            (string)m!["id"]!, (string)m["direction"]!, (string)m["text"]!, At(m["at"]), (string)m["status"]!))];

    /// <summary>What the practice has sent to a phone.</summary>
    public async Task<IReadOnlyList<PhoneText>> SentToAsync(string number) => [.. (await PhoneAsync(number)).Where(m => m.Direction == "out")];

    public async Task<IReadOnlyList<Letter>> MailboxAsync(string address) =>
        [.. (await GetAsync($"/sim/mailboxes/{address}"))["items"]!.AsArray().Select(m => new Letter((string)m!["id"]!, At(m["at"]), (string)m["subject"]!, (string)m["text"]!, (string)m["html"]!))];

    public Task FaultsAsync(string channel, int count, object status) => PostAsync("/sim/faults", new { channel, count, status });

    public async Task<JsonArray> EscalationsAsync(string status = "open") => (await GetAsync($"/api/escalations?status={status}"))["items"]!.AsArray();

    /// <summary>Oldest first, all pages.</summary>
    public async Task<IReadOnlyList<JsonObject>> TimelineAsync(string patient)
    {
        var events = new List<JsonObject>();
        string? before = null;
        do
        {
            var page = await GetAsync($"/api/patients/{patient}/timeline?take=500{(before is null ? "" : $"&before={Uri.EscapeDataString(before)}")}");
            events.AddRange(page["items"]!.AsArray().Select(i => i!.AsObject()));
            before = (string?)page["next"];
        }
        while (before is not null);
        events.Reverse();
        return events;
    }

    public async Task<IReadOnlyList<JsonObject>> TimelineAsync(string patient, string kind) => [.. (await TimelineAsync(patient)).Where(e => (string?)e["event"] == kind)];

    /// <summary>The ids of the texts on a patient's timeline, in order.</summary>
    public async Task<IReadOnlyList<string>> RepliesAsync(string patient) =>
        [.. (await TimelineAsync(patient, "reply-recorded")).Select(e => (string)e["data"]!["messageId"]!)];

    public static Instant At(JsonNode? moment) => InstantPattern.ExtendedIso.Parse((string)moment!).Value;

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NoContent, $"{(int)response.StatusCode}: {body}");
            return body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();
        }
    }
}

internal sealed record PhoneText(string Id, string Direction, string Text, Instant At, string Status);

internal sealed record Letter(string Id, Instant At, string Subject, string Text, string Html)
{
    /// <summary>The path of the link in it.</summary>
    public string Link => new Uri(Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).First(w => w.StartsWith("http://", StringComparison.Ordinal))).AbsolutePath;
}
