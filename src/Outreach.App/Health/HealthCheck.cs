using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.App.Practices;
using Outreach.Core.Patients;

namespace Outreach.App.Health;

/// <summary>How the app is, for whoever runs it: storage, carrier, backlog, auditor, configuration. Counts and times only.</summary>
public sealed class HealthCheck(ILedgerStore ledgers, IContactBook book, CarrierNotes carrier, IAuditorNotes auditor, PracticeInForce practice, IClock clock)
{
    private const int CountedTo = 500;

    private static readonly Duration Overdue = Duration.FromMinutes(2);
    private static readonly Duration AuditorLate = Duration.FromMinutes(5);
    private static readonly Duration CarrierDown = Duration.FromMinutes(5);

    public async ValueTask<HealthReport> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        List<string> wrong = [];
        JsonObject storage, backlog;
        try
        {
            (storage, backlog) = await StorageAsync(now, wrong, cancel);
        }
        catch (LedgerUnavailableException e)
        {
            return new HealthReport(IsUp: false, new JsonObject
            {
                ["status"] = "down",
                ["at"] = Views.Json(now),
                ["wrong"] = new JsonArray("storage does not answer"),
                ["storage"] = new JsonObject { ["status"] = "down", ["detail"] = e.Message, ["canRetry"] = e.CanRetry },
            });
        }

        var body = new JsonObject
        {
            ["status"] = "",
            ["at"] = Views.Json(now),
            ["wrong"] = new JsonArray(),
            ["storage"] = storage,
            ["carrier"] = new JsonObject { ["sms"] = Carrier(Channel.Sms, now, wrong), ["email"] = Carrier(Channel.Email, now, wrong) },
            ["backlog"] = backlog,
            ["auditor"] = await AuditorAsync(now, wrong, cancel),
            ["practice"] = Practice(wrong),
            ["app"] = typeof(HealthCheck).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
        };
        body["status"] = wrong.Count == 0 ? "well" : "needs a look";
        body["wrong"] = new JsonArray([.. wrong.Select(w => (JsonNode)w)]);
        return new HealthReport(IsUp: true, body);
    }

    private async ValueTask<(JsonObject Storage, JsonObject Backlog)> StorageAsync(Instant now, List<string> wrong, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var due = await ledgers.DueAsync(now - Overdue, CountedTo, cancel);
        var milliseconds = Math.Round(Stopwatch.GetElapsedTime(began).TotalMilliseconds, 1);
        var texts = await book.UnhandledAsync(now - Overdue, cancel);
        var waiting = texts.Count(t => t.Outcome is null);
        var stuck = (await ledgers.EscalationsAsync(EscalationFilter.Open, CountedTo, null, cancel)).Count(e => e.IsStuck(now - Overdue));
        if (due.Count > 0) wrong.Add($"{due.Count} patients have something overdue");
        if (waiting > 0) wrong.Add($"{waiting} texts of unknown numbers wait");
        if (stuck > 0) wrong.Add($"{stuck} open escalations have no next step");
        return (
            new JsonObject { ["status"] = "up", ["milliseconds"] = milliseconds },
            new JsonObject
            {
                ["overdue"] = due.Count,
                ["countedTo"] = CountedTo,
                ["oldestSeconds"] = due.Count == 0 ? 0 : Math.Round((now - due[0].DueAt).TotalSeconds),
                ["unhandledTexts"] = waiting,
                ["stuckEscalations"] = stuck,
            });
    }

    private JsonObject Carrier(Channel channel, Instant now, List<string> wrong)
    {
        var notes = carrier.Of(channel);
        var down = notes.FailingSince is { } since && now - since >= CarrierDown;
        if (down) wrong.Add($"{(channel == Channel.Sms ? "SMS" : "email")} has failed {notes.Failures} times in a row");
        return new JsonObject
        {
            ["status"] = down ? "down" : notes.FailingSince is not null ? "failing" : notes.LastAccepted is null ? "not used yet" : "up",
            ["lastAccepted"] = notes.LastAccepted is { } at ? Views.Json(at) : null,
            ["failingSince"] = notes.FailingSince is { } from ? Views.Json(from) : null,
            ["failures"] = notes.Failures,
            ["lastError"] = notes.LastError,
        };
    }

    private async ValueTask<JsonObject> AuditorAsync(Instant now, List<string> wrong, CancellationToken cancel)
    {
        var last = await auditor.LastAsync(cancel);
        if (last is null || now - last.At > AuditorLate) wrong.Add("the auditor has not run for five minutes");
        return new JsonObject { ["lastRun"] = last is null ? null : Views.Json(last.At), ["takenUp"] = last?.TakenUp };
    }

    private JsonObject Practice(List<string> wrong)
    {
        if (!practice.Refused.IsEmpty) wrong.Add("a newer configuration has mistakes; an older one is in force");
        return new JsonObject { ["version"] = practice.Version?.Number ?? 0, ["by"] = practice.Version?.By, ["mistakes"] = new JsonArray([.. practice.Refused.Select(d => (JsonNode)d.ToString())]) };
    }
}

/// <param name="IsUp">False where nothing can be done or stored.</param>
public sealed record HealthReport(bool IsUp, JsonObject Body);
