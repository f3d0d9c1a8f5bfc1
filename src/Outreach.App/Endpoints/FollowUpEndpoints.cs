using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints.OpenApi;
using Outreach.App.Enrolling;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Endpoints;

/// <summary>What staff do with one patient's follow-up.</summary>
internal static class FollowUpEndpoints
{
    public static IEnumerable<Endpoint> All =>
    [
        new("Enroll", HttpMethods.Post, "api/patients/{id}/enrollments", Access.Admin, Asked.Api(EnrollAsync))
        {
            Operation = new("Enroll in a plan")
            {
                Body = Schema.Object(
                    ("plan", Schema.Text("A plan's id, for its latest version, or id@version.")),
                    ("anchor", Schema.Date("Day 0, as the plan's anchor says what it is."))).Requiring("plan", "anchor"),
                Answers = [new(201, "Enrolled.", Schema.Ref("Enrollment"))],
                Idempotent = true,
            },
        },
        new("Withdraw", HttpMethods.Delete, "api/patients/{id}/enrollments/{plan}", Access.Admin, Asked.Api(WithdrawAsync))
        {
            Operation = new("Withdraw from a plan")
            {
                Body = Schema.Object(("reason", Schema.Text("Kept on the timeline."))),
                Answers = [new(204, "Withdrawn.")],
                Idempotent = true,
            },
        },
        new("ChangeStatus", HttpMethods.Post, "api/patients/{id}/status", Access.Admin, Asked.Api(ChangeStatusAsync))
        {
            Operation = new("Pause, resume, or say that the patient is in hospital, moved or deceased")
            {
                Body = Schema.Object(("status", Schema.Word(PatientBody.Statuses.Keys)), ("reason", Schema.Text("Kept on the timeline."))).Requiring("status", "reason"),
                Answers = [new(200, "The patient.", Schema.Ref("FollowedPatient"))],
                Idempotent = true,
            },
        },
        new("LiftOptOut", HttpMethods.Post, "api/patients/{id}/opt-ins", Access.Admin, Asked.Api(LiftOptOutAsync))
        {
            Operation = new("Lift an opt-out because the patient asked for it")
            {
                Body = Schema.Object(
                    ("contact", Schema.Text("The phone number or email address.")),
                    ("by", Schema.Text("A provider's id or email.")),
                    ("reason", Schema.Text("How the patient asked; kept on the timeline."))).Requiring("contact", "by", "reason"),
                Answers = [new(200, "The patient.", Schema.Ref("FollowedPatient"))],
                Idempotent = true,
            },
        },
    ];

    private static async Task<IAnswer> EnrollAsync(HttpContext context)
    {
        if (await PatientEndpoints.FindAsync(context) is not { } state) return PatientEndpoints.Unknown;
        var read = await JsonBody.ReadAsync(context);
        if (read.Fields is not { } fields) return read.Problem!;
        var plans = context.Known().Plans;
        var name = fields.Text("plan", "the id of a plan", required: true);
        var plan = name is null ? null : plans.Named(name);
        if (name is not null && plan is null) fields.Wrong("plan", $"There is no such plan. Choose one of: {string.Join(", ", plans.All.Select(p => p.Ref.Id).Distinct())}.");
        var anchor = fields.Date("anchor", required: true);
        if (fields.Errors() is { Count: > 0 } errors) return Problem.Invalid(errors);
        var submitted = await context.Service<Registrar>().EnrollAsync(
            state.Id, plan!.Ref, anchor!.Value, PatientEndpoints.ApiCaller, context.CommandId("enroll", plan.Ref), context.RequestAborted);
        if (submitted.Refusal is { } refusal) return Problem.Refused(refusal);
        var enrolled = (await context.Service<ILedgerStore>().LoadAsync(state.Id, context.RequestAborted)).State.Enrollments.FirstOrDefault(e => e.Plan.Id == plan.Ref.Id);
        var body = enrolled is null ? new JsonObject { ["plan"] = plan.Ref.ToString() } : Views.Of(enrolled);
        return new JsonAnswer(body, StatusCodes.Status201Created) { Location = $"/api/patients/{state.Id}/enrollments/{plan.Ref.Id}" };
    }

    private static async Task<IAnswer> WithdrawAsync(HttpContext context)
    {
        if (await PatientEndpoints.FindAsync(context) is not { } state) return PatientEndpoints.Unknown;
        var read = await JsonBody.ReadAsync(context, mayBeEmpty: true);
        if (read.Fields is not { } fields) return read.Problem!;
        var reason = fields.Text("reason", "why, in a few words");
        if (fields.Errors() is { Count: > 0 } errors) return Problem.Invalid(errors);
        var plan = context.Place("plan").Split('@')[0];
        var submitted = await context.Service<Registrar>().WithdrawAsync(
            state.Id, plan, PatientEndpoints.ApiCaller, reason ?? "Withdrawn by the practice.", context.CommandId("withdraw", plan), context.RequestAborted);
        return submitted.Refusal switch
        {
            null => new NothingToSay(),
            { Code: "not-enrolled" } refusal => Problem.NotFound(refusal.Message),
            var refusal => Problem.Refused(refusal),
        };
    }

    private static async Task<IAnswer> ChangeStatusAsync(HttpContext context)
    {
        if (await PatientEndpoints.FindAsync(context) is not { } state) return PatientEndpoints.Unknown;
        var read = await JsonBody.ReadAsync(context);
        if (read.Fields is not { } fields) return read.Problem!;
        var status = fields.Word("status", PatientBody.Statuses, required: true);
        var reason = fields.Text("reason", "why, in a few words", required: true);
        if (fields.Errors() is { Count: > 0 } errors) return Problem.Invalid(errors);
        var submitted = await context.Service<Registrar>().ChangeStatusAsync(
            state.Id, status!.Value, PatientEndpoints.ApiCaller, reason!, context.CommandId("status", status.Value), context.RequestAborted);
        return await PatientAfterAsync(context, state.Id, submitted);
    }

    private static async Task<IAnswer> LiftOptOutAsync(HttpContext context)
    {
        if (await PatientEndpoints.FindAsync(context) is not { } state) return PatientEndpoints.Unknown;
        var read = await JsonBody.ReadAsync(context);
        if (read.Fields is not { } fields) return read.Problem!;
        var given = fields.Text("contact", "the phone number or email address", required: true);
        var contact = given is null ? null : ContactPoint.TryParse(given.Contains('@') ? Channel.Email : Channel.Sms, given);
        if (given is not null && (contact is null || state.Standing(contact) is null)) fields.Wrong("contact", "Not a contact point of this patient. Give one that GET /api/patients/{id} lists under contacts.");
        var by = fields.Provider("by", context.Known().Practice);
        var reason = fields.Text("reason", "how the patient asked for it", required: true);
        if (fields.Errors() is { Count: > 0 } errors) return Problem.Invalid(errors);
        var submitted = await context.Service<Registrar>().LiftOptOutAsync(state.Id, contact!, by!.Id, reason!, context.CommandId("opt-in", state.Id), context.RequestAborted);
        return await PatientAfterAsync(context, state.Id, submitted);
    }

    private static async Task<IAnswer> PatientAfterAsync(HttpContext context, PatientId id, Submitted submitted)
    {
        if (submitted.Refusal is { } refusal) return Problem.Refused(refusal);
        var state = (await context.Service<ILedgerStore>().LoadAsync(id, context.RequestAborted)).State;
        return new JsonAnswer(Views.Of(state, context.Known().Practice));
    }
}
