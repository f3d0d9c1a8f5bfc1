using System.Globalization;
using Azure.Data.Tables;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

/// <summary>A row of the due index: at this time, this row of this ledger. "ticks|patient|row key" in one of 16 partitions by patient,
/// so that thousands may be due in the same minute.</summary>
/// <param name="Names"><see cref="RowKeys.State"/> for a wake, else the key of an inbox row.</param>
internal sealed record DueKey(PatientId Patient, long Ticks, string Names)
{
    public const int Shards = 16;

    private const int TicksLength = 19;
    private const int PatientLength = 32;

    public static DueKey Of(PatientId patient, long ticks, string row) => new(patient, Math.Max(0, ticks), row);

    public static string Shard(int n) => string.Create(CultureInfo.InvariantCulture, $"w{n:D2}");

    public static string Shard(PatientId patient) => Shard(DerivedId.Spread(patient, Shards));

    /// <summary>Before the first key that is later.</summary>
    public static string After(long ticks) => string.Create(CultureInfo.InvariantCulture, $"{ticks:D19}~");

    public static DueKey? TryParse(string key)
    {
        const int row = TicksLength + 1 + PatientLength + 1;
        return key.Length > row && key[TicksLength] == '|' && key[row - 1] == '|'
            && long.TryParse(key.AsSpan(0, TicksLength), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && PatientId.TryParse(key[(TicksLength + 1)..(row - 1)]) is { } patient
                ? new DueKey(patient, ticks, key[row..])
                : null;
    }

    /// <param name="commit">The commit that the row announces; null for one that was made from what is in the ledger.</param>
    public TableEntity Row(string? commit) => new(Shard(Patient), string.Create(CultureInfo.InvariantCulture, $"{Ticks:D19}|{Patient}|{Names}")) { [Columns.Commit] = commit };
}
