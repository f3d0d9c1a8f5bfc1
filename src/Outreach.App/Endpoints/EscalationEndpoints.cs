using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints.OpenApi;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.App.Endpoints;

/// <summary>Concerns on their way to a provider, and what providers do about them.</summary>
internal static class EscalationEndpoints
{
    private const int MostReplyChars = 1000;
    private const int MostNoteChars = 300;

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
        Post("Acknowledge", "acknowledge", "Take it on, with a promised time or without", Schema.Object(By, ("until", Schema.Moment("By when, as a person chose it; the patient is told. Left out, the patient hears of no time and the default for the urgency holds."))).Requiring("by"),
            a => new Command.Acknowledge(a.Escalation, a.By, a.Fields.Moment("until")) { Id = "", At = default }),
        Post("UndoAcknowledge", "undo", "Take an acknowledgement back, within a minute, by whoever gave it; the patient hears of it", Schema.Object(By).Requiring("by"),
            a => new Command.UndoAcknowledge(a.Escalation, a.By) { Id = "", At = default }),
        Post("Snooze", "snooze", "Put it off; never an emergency, and never what was promised to the patient", Schema.Object(By, ("until", Schema.Moment("When whoever asks is reminded: at most a day ahead where it is urgent, else a week."))).Requiring("by", "until"),
            a => new Command.Snooze(a.Escalation, a.By, a.Fields.Moment("until", required: true) ?? default) { Id = "", At = default }),
        Post("AskColleague", "ask", "Ask a colleague to look at it too; who has it does not change", Schema.Object(By, ("colleague", Schema.Text("A provider's id or email.")), ("note", Schema.Text("What you would like to know; they read it on the page."))).Requiring("by", "colleague"),
            a => new Command.AskColleague(a.Escalation, a.By, a.Fields.Provider("colleague", a.Practice)?.Id ?? "", a.Fields.Text("note", "what you would like to know", most: MostNoteChars) ?? "") { Id = "", At = default }),
        Post("Called", "called", "Say that the patient was called", Schema.Object(By, ("outcome", Schema.Word(Outcomes.Keys))).Requiring("by"),
            a => new Command.Called(a.Escalation, a.By) { Id = "", At = default, Outcome = a.Fields.Word("outcome", Outcomes) }),
        Post("ReplyToPatient", "reply", "Write to the patient", Schema.Object(By, ("text", Schema.Text("A person's own words."))).Requiring("by", "text"),
            a => new Command.ProviderReply(a.Escalation, a.By, a.Fields.Text("text", "what to write to the patient", required: true, most: MostReplyChars) ?? "") { Id = "", At = default }),
        Post("Resolve", "resolve", "Close it, with a reason", Schema.Object(By, ("reason", Schema.Text("For the record."))).Requiring("by", "reason"),
            a => new Command.Resolve(a.Escalation, a.By, a.Fields.Text("reason", "how it was resolved", required: true, most: MostReplyChars) ?? "") { Id = "", At = default }),
    ];

    /// <summary>What a person asks for; the field "by" has been read.</summary>
    private sealed record Act(Fields Fields, Practice Practice, Guid Escalation, string By);

    private static Endpoint Post(string name, string act, string summary, Schema body, Func<Act, Command> command) =>
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

    private static async Task<IAnswer> ActAsync(HttpContext context, string act, Func<Act, Command> command)
    {
        var ledgers = context.Service<ILedgerStore>();
        if (context.Escalation() is not { } id || await ledgers.PatientOfEscalationAsync(id, context.RequestAborted) is not { } patient)
        {
            return Problem.NotFound("There is no escalation with this id. GET /api/escalations?status=all lists them.");
        }
        var read = await JsonBody.ReadAsync(context);
        if (read.Fields is not { } fields) return read.Problem!;
        var practice = context.Known().Practice;
        var by = fields.Provider("by", practice);
        var asked = command(new Act(fields, practice, id, by?.Id ?? ""));
        if (fields.Errors() is { Count: > 0 } errors) return Problem.Invalid(errors);
        var submitted = await context.Service<Submit>()(patient, asked with { Id = context.CommandId(act, id), At = context.Now() }, context.RequestAborted);
        if (submitted.Refusal is { } refusal) return Problem.Refused(refusal);
        var state = (await ledgers.LoadAsync(patient, context.RequestAborted)).State;
        return state.Escalations.FirstOrDefault(e => e.Id == id) is { } escalation
            ? new JsonAnswer(Views.Of(patient, escalation))
            : Problem.NotFound("The escalation has been closed for so long that only the timeline knows it.");
    }
}
