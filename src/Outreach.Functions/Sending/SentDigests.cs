using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Digests;
using Outreach.Core.Patients;

namespace Outreach.Functions.Sending;

/// <summary>How far each provider's digest of the day has got: a row each, beside the queue in which it may wait.</summary>
public sealed class SentDigests(TableClient rates) : IDigestLog
{
    private const string Partition = "digest";
    private const string Digest = "digest";
    private const string Sent = "sent";
    private const string Slot = "slot";

    public async ValueTask<DigestStanding?> FindAsync(string provider, Guid digest, CancellationToken cancel)
    {
        var found = await rates.GetEntityIfExistsAsync<TableEntity>(Partition, Row(provider), cancellationToken: cancel);
        return found.HasValue && found.Value!.GetString(Digest) == digest.ToString("N")
            ? new DigestStanding(found.Value.GetBoolean(Sent) == true, found.Value.GetInt64(Slot) is { } at ? Instant.FromUnixTimeTicks(at) : null)
            : null;
    }

    public async ValueTask WriteAsync(string provider, Guid digest, DigestStanding standing, CancellationToken cancel) =>
        await rates.UpsertEntityAsync(
            new TableEntity(Partition, Row(provider)) { [Digest] = digest.ToString("N"), [Sent] = standing.Sent, [Slot] = standing.SlotAt?.ToUnixTimeTicks() },
            TableUpdateMode.Replace,
            cancel);

    /// <summary>Any word may be a provider's id, not any a row's key.</summary>
    private static string Row(string provider) => DerivedId.From(provider).ToString("N");
}
