using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Communication;

namespace Outreach.Local.Tests.Simulation.Communication;

/// <summary>A carrier on a free port, and a client that signs as the documentation says.</summary>
internal sealed class RunningCarrier : IAsyncDisposable
{
    public const string Number = "+18335550100";
    public const string Phone = "+12125550121";
    public const string Newest = "2026-01-23";

    private readonly HttpClient http = new();
    private readonly CarrierHost host;

    private RunningCarrier(CarrierHost started, MovableTime time, Terminal terminal) => (host, Time, Terminal) = (started, time, terminal);

    public MovableTime Time { get; }

    public Terminal Terminal { get; }

    public string Address => host.Address;

    public string ConnectionString => host.ConnectionString;

    public static async Task<RunningCarrier> StartAsync(CarrierHostOptions? options = null)
    {
        var (time, terminal) = (new MovableTime(), new Terminal());
        return new RunningCarrier(await CarrierHost.StartAsync((options ?? new CarrierHostOptions()) with { Port = 0 }, terminal, time, default), time, terminal);
    }

    /// <summary>Until events go out.</summary>
    public Task OpenAsync() => Terminal.SaysAsync("Events are delivered now.");

    public static object Sms(string? repeatId = null, string? firstSent = "Mon, 01 Apr 2019 06:22:03 GMT", string from = Number, params string[] to) => new
    {
        from,
        smsRecipients = (to.Length == 0 ? [Phone] : to).Select(t => new { to = t, repeatabilityRequestId = repeatId, repeatabilityFirstSent = repeatId is null ? null : firstSent }),
        message = "How are you?",
        smsSendOptions = new { enableDeliveryReport = true, tag = "t-1" },
    };

    public Task<Answer> SendSmsAsync(object body) => SendAsync(HttpMethod.Post, $"/sms?api-version={Newest}", body);

    /// <summary>A signed request.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? operation = null, string key = AccessKey.Development)
    {
        var bytes = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body);
        using var request = new HttpRequestMessage(method, host.Address + path);
        if (body is not null) request.Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (operation is not null) request.Headers.Add("Operation-Id", operation);
        var (hash, date) = (Convert.ToBase64String(SHA256.HashData(bytes)), Time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture));
        var text = $"{method}\n{path}\n{date};{request.RequestUri!.Authority};{hash}";
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-content-sha256", hash);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(text)));
        request.Headers.TryAddWithoutValidation("Authorization", $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}");
        using var answer = await http.SendAsync(request);
        return await Answer.OfAsync(answer);
    }

    public async Task<Answer> PostAsync(string path, object body)
    {
        using var answer = await http.PostAsync(new Uri(host.Address + path), new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"));
        return await Answer.OfAsync(answer);
    }

    public async Task<Answer> GetAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(host.Address + path));
        return await Answer.OfAsync(answer);
    }

    public Task<Answer> FaultAsync(string channel, string status, int count = 1) => PostAsync("/sim/faults", new { channel, status, count });

    public Task<Answer> TypeAsync(string text, string phone = Phone) => PostAsync($"/sim/phones/{phone}", new { text });

    public async Task<string[]> OnPhoneAsync(string phone = Phone) =>
        [.. (await GetAsync($"/sim/phones/{phone}")).Json.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString()!)];

    public async Task<int> InMailboxAsync(string address) => (await GetAsync($"/sim/mailboxes/{address}")).Json.GetProperty("items").GetArrayLength();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
    }

    /// <param name="Json">Undefined where there is no body.</param>
    internal sealed record Answer(int Status, JsonElement Json, HttpResponseHeaders Headers)
    {
        public JsonElement Item(int i) => Json.GetProperty("value")[i];

        public string Message(int i = 0) => Item(i).GetProperty("messageId").GetString()!;

        public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.Single() : null;

        public string Code => Json.GetProperty("error").GetProperty("code").GetString()!;

        public static async Task<Answer> OfAsync(HttpResponseMessage answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            return new Answer((int)answer.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text), answer.Headers);
        }
    }
}

/// <summary>The machine's time, and as much later as a test wants.</summary>
internal sealed class MovableTime : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}
