using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Patients;

namespace Outreach.Local.Storage;

internal sealed partial class SqliteLedgerStore
{
    private const int IdsAPage = 500;

    private static readonly string Wakes = $"SELECT partition, wake FROM ledger WHERE wake <= ?1 AND schema <= {FollowUp.CurrentSchema} ORDER BY wake";

    private static readonly string Unread = $"""
        SELECT i.partition, i.pending FROM ledger i WHERE i.pending <= ?1 AND i.schema <= {FollowUp.CurrentSchema}
        AND NOT EXISTS (SELECT 1 FROM ledger s WHERE s.partition = i.partition AND s.key = '{RowKeys.State}' AND s.schema > {FollowUp.CurrentSchema})
        ORDER BY i.pending
        """;

    public ValueTask<IReadOnlyList<DueLedger>> DueAsync(Instant by, int take, CancellationToken cancel) =>
        ValueTask.FromResult(reading.Read(session => Due(session, Ticks.Of(by), take)));

    public ValueTask<Instant?> NextDueAsync(CancellationToken cancel) =>
        ValueTask.FromResult(reading.Read(session => Due(session, long.MaxValue, 1)) is [var first, ..] ? first.DueAt : (Instant?)null);

    public ValueTask<IReadOnlyList<EscalationRow>> EscalationsAsync(EscalationFilter filter, int take, string? after, CancellationToken cancel)
    {
        var which = filter switch
        {
            EscalationFilter.Open => "open = 1 AND",
            EscalationFilter.Resolved => "open = 0 AND",
            EscalationFilter.All => "",
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "unknown filter"),
        };
        return ValueTask.FromResult(reading.Read<IReadOnlyList<EscalationRow>>(session =>
        {
            var found = new List<EscalationRow>();
            using var row = session.Query($"SELECT body FROM escalations WHERE {which} place > ?1 ORDER BY place LIMIT ?2", after ?? "", take);
            while (row.Read()) found.Add(JsonSerializer.Deserialize<EscalationRow>(row.GetFieldValue<byte[]>(0), OutreachJson.Options)!);
            return found;
        }));
    }

    public ValueTask<PatientId?> PatientOfEscalationAsync(Guid escalation, CancellationToken cancel) =>
        ValueTask.FromResult(reading.Read(session =>
            PatientId.TryParse(session.Scalar("SELECT patient FROM escalations WHERE id = ?1", escalation.ToString("N")) as string)));

    public ValueTask<IReadOnlyList<PatientRow>> PatientsAsync(int take, string? afterExternalId, CancellationToken cancel) =>
        ValueTask.FromResult(reading.Read<IReadOnlyList<PatientRow>>(session =>
        {
            var found = new List<PatientRow>();
            using var row = session.Query(
                $"""
                SELECT p.patient, p.external_id, json_extract(s.body, '$.patient') FROM patients p JOIN ledger s ON s.partition = p.patient AND s.key = '{RowKeys.State}'
                WHERE p.external_id > ?1 AND json_valid(s.body) ORDER BY p.external_id LIMIT ?2
                """,
                afterExternalId ?? "", take);
            while (row.Read())
            {
                if (PatientId.TryParse(row.GetString(0)) is { } id) found.Add(new PatientRow(id, row.GetString(1), Parse<Patient>(id, "a patient", row.GetFieldValue<byte[]>(2))));
            }

            return found;
        }));

    public ValueTask<IReadOnlyList<FollowUp>> ListedAsync(PatientLists list, int take, PatientId? after, CancellationToken cancel) =>
        ValueTask.FromResult(reading.Read<IReadOnlyList<FollowUp>>(session =>
        {
            var found = new List<FollowUp>();
            using var row = session.Query(
                $"""
                SELECT p.patient, s.body, s.revision FROM patients p JOIN ledger s ON s.partition = p.patient AND s.key = '{RowKeys.State}'
                WHERE p.lists <> 0 AND p.lists & ?1 AND p.patient > ?2 AND s.schema <= {FollowUp.CurrentSchema} AND json_valid(s.body) ORDER BY p.patient LIMIT ?3
                """,
                (long)list, after?.ToString() ?? "", take);
            while (row.Read())
            {
                if (PatientId.TryParse(row.GetString(0)) is { } id) found.Add(states.Find(id, row.GetInt64(2)) ?? Parse<FollowUp>(id, "a state", row.GetFieldValue<byte[]>(1)));
            }

            return found;
        }));

    public ValueTask<PatientId?> PatientByExternalIdAsync(string externalId, CancellationToken cancel) =>
        ValueTask.FromResult(reading.Read(session =>
            PatientId.TryParse(session.Scalar("SELECT patient FROM patients WHERE external_id = ?1 ORDER BY rowid LIMIT 1", externalId) as string)));

    public async IAsyncEnumerable<PatientId> AllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = ""; ;)
        {
            cancel.ThrowIfCancellationRequested();
            var page = reading.Read(session => Partitions(session, after));
            if (page.Count == 0) yield break;
            foreach (var partition in page)
            {
                if (PatientId.TryParse(partition) is { } id) yield return id;
            }

            after = page[^1];
        }
    }

    /// <summary>Jumps from partition to partition, so that the walk does not read every row.</summary>
    private static List<string> Partitions(SqliteSession session, string after)
    {
        var page = new List<string>(IdsAPage);
        using var row = session.Query(
            """
            WITH RECURSIVE walk (partition) AS (
                SELECT MIN(partition) FROM ledger WHERE partition > ?1
                UNION ALL SELECT (SELECT MIN(partition) FROM ledger WHERE partition > walk.partition) FROM walk WHERE walk.partition IS NOT NULL)
            SELECT partition FROM walk WHERE partition IS NOT NULL LIMIT ?2
            """,
            after, IdsAPage);
        while (row.Read()) page.Add(row.GetString(0));
        return page;
    }

    /// <summary>Merges two ordered lists, so that the work is that of the rows taken and not of all that are due.</summary>
    private static IReadOnlyList<DueLedger> Due(SqliteSession session, long by, int take)
    {
        using var wakes = session.Query(Wakes, by);
        using var unread = session.Query(Unread, by);
        var due = new List<DueLedger>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var wake = Next(wakes);
        var reply = Next(unread);
        while (due.Count < take && (wake ?? reply) is not null)
        {
            var ofWake = reply is null || (wake is { } w && w.At <= reply.Value.At);
            var (partition, at) = ofWake ? wake!.Value : reply!.Value;
            if (PatientId.TryParse(partition) is { } id && seen.Add(partition)) due.Add(new DueLedger(id, Ticks.At(at)));
            if (ofWake) wake = Next(wakes);
            else reply = Next(unread);
        }

        return due;
    }

    private static (string Partition, long At)? Next(SqliteDataReader rows) => rows.Read() ? (rows.GetString(0), rows.GetInt64(1)) : null;
}
