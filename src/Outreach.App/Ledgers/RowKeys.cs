using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.App.Ledgers;

/// <summary>The row keys of a ledger's partition, the same in every store. Nothing personal is ever part of one (R12).</summary>
public static class RowKeys
{
    public const string State = "s";
    public const string InboxFrom = "i|";
    public const string OutboxFrom = "o|";
    public const string TimelineFrom = "t|";

    private const long LastRevision = 9_999_999_999;
    private const int LastOrdinal = 99;
    private const int LongestPlain = 200;

    /// <summary>The first key after all keys that start so.</summary>
    public static string After(string from) => string.Concat(from.AsSpan(0, from.Length - 1), ((char)(from[^1] + 1)).ToString());

    /// <summary>A source id comes from outside; one that Table Storage could not hold as a key (/ \ # ? or too long) is hashed.</summary>
    public static string Inbox(string sourceId) =>
        sourceId.Length is > 0 and <= LongestPlain && sourceId.All(IsPlain)
            ? InboxFrom + sourceId
            : InboxFrom + "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sourceId)));

    public static string Outbox(Guid key) => OutboxFrom + key.ToString("N");

    /// <summary>Revision and ordinal both inverted, so that keys in ascending order are events newest first.</summary>
    public static string Event(long revision, int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"{TimelineFrom}{LastRevision - revision:D10}|{LastOrdinal - ordinal:D2}");

    /// <summary>An event's place for callers: "revision|ordinal", padded so that places sort as text, oldest first.</summary>
    public static string PlaceOf(string eventKey) =>
        Read(eventKey.AsSpan(TimelineFrom.Length)) is var (revision, ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{LastRevision - revision:D10}|{LastOrdinal - ordinal:D2}")
            : throw new FormatException("Not the key of an event.");

    /// <summary>Null for a text that is no place.</summary>
    public static string? EventAt(string place) => Read(place) is var (revision, ordinal) ? Event(revision, ordinal) : null;

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "-_.:+=@".Contains(c, StringComparison.Ordinal);

    private static (long Revision, int Ordinal)? Read(ReadOnlySpan<char> text) =>
        text.Length == 13 && text[10] == '|'
        && long.TryParse(text[..10], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
        && int.TryParse(text[11..], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? (revision, ordinal)
            : null;
}
