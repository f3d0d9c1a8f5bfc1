using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Tests.Endpoints;

public sealed class ApiTests
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
    public async Task Enroll_ThenAgainThenWithdraw_SaysWhatBecameOfEach()
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp with { Enrollments = [] });
        var path = $"/api/patients/{Samples.Maria}/enrollments";

        var (created, enrolled) = await server.PostAsync(path, """{"plan":"home-check","anchor":"2026-03-01"}""");
        var (again, refused) = await server.PostAsync(path, """{"plan":"home-check@2","anchor":"2026-03-01"}""");
        var (gone, _) = await server.SendAsync(HttpMethod.Delete, path + "/home-check");
        var (goneAgain, _) = await server.SendAsync(HttpMethod.Delete, path + "/home-check");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("home-check@2", (string?)enrolled["plan"]);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("already-enrolled", (string?)refused["code"]);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, goneAgain.StatusCode);
    }

    [Fact]
    public async Task Enroll_UnknownPlan_NamesThePlansThereAre()
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp);

        var (response, body) = await server.PostAsync($"/api/patients/{Samples.Maria}/enrollments", """{"plan":"diet"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(["plan", "anchor"], body["errors"]!.AsArray().Select(e => (string)e!["field"]!));
        Assert.Contains("home-check", (string?)body["errors"]![0]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LiftOptOut_ByAProvider_IsSubmittedWithWhoAndWhy()
    {
        await using var server = await TestServer.StartAsync();
        var mobile = ContactPoint.Of(Samples.Patient.Mobile!.Value);
        server.Ledgers.Put(Samples.FollowUp with { Contacts = [new ContactStanding(mobile) { OptedOutAt = Samples.Now }] });

        var (response, body) = await server.PostAsync($"/api/patients/{Samples.Maria}/opt-ins", """{"contact":"212 555 0142","by":"lee@riverside.example","reason":"Asked at the desk"}""");
        var (other, _) = await server.PostAsync($"/api/patients/{Samples.Maria}/opt-ins", """{"contact":"212 555 0199","by":"lee","reason":"Asked at the desk"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null((string?)body["contacts"]![0]!["optedOutAt"]);
        var lifted = Assert.IsType<Command.ContactOptedIn>(Assert.Single(server.Turns.Commands));
        Assert.Equal(("lee", "Asked at the desk"), (lifted.By, lifted.Reason));
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Fact]
    public async Task Timeline_NewestFirst_IsPagedAndTellsEventAndData()
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp, Enumerable.Range(0, 3).Select(i => new Event.HandedToPerson("reason " + i) { At = Samples.Now + Duration.FromMinutes(i) }));

        var (_, first) = await server.GetAsync($"/api/patients/{Samples.Maria}/timeline?take=2");
        var (_, second) = await server.GetAsync($"/api/patients/{Samples.Maria}/timeline?take=2&before={Uri.EscapeDataString((string)first["next"]!)}");

        Assert.Equal(["reason 2", "reason 1"], first["items"]!.AsArray().Select(i => (string)i!["data"]!["reason"]!));
        Assert.Equal("handed-to-person", (string?)first["items"]![0]!["event"]);
        Assert.Equal("2026-03-02T14:32:00Z", (string?)first["items"]![0]!["at"]);
        Assert.Equal("Handed to a person", (string?)first["items"]![0]!["text"]);
        Assert.Equal("reason 2", (string?)first["items"]![0]!["why"]);
        Assert.Single(second["items"]!.AsArray());
        Assert.Null((string?)second["next"]);
    }

    [Fact]
    public async Task Escalations_Open_HaveTheFieldsThatOthersScriptAgainst()
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp with { Escalations = [Samples.OpenEscalation(Urgency.Emergency)] });

        var (_, body) = await server.GetAsync("/api/escalations?status=open");

        Assert.Equal(
            $$"""{"items":[{"id":"{{Samples.Escalation}}","patientId":"{{Samples.Maria}}","urgency":"emergency","status":"open","openedAt":"2026-03-02T14:16:00Z","nextStepAt":"2026-03-02T15:16:00Z"}],"next":null}""",
            body.ToJsonString());
    }

    [Fact]
    public async Task Acknowledge_WithPromise_ThenResolve_ThenAgain_IsRefusedAtTheEnd()
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp with { Escalations = [Samples.OpenEscalation()] });
        var path = $"/api/escalations/{Samples.Escalation}";

        var (_, acknowledged) = await server.PostAsync(path + "/acknowledge", """{"by":"lee@riverside.example","until":"2026-03-02T10:30:00-05:00"}""");
        var (called, _) = await server.PostAsync(path + "/called", """{"by":"lee"}""");
        var (replied, _) = await server.PostAsync(path + "/reply", """{"by":"lee","text":"Please come in today."}""");
        var (_, resolved) = await server.PostAsync(path + "/resolve", """{"by":"LEE@riverside.example","reason":"Seen"}""");
        var (again, refused) = await server.PostAsync(path + "/resolve", """{"by":"patel","reason":"Seen"}""");

        Assert.Equal("acknowledged", (string?)acknowledged["status"]);
        Assert.Equal("2026-03-02T15:30:00Z", (string?)acknowledged["until"]);
        Assert.Equal(HttpStatusCode.OK, called.StatusCode);
        Assert.Equal(HttpStatusCode.OK, replied.StatusCode);
        Assert.Equal("resolved", (string?)resolved["status"]);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("already-resolved", (string?)refused["code"]);
    }

    [Fact]
    public async Task Acknowledge_UnknownProviderAndTime_AreBothToldWithoutNamingAnyone()
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp with { Escalations = [Samples.OpenEscalation()] });

        var (response, body) = await server.PostAsync($"/api/escalations/{Samples.Escalation}/acknowledge", """{"by":"nobody@x.example","until":"soon"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(["by", "until"], body["errors"]!.AsArray().Select(e => (string)e!["field"]!));
        Assert.DoesNotContain("nobody@", body.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Lee", body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Called_SameIdempotencyKey_IsDoneOnce()
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp with { Escalations = [Samples.OpenEscalation()] });

        await server.PostAsync($"/api/escalations/{Samples.Escalation}/called", """{"by":"lee"}""", ("Idempotency-Key", "k1"));
        var (response, _) = await server.PostAsync($"/api/escalations/{Samples.Escalation}/called", """{"by":"lee"}""", ("Idempotency-Key", "k1"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(server.Turns.Commands);
    }

    [Fact]
    public async Task IdempotencyKey_OddCharacters_IsBadRequest()
    {
        await using var server = await TestServer.StartAsync();

        var (response, _) = await server.PostAsync("/api/patients", Rosa, ("Idempotency-Key", "a/b"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Plans_List_NamesEachWithItsVersion()
    {
        await using var server = await TestServer.StartAsync();

        var (_, body) = await server.GetAsync("/api/plans");

        Assert.Equal("home-check@2", (string?)body["items"]![0]!["plan"]);
        Assert.Equal("Controles en casa", (string?)body["items"]![0]!["title"]!["es"]);
    }
}
