using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Tests.Endpoints;

public sealed class PatientApiTests
{
    private const string Rosa = """
        {"externalId":"B-7","preferredName":"Rosa","familyName":"Diaz","birthDate":"1961-02-03","sex":"female","language":"es","timeZone":"America/Chicago",
         "mobile":"(312) 555-0188","email":"Rosa@Example.com","preferredChannel":"sms","contactFrom":"09:00","contactTo":"17:30","contactDays":["mon","Friday"],
         "conditions":["hypertension"],"lastDone":{"colonoscopy":"2021-05-01"},"thresholds":{"home-check.weight":4.5},"providerEmail":"lee@riverside.example",
         "consentSms":true,"consentSource":"intake form","consentDate":"2026-02-20"}
        """;

    [Fact]
    public async Task SavePatient_New_IsCreatedWithLocationAndReadsBackInItsOwnWords()
    {
        await using var server = await TestServer.StartAsync();

        var (response, body) = await server.PostAsync("/api/patients", Rosa);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/patients/{body["id"]}", response.Headers.Location!.ToString());
        var (_, read) = await server.GetAsync(response.Headers.Location.ToString());
        foreach (var (name, value) in JsonNode.Parse(Rosa)!.AsObject().Where(p => p.Key is not ("mobile" or "email" or "contactDays")))
        {
            Assert.Equal(value!.ToJsonString(), read[name]?.ToJsonString());
        }
        Assert.Equal("+13125550188", (string?)read["mobile"]);
        Assert.Equal("""["mon","fri"]""", read["contactDays"]!.ToJsonString());
    }

    [Fact]
    public async Task SavePatient_SameBodyTwice_ChangesNothing()
    {
        await using var server = await TestServer.StartAsync();
        var (_, first) = await server.PostAsync("/api/patients", Rosa);

        var (response, second) = await server.PostAsync("/api/patients", Rosa);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Single(server.Turns.Commands);
    }

    [Fact]
    public async Task SavePatient_ChangedBody_UpdatesTheSamePatient()
    {
        await using var server = await TestServer.StartAsync();
        var (_, first) = await server.PostAsync("/api/patients", Rosa);

        var (response, second) = await server.PostAsync("/api/patients", Rosa.Replace("\"Rosa\"", "\"Rosita\""));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((string?)first["id"], (string?)second["id"]);
        Assert.Equal("Rosita", (string?)second["preferredName"]);
    }

    [Fact]
    public async Task SavePatient_StatusGiven_IsChangedByACommandOfItsOwnAndKeptWhenLeftOut()
    {
        await using var server = await TestServer.StartAsync();
        await server.PostAsync("/api/patients", Rosa);

        await server.PostAsync("/api/patients", Rosa.Replace("\"sex\"", "\"status\":\"paused\",\"sex\""));
        var (_, after) = await server.PostAsync("/api/patients", Rosa);

        Assert.Equal("paused", (string?)after["status"]);
        Assert.Single(server.Turns.Commands.OfType<Command.ChangeStatus>());
    }

    [Fact]
    public async Task SavePatient_RecordStillSaysActiveAfterADeath_OnlyAPersonEndsTheSilence()
    {
        await using var server = await TestServer.StartAsync();
        var (_, patient) = await server.PostAsync("/api/patients", Rosa.Replace("\"sex\"", "\"status\":\"deceased\",\"sex\""));

        var (_, nightly) = await server.PostAsync("/api/patients", Rosa.Replace("\"sex\"", "\"status\":\"active\",\"sex\""));
        var (_, mistaken) = await server.PostAsync($"/api/patients/{patient["id"]}/status", """{"status":"active","reason":"it was a namesake"}""");

        Assert.Equal(("deceased", "active"), ((string?)nightly["status"], (string?)mistaken["status"]));
    }

    [Fact]
    public async Task SavePatient_SameIdempotencyKey_GivesTheSameAnswer()
    {
        await using var server = await TestServer.StartAsync();

        var (first, _) = await server.PostAsync("/api/patients", Rosa, ("Idempotency-Key", "import-1"));
        var (second, _) = await server.PostAsync("/api/patients", Rosa, ("Idempotency-Key", "import-1"));

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task SavePatient_OptedOutNumber_IsToldToTheTurnAndLinkedBeforeIt()
    {
        await using var server = await TestServer.StartAsync();
        var mobile = ContactPoint.Of(PhoneNumber.TryParse("+13125550188")!.Value);
        server.Book.OptOuts[mobile] = Samples.Now;

        await server.PostAsync("/api/patients", Rosa);

        var register = Assert.IsType<Command.Register>(Assert.Single(server.Turns.Commands));
        Assert.Equal(mobile, Assert.Single(register.OptedOut));
        Assert.Contains(mobile, server.Book.Links[register.Patient.Id]);
    }

    [Fact]
    public async Task SavePatient_Refused_IsConflictAndLeavesNoLink()
    {
        await using var server = await TestServer.StartAsync();
        server.Turns.RefuseNext = new NotForMinors();

        var (response, body) = await server.PostAsync("/api/patients", Rosa);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("under-18", (string?)body["code"]);
        Assert.All(server.Book.Links.Values, linked => Assert.Empty(linked));
    }

    [Fact]
    public async Task SavePatient_ManyMistakes_AreAllToldAtOnceWithWhatIsAccepted()
    {
        await using var server = await TestServer.StartAsync();

        var (response, body) = await server.PostAsync("/api/patients", """
            {"externalId":"","preferredName":"Rosa","birthDate":"1961-13-03","sex":"w","timeZone":"EST5","mobile":"12","email":"no","providerEmail":"x@y.example",
             "contactFrom":"9","contactDays":["someday"],"sharedPhone":"yes","conditions":"hypertension","lastDone":{"x":"soon"},"thresholds":{"a":"1"},"consentSms":true,"nickname":"R"}
            """);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var fields = body["errors"]!.AsArray().Select(e => (string)e!["field"]!).ToHashSet();
        Assert.Superset(
            new HashSet<string>(["externalId", "familyName", "birthDate", "sex", "timeZone", "mobile", "email", "providerEmail", "contactFrom", "contactTo", "contactDays", "sharedPhone", "conditions", "lastDone.x", "thresholds.a", "consentSource", "consentDate", "nickname"]),
            fields);
        Assert.All(body["errors"]!.AsArray(), e => Assert.InRange(((string)e!["message"]!).Length, 15, 1000));
        Assert.Empty(server.Turns.Commands);
        Assert.DoesNotContain("lee@", body.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"externalId\":")]
    [InlineData("{\"externalId\":\"a\",\"externalId\":\"b\"}")]
    [InlineData("{\"a\":[[[[[[[[[[1]]]]]]]]]]}")]
    public async Task SavePatient_NotAnObject_IsBadRequest(string json)
    {
        await using var server = await TestServer.StartAsync();

        var (response, body) = await server.PostAsync("/api/patients", json);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull(body["errors"]);
    }

    [Fact]
    public async Task SavePatient_TooLarge_Is413()
    {
        await using var server = await TestServer.StartAsync();

        var (response, body) = await server.PostAsync("/api/patients", $$"""{"externalId":"{{new string('x', 70_000)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("too-large", (string?)body["code"]);
    }

    [Fact]
    public async Task ListPatients_PageByPage_GivesEachOnceAndEndsWithNull()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var i in Enumerable.Range(0, 5)) await server.PostAsync("/api/patients", Rosa.Replace("B-7", "B-" + i));
        List<string> seen = [];

        for (string? next = ""; next is not null;)
        {
            var (_, page) = await server.GetAsync("/api/patients?take=2" + (next.Length > 0 ? "&after=" + next : ""));
            seen.AddRange(page["items"]!.AsArray().Select(p => (string)p!["externalId"]!));
            Assert.True(page.AsObject().ContainsKey("next"));
            next = (string?)page["next"];
        }

        Assert.Equal(["B-0", "B-1", "B-2", "B-3", "B-4"], seen);
    }

    [Theory]
    [InlineData("/api/patients?take=0")]
    [InlineData("/api/patients?take=x")]
    [InlineData("/api/patients?after=nobody")]
    [InlineData("/api/escalations?status=closed")]
    public async Task List_WrongParameter_IsBadRequest(string path)
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await server.GetAsync(path)).Response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/patients/7d2f8f6a0c1b4d5e9f10aabbccddee00")]
    [InlineData("GET", "/api/patients/x/timeline")]
    [InlineData("POST", "/api/patients/x/enrollments")]
    [InlineData("POST", "/api/escalations/x/resolve")]
    [InlineData("POST", "/api/escalations/11111111-2222-8333-8444-555555555556/acknowledge")]
    [InlineData("GET", "/nothing/here")]
    [InlineData("GET", "/")]
    public async Task Anything_Unknown_IsNotFoundAsProblem(string method, string path)
    {
        await using var server = await TestServer.StartAsync();

        var (response, body) = await server.SendAsync(new(method), path, method == "POST" ? "{}" : null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not-found", (string?)body["code"]);
    }

    [Fact]
    public async Task IdempotencyKey_OddCharacters_IsBadRequest()
    {
        await using var server = await TestServer.StartAsync();

        var (response, _) = await server.PostAsync("/api/patients", Rosa, ("Idempotency-Key", "a/b"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
