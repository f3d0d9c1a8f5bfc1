using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Outreach.Functions.Tables;

/// <summary>A version of row <c>s</c>, and what a commit must know of the row it replaces without reading it again: the ledger's revision as callers carry it.</summary>
/// <param name="Number">1 for the first; events have it in their keys.</param>
/// <param name="Wake">Ticks; null for never.</param>
/// <param name="Commits">Ids of the last commits, newest first.</param>
/// <param name="Projected">What the projections are sure to have been told: <see cref="Functions.Tables.Projected"/>.</param>
/// <param name="Unread">Key of the oldest undecided inbox row that was loaded with it; null when there was none.</param>
/// <param name="UnreadSince">Its ticks.</param>
internal sealed record Mark(long Number, ETag ETag, long? Wake, string Commits, string Projected, string? Unread, long UnreadSince)
{
    public static readonly Mark None = new(0, default, null, "", "", null, 0);

    /// <summary>As many as may land while one client waits and asks again.</summary>
    private const int CommitsKept = 8;

    public static Mark Of(TableEntity state) => new(
        state.GetInt64(Columns.Revision) ?? 0, state.ETag, state.GetInt64(Columns.Wake), state.GetString(Columns.Commits) ?? "", state.GetString(Columns.Projected) ?? "", null, 0);

    public static Mark? TryParse(string text) =>
        text.Split('\n') is [var number, { Length: > 0 } etag, var wake, var commits, var projected, var unread, var since] && Ticks(number) is { } n && Ticks(since) is { } at
            ? new Mark(n, new ETag(etag), Ticks(wake), commits, projected, unread.Length == 0 ? null : unread, at)
            : null;

    public string CommitsWith(string commit) => string.Join(' ', Commits.Split(' ').Prepend(commit).Take(CommitsKept)).TrimEnd();

    public bool Has(string commit) => Commits.Split(' ').Contains(commit, StringComparer.Ordinal);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}\n{ETag}\n{Wake}\n{Commits}\n{Projected}\n{Unread}\n{UnreadSince}");

    private static long? Ticks(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var ticks) ? ticks : null;
}

/// <summary>The named columns.</summary>
internal static class Columns
{
    public const string Key = "RowKey";
    public const string Schema = "schema";
    public const string Revision = "revision";
    public const string Wake = "wake";
    public const string Commits = "commits";
    public const string Projected = "projected";
    public const string Commit = "commit";
    public const string Stored = "stored";
    public const string Pending = "pending";
    public const string RefusalCode = "refusalCode";
    public const string RefusalMessage = "refusalMessage";
    public const string Channel = "channel";
    public const string Text = "text";
    public const string ReceivedAt = "receivedAt";
    public const string MessageId = "messageId";
    public const string Write = "write";
    public const string Patient = "patient";
    public const string ExternalId = "externalId";
    public const string Place = "place";
    public const string Open = "open";
    public const string Announced = "announced";
    public const string OptedOutAt = "optedOutAt";
    public const string Lifted = "lifted";
    public const string At = "at";
    public const string Outcome = "outcome";
    public const string Contact = "contact";
    public const string Unread = "unread";
    public const string SeenBy = "seenBy";
    public const string SeenAt = "seenAt";
}
