using System.Text.Json.Nodes;
using NodaTime;
using Outreach.App.Tests.Endpoints;
using Outreach.App.Tests.Pages;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Tests.Fhir;

public sealed class FhirBundleTests
{
    [Fact]
    public async Task Bundle_OfAPatientWithAStory_HasEachResourceOnceWithItsReference()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();
        server.Ledgers.Put(
            server.Ledgers.State(Samples.Maria) with { Patient = Samples.Patient with { Consents = [new(Channel.Sms, "intake form", new(2026, 1, 5))] } },
            new Event.Enrolled(Samples.FollowUp.Enrollments[0]) { At = Samples.Now - Duration.FromDays(10) },
            Answer("pressure", "141/88", 141m, 88m, -20),
            Answer("weight", "186", 186m, null, -19),
            Answer("dizzy", "yes", 1m, null, -18),
            new Event.EscalationResolved(Samples.Escalation, "lee", "Spoke with her") { At = Samples.Now });

        var (response, bundle) = await server.GetAsync($"/api/patients/{Samples.Maria}/fhir");

        Assert.Equal("application/fhir+json", response.Content.Headers.ContentType!.MediaType);
        var entries = bundle["entry"]!.AsArray();
        Assert.Equal(
            "CarePlan 1, Communication 1, Consent 1, Observation 2, Patient 1, QuestionnaireResponse 1, Task 1",
            string.Join(", ", entries.CountBy(e => (string)e!["resource"]!["resourceType"]!).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}")));
        Assert.Equal(entries.Count, entries.Select(e => (string)e!["fullUrl"]!).Distinct().Count());
        Assert.All(entries, e => Assert.Equal((string)e!["fullUrl"]!, "urn:uuid:" + (string)e["resource"]!["id"]!));
        var panel = Resources(entries, "Observation").Single(o => (string)o["code"]!["coding"]![0]!["code"]! == "85354-9");
        Assert.Equal("8480-6 141 mm[Hg], 8462-4 88 mm[Hg]", string.Join(", ", panel["component"]!.AsArray().Select(c => $"{c!["code"]!["coding"]![0]!["code"]} {c["valueQuantity"]!["value"]} {c["valueQuantity"]!["code"]}")));
        var task = Resources(entries, "Task").Single();
        Assert.Equal(("completed", "urgent", "Dr. Lee"), ((string)task["status"]!, (string)task["priority"]!, (string)task["owner"]!["display"]!));
        Assert.All(entries.Select(e => e!["resource"]!).Where(r => r["subject"] is not null), r => Assert.Equal($"urn:uuid:{Samples.Maria.Value}", (string)r["subject"]!["reference"]!));
    }

    /// <summary>The same ids each time, so that a system that reads it twice has each resource once.</summary>
    [Fact]
    public async Task Bundle_ReadTwice_HasTheSameIds()
    {
        await using var server = await TestServer.StartAsync();
        server.PutEscalation();

        var first = (await server.GetAsync($"/api/patients/{Samples.Maria}/fhir")).Body;
        var second = (await server.GetAsync($"/api/patients/{Samples.Maria}/fhir")).Body;

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
    }

    private static IEnumerable<JsonNode> Resources(JsonArray entries, string type) => entries.Select(e => e!["resource"]!).Where(r => (string)r["resourceType"]! == type);

    private static Event Answer(string question, string value, decimal number, decimal? second, int minutes) => new Event.AnswerRecorded(
        Samples.CheckIn, new(question, Samples.Now + Duration.FromMinutes(minutes), new(2026, 3, 2), value, number, second, Samples.CheckIn), value) { At = Samples.Now + Duration.FromMinutes(minutes) };
}
