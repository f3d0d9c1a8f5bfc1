using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Outreach.App.Archiving;
using Outreach.App.Ledgers;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Patients;

namespace Outreach.Local.Storage;

internal sealed partial class SqliteLedgerStore : ILedgerArchive
{
    public string KeyFingerprint => Convert.ToHexStringLower(HMACSHA256.HashData(contactKey, "outreach backup"u8).AsSpan(0, 8));

    public ValueTask<IReadOnlyList<PatientId>> IdsAsync(PatientId? after, int take, CancellationToken cancel) => ValueTask.FromResult(reading.Read<IReadOnlyList<PatientId>>(session =>
    {
        var ids = new List<PatientId>();
        for (var page = Partitions(session, after?.ToString() ?? ""); page.Count > 0 && ids.Count < take; page = Partitions(session, page[^1]))
        {
            ids.AddRange(page.Select(p => PatientId.TryParse(p)).OfType<PatientId>());
        }

        return [.. ids.Take(take)];
    }));

    public ValueTask<IReadOnlyList<LedgerRow>> LedgerAsync(PatientId id, CancellationToken cancel) => ValueTask.FromResult(reading.Read<IReadOnlyList<LedgerRow>>(session =>
    {
        var rows = new List<LedgerRow>();
        using var row = session.Query($"SELECT key, body, schema, revision, wake, stored, pending, refusal_code, refusal_message FROM ledger WHERE partition = ?1 ORDER BY key = '{RowKeys.State}', key", id.ToString());
        while (row.Read())
        {
            rows.Add(new LedgerRow(row.GetString(0), row.GetString(1), row.GetInt64(2))
            {
                Revision = row.IsDBNull(3) ? null : row.GetInt64(3),
                Wake = row.IsDBNull(4) ? null : row.GetInt64(4),
                Stored = row.IsDBNull(5) ? null : row.GetInt64(5),
                Pending = !row.IsDBNull(6),
                RefusalCode = row.IsDBNull(7) ? null : row.GetString(7),
                RefusalMessage = row.IsDBNull(8) ? null : row.GetString(8),
            });
        }

        return rows;
    }));

    public async ValueTask<bool> AddAsync(PatientId id, IReadOnlyList<LedgerRow> rows, CancellationToken cancel)
    {
        var (partition, ended) = (id.ToString(), rows.FirstOrDefault(r => r.Key == RowKeys.State));
        var state = ended is null ? null : JsonSerializer.Deserialize<FollowUp>(ended.Body, OutreachJson.Options);
        if (!await writer.WriteAsync(session => Add(session, partition, rows, state), cancel)) return false;
        states.Forget(id);
        if (state?.Patient is { } patient) await LinkAsync(id, Contacts.WritesFrom(patient), cancel);
        return true;
    }

    public ValueTask<IReadOnlyList<OptOutRow>> OptOutsAsync(CancellationToken cancel) => ValueTask.FromResult(reading.Read<IReadOnlyList<OptOutRow>>(session =>
    {
        var found = new List<OptOutRow>();
        using var row = session.Query("SELECT contact, opted_out_at, lifted FROM opt_outs ORDER BY contact");
        while (row.Read()) found.Add(new OptOutRow(row.GetString(0), Ticks.At(row.GetInt64(1)), row.GetInt64(2) != 0));
        return found;
    }));

    public async ValueTask AddOptOutAsync(OptOutRow row, CancellationToken cancel) => await writer.WriteAsync(
        session => session.Execute("INSERT INTO opt_outs (contact, opted_out_at, lifted) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", row.Contact, Ticks.Of(row.OptedOutAt), row.Lifted ? 1 : 0),
        cancel);

    public ValueTask<IReadOnlyList<StrayText>> StrayTextsAsync(CancellationToken cancel) => ValueTask.FromResult(reading.Read(session =>
    {
        using var row = session.Query($"SELECT {OfText} FROM stray_texts ORDER BY at, rowid");
        return Texts(row);
    }));

    public async ValueTask AddEscalationAsync(EscalationRow row, CancellationToken cancel) => await writer.WriteAsync(
        session => session.Execute(
            "INSERT INTO escalations (id, patient, place, open, body) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            row.Id.ToString("N"), row.Patient.ToString(), row.Place, row.Status == EscalationStatus.Resolved ? 0 : 1, JsonSerializer.Serialize(row, OutreachJson.Options)),
        cancel);

    public async ValueTask<Erased> EraseAsync(PatientId id, CancellationToken cancel)
    {
        var partition = id.ToString();
        var erased = await writer.WriteAsync(
            session =>
            {
                const string alone = "SELECT contact FROM contacts c WHERE c.patient = ?1 AND NOT EXISTS (SELECT 1 FROM contacts o WHERE o.contact = c.contact AND o.patient <> ?1)";
                var optOuts = Convert.ToInt32(session.Scalar("SELECT count(*) FROM opt_outs WHERE lifted = 0 AND contact IN (SELECT contact FROM contacts WHERE patient = ?1)", partition), CultureInfo.InvariantCulture);
                var strays = session.Execute($"DELETE FROM stray_texts WHERE contact IN ({alone})", partition);
                var rows = session.Execute("DELETE FROM ledger WHERE partition = ?1", partition);
                foreach (var table in new[] { "patients", "escalations", "contacts", "accesses" }) session.Execute($"DELETE FROM {table} WHERE patient = ?1", partition);
                return new Erased(rows, strays, optOuts);
            },
            cancel);
        states.Forget(id);
        return erased;
    }

    private static bool Add(SqliteSession session, string partition, IReadOnlyList<LedgerRow> rows, FollowUp? state)
    {
        if (session.Scalar($"SELECT 1 FROM ledger WHERE partition = ?1 AND key = '{RowKeys.State}'", partition) is not null) return false;
        foreach (var row in rows)
        {
            var reply = row.Stored is { } stored ? ReplyOf(row, stored) : null;
            session.Execute(
                """
                INSERT INTO ledger (partition, key, body, schema, revision, wake, stored, pending, refusal_code, refusal_message, channel, text, received_at, message_id)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT DO NOTHING
                """,
                partition, row.Key, row.Body, row.Schema, row.Revision, row.Wake, row.Stored, row.Pending ? row.Stored : null, row.RefusalCode, row.RefusalMessage,
                reply?.Channel, reply?.Text, reply?.ReceivedAt, reply?.MessageId);
        }

        if (state?.Patient is { } patient) session.Execute("INSERT INTO patients (patient, external_id, lists) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", partition, patient.ExternalId, (long)state.Lists());
        foreach (var escalation in (state?.Escalations ?? []).Select(e => EscalationRow.Of(state!.Id, e)))
        {
            session.Execute(
                "INSERT INTO escalations (id, patient, place, open, body) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET place = excluded.place, open = excluded.open, body = excluded.body",
                escalation.Id.ToString("N"), partition, escalation.Place, escalation.Status == EscalationStatus.Resolved ? 0 : 1, JsonSerializer.Serialize(escalation, OutreachJson.Options));
        }

        return true;
    }

    private static ReplyColumns? ReplyOf(LedgerRow row, long stored)
    {
        try
        {
            return JsonSerializer.Deserialize<Command>(row.Body, OutreachJson.Options) is { } command ? ReplyColumns.Of(new InboxEntry(command, Ticks.At(stored))) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
