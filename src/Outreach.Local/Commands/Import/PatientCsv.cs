using System.Text;
using CsvHelper;
using NodaTime;
using Outreach.Core.Practices;

namespace Outreach.Local.Commands.Import;

/// <summary>Reads a practice's file of patients: a header row, then RFC 4180 in UTF-8. Whatever is wrong is said at once, each with its line and column.</summary>
public static class PatientCsv
{
    private const string NotText = "this is a workbook and no CSV file; save it as \"CSV UTF-8\"";

    private static readonly RowError Empty = new(1, null, "the file is empty; the first line names the columns, then comes one line a patient");
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="plans">Ids of the plans at hand.</param>
    /// <param name="today">In the practice's zone.</param>
    public static PatientFile Read(Stream csv, Practice practice, IReadOnlyCollection<string> plans, LocalDate today)
    {
        using var copy = new MemoryStream();
        csv.CopyTo(copy);
        var bytes = copy.ToArray();
        if (WrongEncoding(bytes) is { } wrong) return PatientFile.Unreadable(wrong);
        return Strict.GetString(bytes).TrimStart('\uFEFF').AsSpan().IsWhiteSpace()
            ? PatientFile.Unreadable(Empty)
            : Read(bytes, new RowReader(practice, plans, today));
    }

    private static PatientFile Read(byte[] utf8, RowReader reader)
    {
        CsvMalformedReason? broken = null;
        using var csv = CsvReader.Create(utf8, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
            OnMalformedRecord = record => broken = record.Reason,
        });
        if (!csv.Read()) return PatientFile.Unreadable(Empty);
        var header = Fields(csv);
        var headerErrors = Columns.Check(header).ToArray();
        if (headerErrors.Length > 0) return PatientFile.Unreadable(headerErrors);
        var headerText = Encoding.UTF8.GetString(csv.RawRecord);

        var rows = new List<ImportRow>();
        var errors = new List<RowError>();
        var raws = new SortedDictionary<int, string>();
        var firstLines = new Dictionary<string, int>(StringComparer.Ordinal);
        for (broken = null; csv.Read(); broken = null)
        {
            var record = Fields(csv);
            if (record.All(string.IsNullOrWhiteSpace)) continue;
            var fields = new RowFields((int)csv.LineNumber, header, record);
            var row = Misshapen(broken, header.Length, record.Length) is { } why ? fields.Fail<ImportRow>(null, why) : reader.Read(fields);
            if (fields.Text(Columns.ExternalId) is { } id && !firstLines.TryAdd(id, fields.Line))
            {
                row = fields.Fail<ImportRow>(Columns.ExternalId, $"{RowFields.Quote(id)} is on line {firstLines[id]} already; each patient has one row");
            }

            if (row is not null) rows.Add(row);
            raws[fields.Line] = Encoding.UTF8.GetString(csv.RawRecord);
            errors.AddRange(fields.Errors);
        }

        if (raws.Count == 0) errors.Add(new RowError(2, null, "there is no patient in the file; add one line a patient below the header"));
        return new PatientFile(rows, errors, headerText, raws);
    }

    private static string[] Fields(CsvReader csv) => [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];

    private static string? Misshapen(CsvMalformedReason? broken, int expected, int found) => broken switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quote (\") opens here and does not close, so that the rest of the file is read as one field; close it, or double it where it is part of the text",
        CsvMalformedReason.TextAfterClosingQuote => "there is text after a closing quote; double a quote that is part of the text",
        _ when found != expected => $"the row has {found} fields and the header {expected}; put a field that holds a comma in quotes",
        _ => null,
    };

    private static RowError? WrongEncoding(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || bytes.Contains((byte)0))
        {
            return new RowError(1, null, bytes is [(byte)'P', (byte)'K', ..] ? NotText : "the file is in UTF-16; save it as \"CSV UTF-8\"");
        }

        try
        {
            Strict.GetCharCount(bytes);
            return null;
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes[..Math.Clamp(e.Index, 0, bytes.Length)].Count((byte)'\n');
            return new RowError(line, null, bytes is [(byte)'P', (byte)'K', ..] ? NotText : "the file is not in UTF-8, so that names with accents would be spoilt; save it as \"CSV UTF-8\"");
        }
    }
}
