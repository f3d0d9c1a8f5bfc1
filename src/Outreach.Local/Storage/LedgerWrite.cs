using System.Text.Json;
using Outreach.App.Ledgers;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Patients;

namespace Outreach.Local.Storage;

/// <summary>All writes of one step and of its projections.</summary>
internal sealed class LedgerWrite
{
    private readonly string id;
    private readonly LedgerCommit commit;
    private readonly CommitRows rows;
    private readonly string[] decided;
    private readonly InboxRow[] received;
    private readonly string[] outboxChanged;
    private readonly string[] outboxDone;
    private readonly (EscalationRow Row, string Body)[] escalations;
    private readonly object? wake;
    private readonly long lists;

    public LedgerWrite(PatientId patient, LedgerCommit commit, CommitRows rows)
    {
        if (commit.State.Id != patient) throw new ArgumentException("The state is another patient's.", nameof(commit));
        id = patient.ToString();
        this.commit = commit;
        this.rows = rows;
        decided = [.. commit.Decided.Select(d => RowKeys.Inbox(d.SourceId))];
        received = [.. commit.Decided.Select((d, i) => d.Received is { } entry ? new InboxRow(patient, entry, rows.Received[i]!) : null).OfType<InboxRow>()];
        outboxChanged = [.. commit.OutboxChanged.Select(o => RowKeys.Outbox(o.Key))];
        outboxDone = [.. commit.OutboxDone.Select(RowKeys.Outbox)];
        escalations = [.. commit.State.Escalations.Select(e => EscalationRow.Of(patient, e)).Select(r => (r, JsonSerializer.Serialize(r, OutreachJson.Options)))];
        lists = (long)commit.State.Lists();
        wake = commit.NextWake is { } at ? Ticks.Of(at) : null;
    }

    /// <summary>False, with nothing written, when the revision is not <paramref name="from"/> any more, 0 for none yet, or what it brings is there already.</summary>
    public bool Run(SqliteSession session, long from)
    {
        if (Array.Exists(received, r => r.IsThere(session)) || !WriteState(session, from)) return false;
        foreach (var row in received) row.InsertDecided(session);
        for (var i = 0; i < decided.Length; i++)
        {
            var entry = commit.Decided[i];
            if (entry is { Received: not null, RefusalCode: null, RefusalMessage: null }) continue;
            RequireRow("decided", session.Execute(
                "UPDATE ledger SET pending = NULL, refusal_code = ?3, refusal_message = ?4 WHERE partition = ?1 AND key = ?2",
                id, decided[i], entry.RefusalCode, entry.RefusalMessage));
        }

        for (var i = 0; i < outboxChanged.Length; i++)
        {
            session.Execute(
                """
                INSERT INTO ledger (partition, key, body, schema) VALUES (?1, ?2, CAST(?3 AS TEXT), ?4)
                ON CONFLICT DO UPDATE SET body = excluded.body, schema = excluded.schema
                """,
                id, outboxChanged[i], rows.Outbox[i], commit.State.Schema);
        }

        foreach (var key in outboxDone) RequireRow("done", session.Execute("DELETE FROM ledger WHERE partition = ?1 AND key = ?2", id, key));
        for (var i = 0; i < rows.Events.Count; i++)
        {
            session.Execute(
                "INSERT INTO ledger (partition, key, body, schema) VALUES (?1, ?2, CAST(?3 AS TEXT), ?4)",
                id, RowKeys.Event(from + 1, i), rows.Events[i], commit.State.Schema);
        }

        Project(session);
        return true;
    }

    private bool WriteState(SqliteSession session, long from) => from == 0
        ? session.Execute(
            "INSERT INTO ledger (partition, key, body, schema, wake, revision) VALUES (?1, 's', CAST(?2 AS TEXT), ?3, ?4, 1) ON CONFLICT DO NOTHING",
            id, rows.State, commit.State.Schema, wake) > 0
        : session.Execute(
            "UPDATE ledger SET body = CAST(?2 AS TEXT), schema = ?3, wake = ?4, revision = revision + 1 WHERE partition = ?1 AND key = 's' AND revision = ?5",
            id, rows.State, commit.State.Schema, wake, from) > 0;

    private void Project(SqliteSession session)
    {
        if (commit.State.Patient is { } patient)
        {
            session.Execute(
                """
                INSERT INTO patients (patient, external_id, lists) VALUES (?1, ?2, ?3)
                ON CONFLICT DO UPDATE SET external_id = excluded.external_id, lists = excluded.lists WHERE external_id <> excluded.external_id OR lists <> excluded.lists
                """,
                id, patient.ExternalId, lists);
        }

        foreach (var (row, body) in escalations)
        {
            session.Execute(
                """
                INSERT INTO escalations (id, patient, place, open, body) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO UPDATE SET place = excluded.place, open = excluded.open, body = excluded.body WHERE body <> excluded.body
                """,
                row.Id.ToString("N"), id, row.Place, row.Status == EscalationStatus.Resolved ? 0 : 1, body);
        }
    }

    private static void RequireRow(string what, int changed)
    {
        if (changed == 0) throw new LedgerLimitException($"A commit names a row as {what} that is not there.");
    }
}
