using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints.OpenApi;
using Outreach.App.Enrolling;
using Outreach.App.Fhir;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Endpoints;

/// <summary>Patients of the practice, found by its own id for them.</summary>
internal static class PatientEndpoints
{
    /// <summary>Who acts, where the API does not know a person.</summary>
    public const string ApiCaller = "api";

    public static IEnumerable<Endpoint> All =>
    [
        new("SavePatient", HttpMethods.Post, "api/patients", Access.Admin, Asked.Api(SaveAsync))
        {
            Operation = new("Register a patient, or bring one up to date, by external id")
            {
                Description = "The whole profile is replaced; opt-outs stay. The same body twice changes nothing.",
                Body = Schema.Ref("PatientProfile"),
                Answers = [new(201, "Registered; Location says where.", Schema.Ref("Patient")), new(200, "Known before; brought up to date.", Schema.Ref("Patient"))],
                Idempotent = true,
            },
        },
        new("ListPatients", HttpMethods.Get, "api/patients", Access.Admin, Asked.Api(ListAsync))
        {
            Operation = new("List patients in order of external id")
            {
                Query = [("take", Schema.Whole("1 to 500; 100 when left out.")), ("after", Schema.Text("The last answer's next."))],
                Answers = [new(200, "A page of patients.", Schema.Page(Schema.Ref("Patient")))],
            },
        },
        new("GetPatient", HttpMethods.Get, "api/patients/{id}", Access.Admin, Asked.Api(GetAsync))
        {
            Operation = new("One patient, with plans and contact points") { Answers = [new(200, "The patient.", Schema.Ref("FollowedPatient"))] },
        },
        new("GetTimeline", HttpMethods.Get, "api/patients/{id}/timeline", Access.Admin, Asked.Api(TimelineAsync))
        {
            Operation = new("What happened, newest first")
            {
                Query = [("take", Schema.Whole("1 to 500; 100 when left out.")), ("before", Schema.Text("The last answer's next."))],
                Answers = [new(200, "A page of events.", Schema.Page(Schema.Ref("TimelineItem")))],
            },
        },
        new("GetFhirBundle", HttpMethods.Get, "api/patients/{id}/fhir", Access.Admin, Asked.Api(FhirAsync))
        {
            Operation = new("One patient as a FHIR R4 bundle") { Answers = [new(200, "A Bundle of type collection: Patient, Consent, CarePlan, Communication, QuestionnaireResponse, Observation, Task.", new Schema { Type = "object" })] },
        },
    ];

    public static Problem Unknown { get; } = Problem.NotFound("Nobody is registered under this id. GET /api/patients lists the ids.");

    /// <summary>The patient's state, or null when nobody is registered under the id.</summary>
    public static async Task<FollowUp?> FindAsync(HttpContext context) =>
        context.Patient() is { } id && (await context.Service<ILedgerStore>().LoadAsync(id, context.RequestAborted)).State is { Patient: not null } state ? state : null;

    private static async Task<IAnswer> SaveAsync(HttpContext context)
    {
        var read = await JsonBody.ReadAsync(context);
        if (read.Fields is not { } fields) return read.Problem!;
        var known = context.Known();
        var draft = PatientBody.Read(fields, known, context.Now().InZone(known.Practice.Zone).Date);
        if (fields.Errors() is { Count: > 0 } errors) return Problem.Invalid(errors);
        var saved = await context.Service<Registrar>().RegisterAsync(draft, ApiCaller, context.CommandId("register", "patient"), context.RequestAborted);
        if (saved.Refusal is { } refusal) return Problem.Refused(refusal);
        var state = (await context.Service<ILedgerStore>().LoadAsync(saved.Id, context.RequestAborted)).State;
        var body = state.Patient is null ? new JsonObject { ["id"] = saved.Id.ToString() } : Views.Of(state, known.Practice);
        return saved.Outcome == Registration.Created ? new JsonAnswer(body, StatusCodes.Status201Created) { Location = $"/api/patients/{saved.Id}" } : new JsonAnswer(body);
    }

    /// <summary>The place in the list is told by our own id: the practice's may say who it is, and stays out of addresses (R12).</summary>
    private static async Task<IAnswer> ListAsync(HttpContext context)
    {
        if (context.Take() is not { } take) return Asked.WrongTake;
        var ledgers = context.Service<ILedgerStore>();
        string? after = null;
        if (context.Query("after") is { } place)
        {
            after = PatientId.TryParse(place) is { } last ? (await ledgers.LoadAsync(last, context.RequestAborted)).State.Patient?.ExternalId : null;
            if (after is null) return Problem.Invalid("after", "Not a place in this list. Give the \"next\" of the page before, as it was.");
        }
        var rows = await ledgers.PatientsAsync(take, after, context.RequestAborted);
        var practice = context.Known().Practice;
        return JsonAnswer.Page(rows.Select(r => Views.Of(r.Patient, practice)), rows.Count == take ? rows[^1].Id.ToString() : null);
    }

    private static async Task<IAnswer> GetAsync(HttpContext context) =>
        await FindAsync(context) is { } state ? new JsonAnswer(Views.Of(state, context.Known().Practice)) : Unknown;

    private static async Task<IAnswer> FhirAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } state) return Unknown;
        var timeline = await context.Service<ILedgerStore>().WholeTimelineAsync(state.Id, context.RequestAborted);
        return new JsonAnswer(FhirBundle.Of(state, timeline, context.Known(), context.Now())) { ContentType = "application/fhir+json" };
    }

    private static async Task<IAnswer> TimelineAsync(HttpContext context)
    {
        if (context.Take() is not { } take) return Asked.WrongTake;
        if (await FindAsync(context) is not { } state) return Unknown;
        var before = context.Query("before");
        if (before is not null && RowKeys.EventAt(before) is null) return Problem.Invalid("before", "Not a place in this list. Give the \"next\" of the page before, as it was.");
        var entries = await context.Service<ILedgerStore>().TimelineAsync(state.Id, take, before, context.RequestAborted);
        var known = context.Known();
        var zone = known.Zones.GetZoneOrNull(state.Patient!.TimeZone) ?? known.Practice.Zone;
        return JsonAnswer.Page(entries.Select(e => TimelineItem.Of(e, zone, known.Practice)), entries.Count == take ? entries[^1].Place : null);
    }
}
