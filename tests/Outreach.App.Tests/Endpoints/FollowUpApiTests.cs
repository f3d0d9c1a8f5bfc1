using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Tests.Endpoints;

public sealed class FollowUpApiTests
{
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
    public async Task UndoSnoozeAndAsk_AreCommandsOfWhoeverActs()
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp with { Escalations = [Samples.OpenEscalation()] });
        var path = $"/api/escalations/{Samples.Escalation}";

        await server.PostAsync(path + "/acknowledge", """{"by":"lee"}""");
        var (_, undone) = await server.PostAsync(path + "/undo", """{"by":"lee"}""");
        var (snoozed, _) = await server.PostAsync(path + "/snooze", """{"by":"lee","until":"2026-03-02T13:30:00-05:00"}""");
        var (asked, _) = await server.PostAsync(path + "/ask", """{"by":"lee","colleague":"patel@riverside.example","note":"do you know her?"}""");

        Assert.Equal("open", (string?)undone["status"]);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (snoozed.StatusCode, asked.StatusCode));
        Assert.Collection(
            server.Turns.Commands,
            c => Assert.Null(Assert.IsType<Command.Acknowledge>(c).Until),
            c => Assert.Equal("lee", Assert.IsType<Command.UndoAcknowledge>(c).By),
            c => Assert.Equal(Instant.FromUtc(2026, 3, 2, 18, 30), Assert.IsType<Command.Snooze>(c).Until),
            c => Assert.Equal(("patel", "do you know her?"), c is Command.AskColleague ask ? (ask.Colleague, ask.Note) : default));
    }

    [Theory]
    [InlineData("snooze", """{"by":"lee"}""", "until")]
    [InlineData("snooze", """{"by":"lee","until":"13:30"}""", "until")]
    [InlineData("ask", """{"by":"lee","note":"?"}""", "colleague")]
    [InlineData("ask", """{"by":"lee","colleague":"nobody@x.example"}""", "colleague")]
    [InlineData("undo", """{"until":"2026-03-02T13:30:00Z"}""", "by")]
    public async Task UndoSnoozeAndAsk_WithSomethingMissing_SayWhatAndDoNothing(string act, string sent, string field)
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp with { Escalations = [Samples.OpenEscalation()] });

        var (response, body) = await server.PostAsync($"/api/escalations/{Samples.Escalation}/{act}", sent);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(field, body["errors"]!.AsArray().Select(e => (string)e!["field"]!));
        Assert.Empty(server.Turns.Commands);
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
    public async Task Plans_List_NamesEachWithItsVersion()
    {
        await using var server = await TestServer.StartAsync();

        var (_, body) = await server.GetAsync("/api/plans");

        Assert.Equal("home-check@2", (string?)body["items"]![0]!["plan"]);
        Assert.Equal("Controles en casa", (string?)body["items"]![0]!["title"]!["es"]);
    }
}
