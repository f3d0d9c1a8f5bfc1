using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Archiving;
using Outreach.App.Endpoints.OpenApi;
using Outreach.App.Ledgers;
using Outreach.Core.Json;

namespace Outreach.App.Endpoints;

/// <summary>Taking everything along, and leaving nothing behind.</summary>
internal static class ArchiveEndpoints
{
    private const int MostBytes = 1000 * 1024;
    private const int LedgersAPage = 10;

    private static readonly Schema Lines = Schema.ListOf(new Schema { Type = "object" }, "Lines of a backup: head, practice, opt-out, stray-text, escalation, access, ledger.");

    public static IEnumerable<Endpoint> All =>
    [
        new("ErasePatient", HttpMethods.Delete, "api/patients/{id}", Access.Admin, Asked.Api(EraseAsync))
        {
            Operation = new("Erase a patient")
            {
                Description = "Profile, replies, messages, timeline and escalations are gone. Opt-outs belong to the phone number or email address and stay for 4 years, as a keyed hash. Backups, and what carriers and providers were sent, are not reached from here.",
                Answers = [new(200, "What was removed and what is kept.", Schema.Object(
                    ("rows", Schema.Whole("Of the ledger.")),
                    ("strayTexts", Schema.Whole("Texts of a number that was theirs alone.")),
                    ("kept", Schema.ListOf(Schema.Object(("what", Schema.Text()), ("why", Schema.Text()), ("until", Schema.Date()))))))],
            },
        },
        new("Backup", HttpMethods.Get, "api/backup", Access.Admin, Asked.Api(BackupAsync))
        {
            Operation = new("Everything that is kept, page by page")
            {
                Description = "Holds everything about every patient: whoever has it must guard it as the practice's records.",
                Query = [("take", Schema.Whole("Ledgers a page, 1 to 50; 10 when left out.")), ("after", Schema.Text("The last answer's next."))],
                Answers = [new(200, "A page of lines.", Schema.Page(new Schema { Type = "object" }))],
            },
        },
        new("Restore", HttpMethods.Post, "api/backup", Access.Admin, Asked.Api(RestoreAsync))
        {
            Operation = new("Take up lines of a backup")
            {
                Description = "In the backup's order, so many at a time that they fit a request. Adds what is not there; a ledger that is there is never changed.",
                Body = Schema.Object(("lines", Lines), ("evenIfNotEmpty", Schema.Flag("Also where there are patients already; looked at with the line head."))).Requiring("lines"),
                Answers = [new(200, "What was added.", Schema.Object(("ledgers", Schema.Whole()), ("thereAlready", Schema.Whole())))],
            },
        },
    ];

    private static async Task<IAnswer> EraseAsync(HttpContext context)
    {
        var archive = context.Service<ILedgerArchive>();
        if (context.Patient() is not { } id) return PatientEndpoints.Unknown;
        var (rows, strays, optOuts) = await archive.EraseAsync(id, context.RequestAborted);
        if (rows == 0) return PatientEndpoints.Unknown;
        var kept = new JsonArray();
        if (optOuts > 0)
        {
            var until = (context.Now() + LedgerLimits.OptOutsKept).InZone(context.Known().Practice.Zone).Date;
            kept.Add(new JsonObject
            {
                ["what"] = optOuts == 1 ? "the opt-out of one contact point, as a keyed hash" : $"the opt-outs of {optOuts} contact points, as keyed hashes",
                ["why"] = "An opt-out belongs to the number or address and has to be honoured and provable (47 CFR 64.1200); nobody can read the number from it.",
                ["until"] = Views.Json(until),
            });
        }

        return new JsonAnswer(new JsonObject { ["rows"] = rows, ["strayTexts"] = strays, ["kept"] = kept });
    }

    private static async Task<IAnswer> BackupAsync(HttpContext context)
    {
        var archive = context.Service<Archive>();
        var take = context.Query("take") is { } text ? int.TryParse(text, out var n) ? n : 0 : LedgersAPage;
        if (take is < 1 or > Archive.MostLedgersAPage) return Problem.Invalid("take", $"Give a whole number from 1 to {Archive.MostLedgersAPage}.");
        var page = await archive.ReadAsync(context.Query("after"), take, context.RequestAborted);
        return JsonAnswer.Page(page.Lines.Select(l => JsonSerializer.SerializeToNode(l, OutreachJson.Options)!), page.Next);
    }

    private static async Task<IAnswer> RestoreAsync(HttpContext context)
    {
        var archive = context.Service<Archive>();
        if (await JsonBody.BytesAsync(context.Request, MostBytes, context.RequestAborted) is not { } bytes) return new Problem(StatusCodes.Status413PayloadTooLarge, "too-large", $"At most {MostBytes / 1024} KiB of lines are accepted at a time.");
        if (Read(bytes) is not { } asked) return Problem.Invalid("lines", "They cannot be read as lines of a backup. Hand them in as they were written, {\"lines\": [ … ]}.");
        if (asked.Lines.OfType<BackupLine.Head>().FirstOrDefault() is { } head)
        {
            if (archive.Refuse(head) is { } why) return new Problem(StatusCodes.Status409Conflict, "other-backup", why);
            if (!asked.EvenIfNotEmpty && !await archive.IsEmptyAsync(context.RequestAborted)) return new Problem(StatusCodes.Status409Conflict, "not-empty", "There are patients here already. Restore into an app without any, or say evenIfNotEmpty: what is here stays as it is, and the others are added.");
        }

        var restored = await archive.AddAsync(asked.Lines, context.RequestAborted);
        return new JsonAnswer(new JsonObject { ["ledgers"] = restored.Ledgers, ["thereAlready"] = restored.ThereAlready });
    }

    private static RestoreBody? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<RestoreBody>(bytes, OutreachJson.Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private sealed record RestoreBody(BackupLine[] Lines, bool EvenIfNotEmpty = false);
}
