using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Outreach.App.Ledgers;
using Outreach.Core.Json;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

/// <summary>A row's JSON as text in columns body, body2, body3…: a text column holds 64 KiB as UTF-16.</summary>
internal static class Body
{
    /// <summary>Of one column, a little under what the service takes.</summary>
    public const int Chars = 32_000;

    public static TableEntity WithJson(this TableEntity row, ReadOnlySpan<byte> json)
    {
        var text = Encoding.UTF8.GetString(json);
        for (int from = 0, n = 1; n == 1 || from < text.Length; n++)
        {
            var to = End(text, from);
            row[Column(n)] = text[from..to];
            from = to;
        }

        return row;
    }

    public static TableEntity WithBody<T>(this TableEntity row, T value) => row.WithJson(JsonSerializer.SerializeToUtf8Bytes(value, OutreachJson.Options));

    public static string Text(this TableEntity row)
    {
        if (row.GetString(Column(2)) is null) return row.GetString(Column(1)) ?? "";
        var text = new StringBuilder();
        for (var n = 1; row.GetString(Column(n)) is { } part; n++) text.Append(part);
        return text.ToString();
    }

    /// <exception cref="UnreadableLedgerException">Says what kind of row, and nothing of its content.</exception>
    public static T Parse<T>(this TableEntity row, PatientId id, string kind)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(row.Text(), OutreachJson.Options) ?? throw new JsonException("null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new UnreadableLedgerException(id, kind, e);
        }
    }

    /// <summary>For columns that only show what the body holds.</summary>
    public static string? Shown(string? text) => text?[..End(text, 0)];

    /// <summary>Never between the two halves of a character.</summary>
    private static int End(string text, int from)
    {
        var to = Math.Min(text.Length, from + Chars);
        return to < text.Length && char.IsHighSurrogate(text[to - 1]) ? to - 1 : to;
    }

    private static string Column(int n) => n == 1 ? "body" : string.Create(CultureInfo.InvariantCulture, $"body{n}");
}
