using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints.OpenApi;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Endpoints;

/// <summary>Concerns on their way to a provider, and what providers do about them.</summary>
internal static class EscalationEndpoints
{
    private const int MostReplyChars = 1000;

    private static readonly SortedDictionary<string, EscalationFilter> Filters = new(StringComparer.Ordinal)
    {
        ["all"] = EscalationFilter.All,
        ["open"] = EscalationFilter.Open,
        ["resolved"] = EscalationFilter.Resolved,
    };

    private static readonly SortedDictionary<string, CallOutcome> Outcomes = new(StringComparer.Ordinal)
    {
        ["left-message"] = CallOutcome.LeftMessage,
        ["no-answer"] = CallOutcome.NoAnswer,
        ["spoke"] = CallOutcome.Spoke,
    };

    private static readonly (string Name, Schema Schema) By = ("by", Schema.Text("A provider's id or email."));

    public static IEnumerable<Endpoint> All =>
    [
        new("ListEscalations", HttpMethods.Get, "api/escalations", Access.Admin, Asked.Api(ListAsync))
        {
            Operation = new("List escalations")
            {
                Query = [("status", Schema.Word(Filters.Keys)), ("take", Schema.Whole("1 to 500; 100 when left out.")), ("after", Schema.Text("The last answer's next."))],
                Answers = [new(200, "A page of escalations; open ones (also acknowledged) when status is left out.", Schema.Page(Schema.Ref("Escalation")))],
            },
        },
        Act("Acknowledge", "acknowledge", "Take it on, with a promised time or without", Schema.Object(By, ("until", Schema.Moment("By when, as a person chose it; the patient is told. Left out, the patient hears of no time and the default for the urgency holds."))).Requiring("by"),
            (fields, escalation, by) => new Command.Acknowledge(escalation, by, fields.Moment("until")) { Id = "", At = default }),
        Act("Called", "called", "Say that the patient was called", Schema.Object(By, ("outcome", Schema.Word(Outcomes.Keys))).Requiring("by"),
            (fields, escalation, by) => new Command.Called(escalation, by) { Id = "", At = default, Outcome = fields.Word("outcome", Outcomes) }),
        Act("ReplyToPatient", "reply", "Write to the patient", Schema.Object(By, ("text", Schema.Text("A person's own words."))).Requiring("by", "text"),
            (fields, escalation, by) => new Command.ProviderReply(escalation, by, fields.Text("text", "what to write to the patient", required: true, most: MostReplyChars) ?? "") { Id = "", At = default }),
        Act("Resolve", "resolve", "Close it, with a reason", Schema.Object(By, ("reason", Schema.Text("For the record."))).Requiring("by", "reason"),
            (fields, escalation, by) => new Command.Resolve(escalation, by, fields.Text("reason", "how it was resolved", required: true, most: MostReplyChars) ?? "") { Id = "", At = default }),
    ];

    private static Endpoint Act(string name, string act, string summary, Schema body, Func<Fields, Guid, string, Command> command) =>
        new(name, HttpMethods.Post, $"api/escalations/{{id}}/{act}", Access.Admin, Asked.Api(context => ActAsync(context, act, command)))
        {
            Operation = new(summary) { Body = body, Answers = [new(200, "The escalation after it.", Schema.Ref("EscalationAfter"))], Idempotent = true },
        };

    private static async Task<IAnswer> ListAsync(HttpContext context)
    {
        if (context.Take() is not { } take) return Asked.WrongTake;
        if (!Filters.TryGetValue(context.Query("status") ?? "open", out var filter)) return Problem.Invalid("status", $"Give one of: {string.Join(", ", Filters.Keys)}.");
        var after = context.Query("after");
        if (after is not null && !EscalationRow.IsPlace(after)) return Problem.Invalid("after", "Not a place in this list. Give the \"next\" of the page before, as it was.");
        var rows = await context.Service<ILedgerStore>().EscalationsAsync(filter, take, after, context.RequestAborted);
        return JsonAnswer.Page(rows.Select(Views.Of), rows.Count == take ? rows[^1].Place : null);
    }

    private static async Task<IAnswer> ActAsync(HttpContext context, string act, Func<Fields, Guid, string, Command> command)
    {
        var ledgers = context.Service<ILedgerStore>();
        if (context.Escalation() is not { } id || await ledgers.PatientOfEscalationAsync(id, context.RequestAborted) is not { } patient)
        {
            return Problem.NotFound("There is no escalation with this id. GET /api/escalations?status=all lists them.");
        }
        var read = await JsonBody.ReadAsync(context);
        if (read.Fields is not { } fields) return read.Problem!;
        var by = fields.Provider("by", context.Known().Practice);
        var asked = command(fields, id, by?.Id ?? "");
        if (fields.Errors() is { Count: > 0 } errors) return Problem.Invalid(errors);
        var submitted = await context.Service<Submit>()(patient, asked with { Id = context.CommandId(act, id), At = context.Now() }, context.RequestAborted);
        if (submitted.Refusal is { } refusal) return Problem.Refused(refusal);
        var state = (await ledgers.LoadAsync(patient, context.RequestAborted)).State;
        return state.Escalations.FirstOrDefault(e => e.Id == id) is { } escalation
            ? new JsonAnswer(Views.Of(patient, escalation))
            : Problem.NotFound("The escalation has been closed for so long that only the timeline knows it.");
    }
}
