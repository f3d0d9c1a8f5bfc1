using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

/// <summary>A partition for each contact point, by its keyed hash: its opt-out and its patients. And one for each patient, by id: their
/// contact points, so that former ones are found.</summary>
public sealed partial class TableLedgerStore
{
    private const string OptOut = "opt-out";
    private const string LinkFrom = "p|";

    public async ValueTask<ContactCard> FindAsync(ContactPoint contact, CancellationToken cancel)
    {
        var (rows, _) = await contacts.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Hash(contact)}"), cancel);
        var optedOut = rows.Find(r => r.RowKey == OptOut && r.GetBoolean(Columns.Lifted) != true)?.GetInt64(Columns.OptedOutAt);
        return new ContactCard([.. rows.Select(PatientOf).OfType<PatientId>()], optedOut is { } at ? Ticks.At(at) : null);
    }

    /// <summary>What is new first, and of two rows always the patient's own before the contact point's, so that after a crash the next call finds all there is to undo.</summary>
    public async ValueTask LinkAsync(PatientId patient, ImmutableArray<ContactPoint> contacts, CancellationToken cancel)
    {
        var id = patient.ToString();
        var wanted = contacts.Select(Hash).ToHashSet(StringComparer.Ordinal);
        var (rows, _) = await this.contacts.ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {id}"), cancel, Columns.Key);
        var former = rows.Select(r => r.RowKey).Where(hash => !wanted.Contains(hash)).ToList();
        foreach (var hash in wanted)
        {
            await this.contacts.PutAsync(new TableEntity(id, hash), cancel);
            await this.contacts.PutAsync(new TableEntity(hash, LinkFrom + id), cancel);
        }

        foreach (var hash in former)
        {
            await this.contacts.DeleteAsync(hash, LinkFrom + id, cancel);
            await this.contacts.DeleteAsync(id, hash, cancel);
        }
    }

    public async ValueTask SetOptedOutAsync(ContactPoint contact, Instant? at, CancellationToken cancel)
    {
        var row = new TableEntity(Hash(contact), OptOut) { [Columns.Lifted] = at is null };
        if (at is not { } optedOutAt)
        {
            await contacts.MergeAsync(row, ETag.All, cancel);
            return;
        }

        row[Columns.OptedOutAt] = Ticks.Of(optedOutAt);
        await contacts.PutAsync(row, cancel);
    }

    private static PatientId? PatientOf(TableEntity row) =>
        row.RowKey.StartsWith(LinkFrom, StringComparison.Ordinal) ? PatientId.TryParse(row.RowKey[LinkFrom.Length..]) : null;

    private string Hash(ContactPoint contact) => Convert.ToHexStringLower(HMACSHA256.HashData(contactKey, Encoding.UTF8.GetBytes(contact.Key)));
}
