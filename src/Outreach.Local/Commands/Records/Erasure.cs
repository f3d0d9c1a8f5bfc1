using System.Globalization;

namespace Outreach.Local.Commands.Records;

/// <summary>An erasure as it is told.</summary>
internal static class Erasure
{
    public static string OptOuts(int count) => string.Create(
        CultureInfo.InvariantCulture, $"the opt-outs of {count} contact points, as keyed hashes: an opt-out belongs to the number or address and has to be honoured for 4 years (47 CFR 64.1200)");

    public static IReadOnlyList<string> Words(int rows, int strayTexts, IEnumerable<string> kept) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"Removed: {rows} rows of the ledger (profile, replies, messages, timeline){(strayTexts == 0 ? "" : $", {strayTexts} texts from before the number was theirs")}."),
        .. kept.Select(k => $"Kept: {k}."),
        "Not reached from here: backups, messages that carriers and providers already have, and logs, which hold ids and times only.",
    ];
}
