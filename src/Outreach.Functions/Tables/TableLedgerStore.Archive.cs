using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Outreach.App.Archiving;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

public sealed partial class TableLedgerStore : ILedgerArchive
{
    /// <summary>Of a transaction in characters, well under the 4 MiB that one holds.</summary>
    private const int CharsATransaction = 1_000_000;

    private const string Partition = "PartitionKey";

    public string KeyFingerprint => Convert.ToHexStringLower(HMACSHA256.HashData(contactKey, "outreach backup"u8).AsSpan(0, 8));

    public async ValueTask<IReadOnlyList<PatientId>> IdsAsync(PatientId? after, int take, CancellationToken cancel)
    {
        var ids = new List<PatientId>();
        for (var partition = await PartitionAfterAsync(after?.ToString() ?? "", cancel); partition is not null && ids.Count < take; partition = await PartitionAfterAsync(partition, cancel))
        {
            if (PatientId.TryParse(partition) is { } id) ids.Add(id);
        }

        return ids;
    }

    public async ValueTask<IReadOnlyList<LedgerRow>> LedgerAsync(PatientId id, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostReadings; tries++)
        {
            var before = (await ledger.FindAsync(id.ToString(), RowKeys.State, cancel, Columns.Revision))?.GetInt64(Columns.Revision);
            var (rows, ofOneMoment) = await ledger.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()}"), cancel);
            // Pages are read one after the other: they belong together when s is the same before the first and after the last.
            var after = ofOneMoment ? before : (await ledger.FindAsync(id.ToString(), RowKeys.State, cancel, Columns.Revision))?.GetInt64(Columns.Revision);
            if (before == after) return [.. rows.OrderBy(r => r.RowKey == RowKeys.State).ThenBy(r => r.RowKey, StringComparer.Ordinal).Select(Archived)];
        }

        throw new LedgerUnavailableException("A ledger of several pages moved at each reading; trying again later can help.", canRetry: true, new TimeoutException());
    }

    public async ValueTask<bool> AddAsync(PatientId id, IReadOnlyList<LedgerRow> rows, CancellationToken cancel)
    {
        if (await ledger.FindAsync(id.ToString(), RowKeys.State, cancel, Columns.Revision) is not null) return false;
        foreach (var some in Packed(rows.Where(r => r.Key != RowKeys.State)))
        {
            await ledger.SubmitAsync(some.Select(r => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Entity(id, r))), cancel);
        }

        if (rows.FirstOrDefault(r => r.Key == RowKeys.State) is not { } ended) return true;
        if (!await ledger.AddAsync(Entity(id, ended), cancel)) return false;
        await RepairAsync(id, cancel);
        // With unread rows the repair leaves contact points to the change on its way, which here has not linked them.
        if (JsonSerializer.Deserialize<FollowUp>(ended.Body, OutreachJson.Options)?.Patient is { } patient) await LinkAsync(id, Contacts.WritesFrom(patient), cancel);
        return true;
    }

    public async ValueTask<IReadOnlyList<OptOutRow>> OptOutsAsync(CancellationToken cancel)
    {
        var found = new List<OptOutRow>();
        await foreach (var row in contacts.QueryAsync(TableClient.CreateQueryFilter($"RowKey eq {OptOut}"), cancel))
        {
            if (row.GetInt64(Columns.OptedOutAt) is { } at) found.Add(new OptOutRow(row.PartitionKey, Ticks.At(at), row.GetBoolean(Columns.Lifted) == true));
        }

        return found;
    }

    public async ValueTask AddOptOutAsync(OptOutRow row, CancellationToken cancel) =>
        await contacts.AddAsync(new TableEntity(row.Contact, OptOut) { [Columns.OptedOutAt] = Ticks.Of(row.OptedOutAt), [Columns.Lifted] = row.Lifted }, cancel);

    public async ValueTask<IReadOnlyList<StrayText>> StrayTextsAsync(CancellationToken cancel)
    {
        var found = new List<(StrayText Text, long At)>();
        await foreach (var row in strays.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey ne {Unsettled} and PartitionKey ne {Unread}"), cancel)) found.Add((Stray(row), row.GetInt64(Columns.At) ?? 0));
        return [.. found.OrderBy(f => f.At).Select(f => f.Text)];
    }

    public async ValueTask AddEscalationAsync(EscalationRow row, CancellationToken cancel)
    {
        if (await PatientOfEscalationAsync(row.Id, cancel) is null) await AnnounceAsync([row], cancel);
    }

    public async ValueTask<Erased> EraseAsync(PatientId id, CancellationToken cancel)
    {
        var (rows, _) = await ledger.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()}"), cancel, Partition, Columns.Key);
        var patient = (await FindPatientAsync(id, rows, cancel))?.Patient;
        var (links, _) = await contacts.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()}"), cancel, Partition, Columns.Key);
        var (optOuts, texts) = (0, 0);
        foreach (var hash in links.Select(l => l.RowKey))
        {
            var (card, _) = await contacts.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {hash}"), cancel);
            if (card.Exists(r => r.RowKey == OptOut && r.GetBoolean(Columns.Lifted) != true)) optOuts++;
            if (card.TrueForAll(r => PatientOf(r) is null || PatientOf(r) == id)) texts += await EraseTextsAsync(hash, cancel);
        }

        // The state first: from then on no step finds anything to do, and what follows can be repeated.
        await DeleteAsync(ledger, rows.OrderByDescending(r => r.RowKey == RowKeys.State), cancel);
        await LinkAsync(id, [], cancel);
        var (opened, _) = await access.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()}"), cancel, Partition, Columns.Key);
        await DeleteAsync(access, opened, cancel);
        var (listed, _) = await escalations.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {OfEscalations} and patient eq {id.ToString()}"), cancel, Partition, Columns.Key);
        await DeleteAsync(escalations, listed, cancel);
        if (patient is not null) await DeleteAsync(patients, [ExternalIdRow(id, patient.ExternalId)], cancel);
        foreach (var list in PatientLists.All.Each()) await DeleteAsync(patients, [new TableEntity(ListFrom + list, id.ToString())], cancel);
        var shard = DueKey.Shard(id);
        var (wakes, _) = await due.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {shard}"), cancel, Partition, Columns.Key);
        await DeleteAsync(due, wakes.Where(w => DueKey.TryParse(w.RowKey)?.Patient == id), cancel);
        return new Erased(rows.Count, texts, optOuts);
    }

    private async ValueTask<FollowUp?> FindPatientAsync(PatientId id, List<TableEntity> rows, CancellationToken cancel)
    {
        if (!rows.Exists(r => r.RowKey == RowKeys.State)) return null;
        return await ledger.FindAsync(id.ToString(), RowKeys.State, cancel) is { } s ? s.Parse<FollowUp>(id, "a state") : null;
    }

    private async ValueTask<int> EraseTextsAsync(string hash, CancellationToken cancel)
    {
        var (texts, _) = await strays.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {hash}"), cancel);
        await DeleteAsync(strays, texts.Select(t => PlaceRow(Unsettled, t)), cancel);
        await DeleteAsync(strays, texts.Select(t => PlaceRow(Unread, t)), cancel);
        await DeleteAsync(strays, texts, cancel);
        return texts.Count;
    }

    /// <summary>One by one where a row may be gone already.</summary>
    private static async ValueTask DeleteAsync(Table table, IEnumerable<TableEntity> rows, CancellationToken cancel)
    {
        foreach (var some in rows.Select(r => new TableEntity(r.PartitionKey, r.RowKey)).Chunk(Table.ActionsATransaction))
        {
            if (await table.SubmitAsync(some.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, r, ETag.All)), cancel) is null) continue;
            foreach (var row in some) await table.SubmitAsync([new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)], cancel);
        }
    }

    private static LedgerRow Archived(TableEntity row) => new(row.RowKey, row.Text(), row.GetInt64(Columns.Schema) ?? 0)
    {
        Revision = row.RowKey == RowKeys.State ? row.GetInt64(Columns.Revision) : null,
        Wake = row.GetInt64(Columns.Wake),
        Stored = row.GetInt64(Columns.Stored),
        Pending = row.GetBoolean(Columns.Pending) == true,
        RefusalCode = row.GetString(Columns.RefusalCode),
        RefusalMessage = row.GetString(Columns.RefusalMessage),
    };

    private static TableEntity Entity(PatientId id, LedgerRow row)
    {
        var entity = new TableEntity(id.ToString(), row.Key) { [Columns.Schema] = row.Schema }.WithJson(Encoding.UTF8.GetBytes(row.Body));
        if (row.Key == RowKeys.State)
        {
            entity[Columns.Revision] = row.Revision ?? 1;
            entity[Columns.Wake] = row.Wake;
        }

        if (row.Stored is not { } stored) return entity;
        entity[Columns.Stored] = stored;
        entity[Columns.Pending] = row.Pending;
        entity[Columns.RefusalCode] = row.RefusalCode;
        entity[Columns.RefusalMessage] = Body.Shown(row.RefusalMessage);
        if (ReplyOf(row, stored) is not { } reply) return entity;
        entity[Columns.Channel] = reply.Channel;
        entity[Columns.Text] = Body.Shown(reply.Text);
        entity[Columns.ReceivedAt] = reply.ReceivedAt;
        entity[Columns.MessageId] = Body.Shown(reply.MessageId);
        return entity;
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

    private static IEnumerable<List<LedgerRow>> Packed(IEnumerable<LedgerRow> rows)
    {
        var (packed, chars) = (new List<LedgerRow>(), 0);
        foreach (var row in rows)
        {
            if (packed.Count == Table.ActionsATransaction || (packed.Count > 0 && chars + row.Body.Length > CharsATransaction))
            {
                yield return packed;
                (packed, chars) = ([], 0);
            }

            packed.Add(row);
            chars += row.Body.Length;
        }

        if (packed.Count > 0) yield return packed;
    }
}
