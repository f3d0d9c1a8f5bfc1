using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints.OpenApi;
using Outreach.App.Enrolling;
using Outreach.App.Ledgers;
using Outreach.App.Receiving;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Endpoints;

/// <summary>The board's lists that are not of concerns: what nobody has read, and who cannot be reached.</summary>
internal static class BoardEndpoints
{
    private const int MostIdChars = 300;

    public static IEnumerable<Endpoint> All =>
    [
        new("ListUnread", HttpMethods.Get, "api/unread", Access.Admin, Asked.Api(ListUnreadAsync))
        {
            Operation = new("List what somebody wrote, nothing could use and nobody has read, oldest first")
            {
                Query = [("take", Schema.Whole("1 to 500 of patients, and as many of strangers; 100 when left out."))],
                Answers = [new(200, "Read them and say so; there is no other page.", Schema.Page(Schema.Ref("UnreadReply")))],
            },
        },
        new("SeeUnread", HttpMethods.Post, "api/unread/seen", Access.Admin, Asked.Api(SeeAsync))
        {
            Operation = new("Say that one of them has been read, with who did")
            {
                Body = Schema.Object(
                    ("by", Schema.Text("A provider's id or email.")),
                    ("patientId", Schema.Text("Of a patient, with upTo.")),
                    ("upTo", Schema.Moment("The time of the latest that was read.")),
                    ("from", Schema.Text("Of a stranger, with messageId: the number.")),
                    ("messageId", Schema.Text())).Requiring("by"),
                Answers = [new(204, "Kept.")],
                Idempotent = true,
            },
        },
        new("ListUnreachable", HttpMethods.Get, "api/unreachable", Access.Admin, Asked.Api(ListUnreachableAsync))
        {
            Operation = new("List active patients with whom there is no contact, in order of id")
            {
                Query = [("take", Schema.Whole("1 to 500; 100 when left out.")), ("after", Schema.Text("The last answer's next."))],
                Answers = [new(200, "A page of patients.", Schema.Page(Schema.Ref("UnreachablePatient")))],
            },
        },
    ];

    public static readonly IReadOnlyList<(string Name, Schema Schema)> Named =
    [
        ("UnreadReply", Schema.Object(
            ("at", Schema.Moment("Of the oldest.")),
            ("patientId", Schema.Text("Null for a number that belongs to nobody.") with { OrNull = true }),
            ("from", Schema.Text("The number of a stranger.") with { OrNull = true }),
            ("messageId", Schema.Text("Of a stranger's text.") with { OrNull = true }),
            ("replies", Schema.ListOf(Schema.Object(("at", Schema.Moment()), ("text", Schema.Text())))))),
        ("UnreachablePatient", Schema.Object(
            ("patientId", Schema.Text()),
            ("since", Schema.Moment("Null where nobody knows.") with { OrNull = true }),
            ("ways", Schema.ListOf(Schema.Object(
                ("channel", Schema.Word(PatientBody.Channels.Keys)),
                ("because", Schema.Word("no-address", "no-consent", "opted-out", "unusable", "not-arriving")),
                ("detail", Schema.Text("Why it is unusable.") with { OrNull = true }),
                ("since", Schema.Moment() with { OrNull = true })), "Why nothing gets through; empty where messages arrive and are not answered.")),
            ("silences", Schema.ListOf(Schema.Object(("plan", Schema.Text("id@version")), ("missed", Schema.Whole("Check-ins in a row.")), ("since", Schema.Moment())), "Plans that hold the patient to be silent.")))),
    ];

    private static async Task<IAnswer> ListUnreadAsync(HttpContext context)
    {
        if (context.Take() is not { } take) return Asked.WrongTake;
        var unread = await UnreadReply.ListAsync(context.Service<ILedgerStore>(), context.Service<IContactBook>(), take, context.RequestAborted);
        return JsonAnswer.Page(unread.Select(Of), null);
    }

    private static async Task<IAnswer> SeeAsync(HttpContext context)
    {
        var read = await JsonBody.ReadAsync(context);
        if (read.Fields is not { } fields) return read.Problem!;
        var by = fields.Provider("by", context.Known().Practice);
        var patient = fields.Parsed("patientId", PatientId.TryParse, "the patient's id");
        var from = fields.Phone("from", required: patient is null);
        var upTo = fields.Moment("upTo", required: patient is not null);
        var message = fields.Text("messageId", "the text's id", required: from is not null, most: MostIdChars);
        if (fields.Errors() is { Count: > 0 } errors) return Problem.Invalid(errors);
        if (patient is { } id)
        {
            var submitted = await context.Service<Submit>()(id, new Command.SeeReplies(by!.Id, upTo!.Value) { Id = context.CommandId("seen", id), At = context.Now() }, context.RequestAborted);
            if (submitted.Refusal is { } refusal) return Problem.Refused(refusal);
        }
        else
        {
            await context.Service<IContactBook>().MarkSeenAsync(ContactPoint.Of(from!.Value), message!, by!.Id, context.Now(), context.RequestAborted);
        }

        return new NothingToSay();
    }

    private static async Task<IAnswer> ListUnreachableAsync(HttpContext context)
    {
        if (context.Take() is not { } take) return Asked.WrongTake;
        PatientId? after = null;
        if (context.Query("after") is { } place && (after = PatientId.TryParse(place)) is null) return Problem.Invalid("after", "Not a place in this list. Give the \"next\" of the page before, as it was.");
        var states = await context.Service<ILedgerStore>().ListedAsync(PatientLists.Unreachable, take, after, context.RequestAborted);
        return JsonAnswer.Page(states.Select(Of), states.Count == take ? states[^1].Id.ToString() : null);
    }

    private static JsonObject Of(UnreadReply reply) => reply switch
    {
        UnreadReply.OfPatient r => Of(reply, r.Patient.Id.ToString(), null, null, [.. r.Replies.Select(w => Words(w.At, w.Text))]),
        UnreadReply.OfStranger r => Of(reply, null, r.Text.From.Address, r.Text.MessageId, Words(r.Text.At, r.Text.Text)),
        _ => throw new ArgumentOutOfRangeException(nameof(reply), reply.GetType().Name, "not a reply"),
    };

    private static JsonObject Of(UnreadReply reply, string? patient, string? from, string? message, params JsonNode[] replies) => new()
    {
        ["at"] = Views.Json(reply.At), ["patientId"] = patient, ["from"] = from, ["messageId"] = message, ["replies"] = new JsonArray(replies),
    };

    private static JsonObject Words(NodaTime.Instant at, string text) => new() { ["at"] = Views.Json(at), ["text"] = text };

    private static JsonObject Of(FollowUp state)
    {
        var why = Unreachable.Of(state);
        return new()
        {
            ["patientId"] = state.Id.ToString(),
            ["since"] = why?.Since is { } since ? Views.Json(since) : null,
            ["ways"] = new JsonArray([.. (why?.Ways ?? []).Select(w => new JsonObject { ["channel"] = Views.Json(w.Channel), ["because"] = Views.Json(w.Because), ["detail"] = w.Detail, ["since"] = w.Since is { } at ? Views.Json(at) : null })]),
            ["silences"] = new JsonArray([.. (why?.Silences ?? []).Select(s => new JsonObject { ["plan"] = s.Plan.ToString(), ["missed"] = s.Missed, ["since"] = Views.Json(s.Since) })]),
        };
    }
}
