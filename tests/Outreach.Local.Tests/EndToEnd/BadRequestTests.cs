using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>Whatever is wrong with a request, the answer is a problem that says what to do instead.</summary>
public sealed class BadRequestTests(BadRequestTests.Registered registered) : IClassFixture<BadRequestTests.Registered>
{
    private const string Nobody = "00000000000000000000000000000001";
    private const string NoEscalation = "00000000-0000-0000-0000-000000000001";

    private readonly RunningApp app = registered.App;
    private readonly string ann = registered.Ann;

    /// <param name="path">With <c>{ann}</c> for the id of a patient.</param>
    /// <param name="says">What the answer must contain.</param>
    [Theory]
    [InlineData("POST", "/api/patients", "{", 400, "JSON")]
    [InlineData("POST", "/api/patients", "", 400, "JSON")]
    [InlineData("POST", "/api/patients", "[]", 400, "object")]
    [InlineData("POST", "/api/patients", "\"x\"", 400, "object")]
    [InlineData("POST", "/api/patients", "{\"externalId\":1,\"externalId\":2}", 400, "JSON")]
    [InlineData("POST", "/api/patients", "{}", 400, "externalId")]
    [InlineData("POST", "/api/patients", "{\"externalId\":7}", 400, "text in quotes")]
    [InlineData("POST", "/api/patients", "{\"externalID\":\"A-1\"}", 400, "no such field")]
    [InlineData("POST", "/api/patients", "{\"mobile\":\"12\"}", 400, "phone number")]
    [InlineData("POST", "/api/patients", "{\"birthDate\":\"31.01.1950\"}", 400, "2026-03-02")]
    [InlineData("POST", "/api/patients", "{\"birthDate\":\"2999-01-01\"}", 400, "birth")]
    [InlineData("POST", "/api/patients", "{\"timeZone\":\"Mars/Base\"}", 400, "IANA")]
    [InlineData("POST", "/api/patients", "{\"language\":\"fr\"}", 400, "en, es")]
    [InlineData("POST", "/api/patients", "{\"contactFrom\":\"9 am\"}", 400, "09:00")]
    [InlineData("POST", "/api/patients", "{\"consentSms\":\"yes\"}", 400, "true or false")]
    [InlineData("POST", "/api/patients", "{\"providerEmail\":\"who@home.example\"}", 400, "practice.yaml")]
    [InlineData("POST", "/api/patients", "{\"thresholds\":[1]}", 400, "object")]
    [InlineData("POST", "/api/patients", "{\"conditions\":\"asthma\"}", 400, "list")]
    [InlineData("GET", "/api/patients?take=0", null, 400, "1 to 500")]
    [InlineData("GET", "/api/patients?after=x", null, 400, "next")]
    [InlineData("GET", "/api/patients/nobody", null, 404, "GET /api/patients")]
    [InlineData("GET", "/api/patients/" + Nobody, null, 404, "GET /api/patients")]
    [InlineData("GET", "/api/patients/" + Nobody + "/timeline", null, 404, "GET /api/patients")]
    [InlineData("GET", "/api/patients/{ann}/timeline?take=x", null, 400, "1 to 500")]
    [InlineData("GET", "/api/patients/{ann}/timeline?before=x", null, 400, "next")]
    [InlineData("POST", "/api/patients/{ann}/enrollments", "{\"plan\":\"nope\",\"anchor\":\"2026-03-01\"}", 400, "post-visit")]
    [InlineData("POST", "/api/patients/{ann}/enrollments", "{\"plan\":\"post-visit\"}", 400, "anchor")]
    [InlineData("POST", "/api/patients/{ann}/enrollments", "{\"plan\":\"post-visit\",\"anchor\":\"soon\"}", 400, "2026-03-02")]
    [InlineData("POST", "/api/patients/{ann}/enrollments", "{\"plan\":\"post-visit@99\",\"anchor\":\"2026-03-01\"}", 400, "post-visit")]
    [InlineData("POST", "/api/patients/" + Nobody + "/enrollments", "{\"plan\":\"post-visit\",\"anchor\":\"2026-03-01\"}", 404, "GET /api/patients")]
    [InlineData("DELETE", "/api/patients/{ann}/enrollments/nope", null, 404, "not enrolled")]
    [InlineData("POST", "/api/patients/{ann}/status", "{\"status\":\"gone\",\"reason\":\"x\"}", 400, "in-hospital")]
    [InlineData("POST", "/api/patients/{ann}/status", "{\"status\":\"paused\"}", 400, "reason")]
    [InlineData("POST", "/api/patients/{ann}/opt-ins", "{\"contact\":\"+12125559999\",\"by\":\"lee\",\"reason\":\"x\"}", 400, "contacts")]
    [InlineData("GET", "/api/escalations?status=new", null, 400, "open")]
    [InlineData("GET", "/api/escalations?after=x", null, 400, "next")]
    [InlineData("POST", "/api/escalations/x/acknowledge", "{\"by\":\"lee\"}", 404, "GET /api/escalations")]
    [InlineData("POST", "/api/escalations/" + NoEscalation + "/resolve", "{\"by\":\"lee\",\"reason\":\"x\"}", 404, "GET /api/escalations")]
    [InlineData("PUT", "/api/patients", "{}", 405, "POST")]
    [InlineData("DELETE", "/sim/clock", null, 405, "GET")]
    [InlineData("GET", "/api/nothing", null, 404, "openapi")]
    [InlineData("POST", "/sim/clock", "{}", 400, "advance")]
    [InlineData("POST", "/sim/clock", "{\"advance\":\"yesterday\"}", 400, "P1D")]
    [InlineData("POST", "/sim/clock", "{\"advance\":\"-P1D\"}", 400, "P1D")]
    [InlineData("POST", "/sim/clock", "{\"advance\":\"P-1D\"}", 400, "P1D")]
    [InlineData("POST", "/sim/clock", "{\"advance\":\"P9999Y\"}", 400, "P1D")]
    [InlineData("POST", "/sim/clock", "{\"advance\":\"P99999999999Y\"}", 400, "P1D")]
    [InlineData("POST", "/sim/clock", "{\"advance\":\"\"}", 400, "P1D")]
    [InlineData("POST", "/sim/clock", "{\"advance\":1}", 400, "quotes")]
    [InlineData("POST", "/sim/clock", "{\"speed\":-1}", 400, "86400")]
    [InlineData("POST", "/sim/clock", "{\"speed\":1e9}", 400, "86400")]
    [InlineData("POST", "/sim/clock", "{\"speed\":\"fast\"}", 400, "number")]
    [InlineData("POST", "/sim/clock", "{\"to\":\"tomorrow\"}", 400, "next")]
    [InlineData("POST", "/sim/clock", "{\"sped\":1}", 400, "speed")]
    [InlineData("POST", "/sim/faults", "{\"channel\":\"fax\",\"count\":1,\"status\":503}", 400, "sms")]
    [InlineData("POST", "/sim/faults", "{\"channel\":\"sms\",\"count\":-1,\"status\":503}", 400, "count")]
    [InlineData("POST", "/sim/faults", "{\"channel\":\"sms\",\"count\":1,\"status\":200}", 400, "500-599")]
    [InlineData("POST", "/sim/faults", "{\"channel\":\"sms\",\"count\":1}", 400, "status")]
    [InlineData("GET", "/sim/phones/12", null, 400, "E.164")]
    [InlineData("POST", "/sim/phones/12", "{\"text\":\"hi\"}", 400, "E.164")]
    [InlineData("POST", "/sim/phones/+12125550121", "{\"text\":\"\"}", 400, "1 to 1600")]
    [InlineData("POST", "/sim/phones/+12125550121", "{\"text\":\"hi\",\"id\":\"a b\"}", 400, "letters")]
    [InlineData("POST", "/sim/phones/+12125550121", "{\"txt\":\"hi\"}", 400, "text")]
    [InlineData("GET", "/sim/mailboxes/nobody", null, 400, "email")]
    [InlineData("GET", "/sim/view?since=x", null, 400, "since")]
    public async Task Request_Wrong_SaysWhatToDo(string method, string path, string? body, int status, string says)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{ann}", ann, StringComparison.Ordinal));
        if (body is not null) request.Content = PracticeClient.Json(body);
        await ProblemAsync(request, status, says);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task Request_OtherContentType_IsRefused(string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/patients") { Content = new StringContent("{}", Encoding.UTF8, type) };
        await ProblemAsync(request, 415, "application/json");
    }

    [Theory]
    [InlineData("evil.example", 401)]
    [InlineData("127.0.0.1.evil.example", 401)]
    public async Task Request_OtherHost_IsRefused(string host, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/patients");
        request.Headers.Host = host;
        await ProblemAsync(request, status, "127.0.0.1");
    }

    [Fact]
    public async Task Request_FromAPageOfAnotherSite_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sim/clock") { Content = PracticeClient.Json("""{"to":"next"}""") };
        request.Headers.Add("Origin", "http://evil.example");
        await ProblemAsync(request, 401, "127.0.0.1");
    }

    [Theory]
    [InlineData("/api/patients", 100)]
    [InlineData("/api/patients", 2000)]
    [InlineData("/sim/clock", 100)]
    [InlineData("/sim/clock", 2000)]
    public async Task Request_TooLarge_IsRefused(string path, int kibibytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = PracticeClient.Json($$"""{"externalId":"{{new string('x', kibibytes * 1024)}}"}""") };
        await ProblemAsync(request, 413, "64 KiB");
    }

    [Fact]
    public async Task Request_LongText_IsRefusedWithTheLimit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sim/phones/+12125550121") { Content = PracticeClient.Json($$"""{"text":"{{new string('x', 1601)}}"}""") };
        await ProblemAsync(request, 400, "1600");
    }

    [Fact]
    public async Task SavePatient_ManyThingsWrong_AllAreToldAtOnce()
    {
        using var response = await app.Http.PostAsync("/api/patients", PracticeClient.Json("""{"mobile":"12","birthDate":"x","language":"fr","nope":1}"""));
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var fields = problem["errors"]!.AsArray().Select(e => (string?)e!["field"]).ToList();
        foreach (var field in new[] { "mobile", "birthDate", "language", "nope", "externalId", "preferredName" }) Assert.Contains(field, fields);
    }

    [Fact]
    public async Task Enroll_Twice_IsAConflictThatSaysWhatToDo()
    {
        await app.Practice.EnrollAsync(ann, "post-visit", "2026-03-01");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/patients/{ann}/enrollments") { Content = PracticeClient.Json("""{"plan":"post-visit","anchor":"2026-03-01"}""") };
        await ProblemAsync(request, 409, "withdraw");
    }

    private async Task ProblemAsync(HttpRequestMessage request, int status, string says)
    {
        using var response = await app.Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((HttpStatusCode)status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(says, body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(status, (int)JsonNode.Parse(body)!["status"]!);
    }

    /// <summary>One app for all of them: a refused request changes nothing.</summary>
    public sealed class Registered : IAsyncLifetime
    {
        internal RunningApp App { get; private set; } = null!;

        internal string Ann { get; private set; } = "";

        public async Task InitializeAsync()
        {
            App = await RunningApp.StartAsync();
            Ann = await App.Practice.RegisterAsync(Persons.Ann());
        }

        public async Task DisposeAsync() => await App.DisposeAsync();
    }
}
