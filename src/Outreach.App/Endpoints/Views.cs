using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Outreach.App.Enrolling;
using Outreach.App.Ledgers;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.App.Endpoints;

/// <summary>What the API shows of the records. A patient reads back in the words it was sent in.</summary>
internal static class Views
{
    public static JsonObject Of(Patient patient, Practice practice)
    {
        var json = new JsonObject
        {
            ["id"] = patient.Id.ToString(),
            ["externalId"] = patient.ExternalId,
            ["preferredName"] = patient.PreferredName,
            ["familyName"] = patient.FamilyName,
            ["birthDate"] = Json(patient.BirthDate),
            ["sex"] = Word(PatientBody.Sexes, patient.Sex),
            ["language"] = Word(PatientBody.Languages, patient.Language),
            ["timeZone"] = patient.TimeZone,
            ["mobile"] = patient.Mobile?.Value,
            ["email"] = patient.Email?.Value,
            ["sharedPhone"] = patient.SharedPhone,
            ["preferredChannel"] = Word(PatientBody.Channels, patient.PreferredChannel),
            ["tone"] = Word(PatientBody.Tones, patient.Tone),
            ["frequency"] = Word(PatientBody.Frequencies, patient.Pace),
            ["status"] = Word(PatientBody.Statuses, patient.Status),
        };
        if (patient.Window is { } window) AddWindow(json, window);
        foreach (var list in Enum.GetValues<ProfileList>()) json[JsonNamingPolicy.CamelCase.ConvertName(list.ToString())] = Json(patient.Profile.Of(list));
        json["ownWords"] = Json(patient.Profile.OwnWords);
        json["lastDone"] = Json(patient.Profile.LastDone);
        json["thresholds"] = Json(patient.Thresholds);
        json["providerEmail"] = practice.ProviderById(patient.Provider)?.Email.Value;
        json["guardianName"] = patient.Guardian?.Name;
        json["guardianMobile"] = patient.Guardian?.Mobile.Value;
        json["caregivers"] = new JsonArray([.. patient.Caregivers.Select(c => (JsonNode)new JsonObject
        {
            ["name"] = c.Name, ["mobile"] = c.Mobile.Value, ["may"] = Word(PatientBody.Mays, c.May), ["consentSource"] = c.Source, ["consentDate"] = Json(c.On),
        })]);
        json["consentSms"] = patient.ConsentFor(Channel.Sms) is not null;
        json["consentEmail"] = patient.ConsentFor(Channel.Email) is not null;
        json["consentSource"] = patient.Consents.FirstOrDefault()?.Source;
        json["consentDate"] = patient.Consents.FirstOrDefault() is { } consent ? Json(consent.On) : null;
        return json;
    }

    /// <summary>With what is known of the follow-up itself.</summary>
    public static JsonObject Of(FollowUp state, Practice practice)
    {
        var json = Of(state.Patient!, practice);
        json["plans"] = new JsonArray([.. state.Enrollments.Select(Of)]);
        json["pastPlans"] = new JsonArray([.. state.Past.Select(p => new JsonObject { ["plan"] = p.Plan.ToString(), ["anchor"] = Json(p.Anchor) })]);
        json["contacts"] = new JsonArray([.. state.Contacts.Select(Of)]);
        json["openEscalation"] = state.OpenEscalation?.Id.ToString();
        return json;
    }

    public static JsonObject Of(Enrollment enrollment) => new()
    {
        ["plan"] = enrollment.Plan.ToString(),
        ["anchor"] = Json(enrollment.Anchor),
        ["enrolledAt"] = Json(enrollment.EnrolledAt),
        ["because"] = Json(enrollment.Because),
    };

    private static JsonObject Of(ContactStanding standing) => new()
    {
        ["channel"] = Json(standing.Contact.Channel),
        ["address"] = standing.Contact.Address,
        ["optedOutAt"] = standing.OptedOutAt is { } at ? Json(at) : null,
        ["unusable"] = standing.Unusable,
    };

    public static JsonObject Of(EscalationRow row) => new()
    {
        ["id"] = row.Id.ToString(),
        ["patientId"] = row.Patient.ToString(),
        ["urgency"] = Json(row.Urgency),
        ["status"] = Json(row.Status),
        ["openedAt"] = Json(row.OpenedAt),
        ["nextStepAt"] = row.NextStepAt is { } at ? Json(at) : null,
    };

    public static JsonObject Of(PatientId patient, Escalation escalation)
    {
        var json = Of(new EscalationRow(patient, escalation.Id, escalation.Urgency, escalation.Status, escalation.OpenedAt, escalation.NextStepAt));
        json["acknowledgedBy"] = escalation.AcknowledgedBy;
        json["until"] = escalation.Until is { } until ? Json(until) : null;
        json["resolvedBy"] = escalation.ResolvedBy;
        json["resolvedAt"] = escalation.ResolvedAt is { } at ? Json(at) : null;
        return json;
    }

    public static JsonObject Of(CarePlan plan) => new()
    {
        ["plan"] = plan.Ref.ToString(),
        ["id"] = plan.Ref.Id,
        ["version"] = plan.Ref.Version,
        ["title"] = Json(plan.Title),
        ["programme"] = Json(plan.Programme),
        ["frequency"] = Json(plan.Frequency),
        ["anchor"] = Json(plan.Anchor),
        ["days"] = plan.Days,
        ["sensitive"] = plan.Sensitive,
        ["approved"] = plan.Approval is { } approval ? Json(approval) : null,
    };

    public static JsonNode? Json<T>(T value) => JsonSerializer.SerializeToNode(value, OutreachJson.Options);

    private static void AddWindow(JsonObject json, WeekTimes window)
    {
        var open = ContactHours.Weekdays.Where(d => !window.On(d.Value).IsEmpty).ToList();
        if (open.Count == 0) return;
        var span = window.On(open[0].Value)[0];
        json["contactFrom"] = Clock(span.From);
        json["contactTo"] = Clock(span.To);
        json["contactDays"] = new JsonArray([.. open.Select(d => (JsonNode)d.Key)]);
    }

    private static string Clock(LocalTime time) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(time);

    private static string Word<T>(IReadOnlyDictionary<string, T> words, T value)
        where T : struct => words.First(w => EqualityComparer<T>.Default.Equals(w.Value, value)).Key;
}
