using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Outreach.App.Ledgers;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Fhir;

/// <summary>
/// One patient's follow-up as a FHIR R4 bundle (hl7.org/fhir/R4): Patient, Consent, CarePlan, Communication for each text of the patient,
/// QuestionnaireResponse for each answered check-in, Observation for each measurement (LOINC, UCUM) and Task for each escalation.
/// </summary>
public static class FhirBundle
{
    private const string Loinc = "http://loinc.org";
    private const string Ucum = "http://unitsofmeasure.org";
    private const string ExternalIdSystem = "urn:outreach:external-id";

    private static readonly Coding BloodPressure = new("85354-9", "Blood pressure panel with all children optional", "", "");
    private static readonly Coding Systolic = new("8480-6", "Systolic blood pressure", "mm[Hg]", "mmHg");
    private static readonly Coding Diastolic = new("8462-4", "Diastolic blood pressure", "mm[Hg]", "mmHg");

    /// <summary>LOINC codes and UCUM units of what is measured, as docs of LOINC list them; the numbers are kept in these units.</summary>
    private static readonly ImmutableDictionary<Ask, Coding> Measured = ImmutableDictionary<Ask, Coding>.Empty
        .Add(Ask.Weight, new("29463-7", "Body weight", "[lb_av]", "lb"))
        .Add(Ask.Glucose, new("2339-0", "Glucose [Mass/volume] in Blood", "mg/dL", "mg/dL"))
        .Add(Ask.Temperature, new("8310-5", "Body temperature", "[degF]", "°F"));

    /// <param name="timeline">All of it, in any order.</param>
    public static JsonObject Of(FollowUp state, IEnumerable<TimelineEntry> timeline, Context known, Instant now)
    {
        var patient = state.Patient ?? throw new ArgumentException("Nobody is registered in this ledger.", nameof(state));
        var events = timeline.Select(t => t.Event).OrderBy(e => e.At).ToList();
        var subject = Reference(patient.Id.Value);
        var entries = new JsonArray();
        Add(entries, patient.Id.Value, Resource(patient, known));
        foreach (var consent in patient.Consents) Add(entries, Id(patient, $"consent|{consent.Channel}"), Resource(consent, state, subject));
        foreach (var enrolled in events.OfType<Event.Enrolled>()) Add(entries, Id(patient, $"plan|{enrolled.Enrollment.Plan}|{enrolled.Enrollment.EnrolledAt}"), Resource(enrolled, events, known, subject));
        foreach (var reply in events.OfType<Event.ReplyRecorded>()) Add(entries, Id(patient, $"reply|{reply.MessageId}"), Resource(reply, subject));
        var questions = new Questions(known.Plans);
        var answers = events.OfType<Event.AnswerRecorded>().ToList();
        foreach (var checkIn in answers.GroupBy(a => a.CheckIn)) Add(entries, Id(patient, $"answers|{checkIn.Key:N}"), Response([.. checkIn], questions, subject));
        foreach (var (answer, place) in answers.Select((a, i) => (a.Observation, i)))
        {
            if (Measurement(answer, questions.Find(answer.Question), subject) is { } observation) Add(entries, Id(patient, $"observation|{place}|{answer.Question}|{answer.At}"), observation);
        }

        foreach (var opened in events.OfType<Event.EscalationOpened>()) Add(entries, opened.Escalation.Id, Resource(opened.Escalation, events, known, subject));
        return new JsonObject { ["resourceType"] = "Bundle", ["type"] = "collection", ["timestamp"] = At(now), ["entry"] = entries };
    }

    private sealed record Coding(string Code, string Display, string UnitCode, string Unit);

    private sealed class Questions(PlanLibrary plans)
    {
        private readonly Dictionary<string, Question> byId = plans.All.SelectMany(p => p.CheckIns).SelectMany(c => c.Questions).GroupBy(q => q.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);

        public Question? Find(string id) => byId.GetValueOrDefault(id);
    }

    private static JsonObject Resource(Patient patient, Context known)
    {
        var telecom = new JsonArray();
        if (patient.Mobile is { } mobile) telecom.Add(new JsonObject { ["system"] = "phone", ["value"] = mobile.Value, ["use"] = "mobile" });
        if (patient.Email is { } email) telecom.Add(new JsonObject { ["system"] = "email", ["value"] = email.Value });
        var resource = new JsonObject
        {
            ["resourceType"] = "Patient",
            ["identifier"] = new JsonArray(new JsonObject { ["system"] = ExternalIdSystem, ["value"] = patient.ExternalId }),
            ["active"] = patient.Status is not (PatientStatus.Moved or PatientStatus.Deceased),
            ["name"] = new JsonArray(new JsonObject { ["use"] = "usual", ["family"] = patient.FamilyName, ["given"] = new JsonArray(patient.PreferredName) }),
            ["gender"] = patient.Sex switch { Sex.Female => "female", Sex.Male => "male", Sex.Other => "other", _ => "unknown" },
            ["birthDate"] = LocalDatePattern.Iso.Format(patient.BirthDate),
            ["communication"] = new JsonArray(new JsonObject
            {
                ["language"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "urn:ietf:bcp:47", ["code"] = patient.Language == Language.Spanish ? "es" : "en" }) },
                ["preferred"] = true,
            }),
        };
        if (telecom.Count > 0) resource["telecom"] = telecom;
        if (patient.Status == PatientStatus.Deceased) resource["deceasedBoolean"] = true;
        if (patient.Guardian is { } guardian)
        {
            resource["contact"] = new JsonArray(new JsonObject
            {
                ["name"] = new JsonObject { ["text"] = guardian.Name },
                ["telecom"] = new JsonArray(new JsonObject { ["system"] = "phone", ["value"] = guardian.Mobile.Value }),
            });
        }

        if (known.Practice.ProviderById(patient.Provider) is { } provider) resource["generalPractitioner"] = new JsonArray(new JsonObject { ["display"] = provider.Name });
        return resource;
    }

    private static JsonObject Resource(Consent consent, FollowUp state, JsonObject subject)
    {
        var silent = state.Contacts.Where(c => c.Contact.Channel == consent.Channel).ToList() is { Count: > 0 } points && points.TrueForAll(c => c.OptedOutAt is not null);
        return new JsonObject
        {
            ["resourceType"] = "Consent",
            ["status"] = silent ? "inactive" : "active",
            ["scope"] = Concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy", null),
            ["category"] = new JsonArray(Text(consent.Channel == Channel.Sms ? "To be contacted by text" : "To be contacted by email")),
            ["patient"] = subject.DeepClone(),
            ["dateTime"] = LocalDatePattern.Iso.Format(consent.On),
            ["policyRule"] = Text("Agreed to be contacted for follow-up: " + consent.Source),
        };
    }

    private static JsonObject Resource(Event.Enrolled enrolled, List<Event> events, Context known, JsonObject subject)
    {
        var enrollment = enrolled.Enrollment;
        var ended = events.OfType<Event.PlanEnded>().FirstOrDefault(e => e.Plan == enrollment.Plan && e.At >= enrolled.At);
        var period = new JsonObject { ["start"] = LocalDatePattern.Iso.Format(enrollment.Anchor) };
        if (ended is not null) period["end"] = At(ended.At);
        var resource = new JsonObject
        {
            ["resourceType"] = "CarePlan",
            ["status"] = ended is null ? "active" : ended.By == Event.PlanEnded.ThePlanItself ? "completed" : "revoked",
            ["intent"] = "plan",
            ["title"] = known.Plans.Find(enrollment.Plan)?.Title.En ?? enrollment.Plan.Id,
            ["instantiatesUri"] = new JsonArray($"urn:outreach:plan:{enrollment.Plan.Id}:{enrollment.Plan.Version}"),
            ["subject"] = subject.DeepClone(),
            ["period"] = period,
            ["created"] = At(enrollment.EnrolledAt),
        };
        if (!enrollment.Because.IsEmpty) resource["note"] = new JsonArray([.. enrollment.Because.Select(b => (JsonNode)new JsonObject { ["text"] = b })]);
        return resource;
    }

    private static JsonObject Resource(Event.ReplyRecorded reply, JsonObject subject) => new()
    {
        ["resourceType"] = "Communication",
        ["status"] = "completed",
        ["subject"] = subject.DeepClone(),
        ["sender"] = subject.DeepClone(),
        ["medium"] = new JsonArray(Text(reply.From.Channel == Channel.Sms ? "SMS" : "Email")),
        ["received"] = At(reply.At),
        ["payload"] = new JsonArray(new JsonObject { ["contentString"] = reply.Text.Length > 0 ? reply.Text : "(empty)" }),
    };

    private static JsonObject Response(ImmutableArray<Event.AnswerRecorded> answers, Questions questions, JsonObject subject) => new()
    {
        ["resourceType"] = "QuestionnaireResponse",
        ["status"] = "completed",
        ["subject"] = subject.DeepClone(),
        ["authored"] = At(answers[^1].At),
        ["item"] = new JsonArray([.. answers.Select(a => (JsonNode)new JsonObject
        {
            ["linkId"] = a.Observation.Question,
            ["text"] = questions.Find(a.Observation.Question)?.Text.En ?? a.Observation.Question,
            ["answer"] = new JsonArray(new JsonObject { ["valueString"] = a.Observation.Value }),
        })]),
    };

    /// <summary>Null for what is no measurement; it is in the questionnaire's response.</summary>
    private static JsonObject? Measurement(Observation observation, Question? question, JsonObject subject)
    {
        if (question is null || observation.Number is not { } number) return null;
        if (question.Kind == Ask.BloodPressure && observation.Second is { } second)
        {
            var panel = Observed(BloodPressure, observation, subject);
            panel["component"] = new JsonArray(Component(Systolic, number), Component(Diastolic, second));
            return panel;
        }

        if (!Measured.TryGetValue(question.Kind, out var coding)) return null;
        var measured = Observed(coding, observation, subject);
        measured["valueQuantity"] = Quantity(number, coding);
        return measured;
    }

    private static JsonObject Observed(Coding coding, Observation observation, JsonObject subject) => new()
    {
        ["resourceType"] = "Observation",
        ["status"] = "final",
        ["category"] = new JsonArray(Concept("http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs", "Vital Signs")),
        ["code"] = Concept(Loinc, coding.Code, coding.Display),
        ["subject"] = subject.DeepClone(),
        ["effectiveDateTime"] = At(observation.At),
        ["performer"] = new JsonArray(subject.DeepClone()),
    };

    private static JsonObject Component(Coding coding, decimal value) => new() { ["code"] = Concept(Loinc, coding.Code, coding.Display), ["valueQuantity"] = Quantity(value, coding) };

    private static JsonObject Quantity(decimal value, Coding coding) => new() { ["value"] = value, ["unit"] = coding.Unit, ["system"] = Ucum, ["code"] = coding.UnitCode };

    private static JsonObject Resource(Escalation opened, List<Event> events, Context known, JsonObject subject)
    {
        var resolved = events.OfType<Event.EscalationResolved>().LastOrDefault(e => e.Escalation == opened.Id);
        var taken = events.OfType<Event.EscalationAcknowledged>().LastOrDefault(e => e.Escalation == opened.Id);
        var joined = events.OfType<Event.ConcernJoined>().Where(e => e.Escalation == opened.Id).ToList();
        var urgency = joined.Count > 0 ? joined[^1].Urgency : opened.Urgency;
        var concerns = opened.Concerns.Concat(joined.Select(j => j.Concern));
        var resource = new JsonObject
        {
            ["resourceType"] = "Task",
            ["status"] = resolved is not null ? "completed" : taken is not null ? "accepted" : "requested",
            ["intent"] = "order",
            ["priority"] = urgency switch { Urgency.Emergency => "stat", Urgency.Urgent => "urgent", _ => "routine" },
            ["description"] = string.Join("; ", concerns.Select(c => c.Because)),
            ["for"] = subject.DeepClone(),
            ["authoredOn"] = At(opened.OpenedAt),
            ["lastModified"] = At(resolved?.At ?? taken?.At ?? (joined.Count > 0 ? joined[^1].At : opened.OpenedAt)),
        };
        if ((resolved?.By ?? taken?.By) is { } by) resource["owner"] = new JsonObject { ["display"] = known.Practice.ProviderById(by)?.Name ?? by };
        if (resolved is not null) resource["note"] = new JsonArray(new JsonObject { ["text"] = resolved.Reason });
        return resource;
    }

    private static void Add(JsonArray entries, Guid id, JsonObject resource)
    {
        resource["id"] = id.ToString();
        entries.Add(new JsonObject { ["fullUrl"] = $"urn:uuid:{id}", ["resource"] = resource });
    }

    private static Guid Id(Patient patient, string what) => DerivedId.From($"fhir|{patient.Id.Value:N}|{what}");

    private static JsonObject Reference(Guid id) => new() { ["reference"] = $"urn:uuid:{id}" };

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static JsonObject Concept(string system, string code, string? display)
    {
        var coding = new JsonObject { ["system"] = system, ["code"] = code };
        if (display is not null) coding["display"] = display;
        return new JsonObject { ["coding"] = new JsonArray(coding) };
    }

    private static string At(Instant at) => InstantPattern.General.Format(at);
}
