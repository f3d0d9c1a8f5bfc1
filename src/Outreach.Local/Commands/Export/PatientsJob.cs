using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Outreach.Core.Patients;
using Outreach.Local.Commands.Import;
using Outreach.Local.Commands.Records;

namespace Outreach.Local.Commands.Export;

/// <summary><c>outreach export --patients</c>: who is registered, in the columns of the file that <c>outreach import</c> takes, but for the plans: imported again it changes nothing.</summary>
internal sealed class PatientsJob(IRecords records)
{
    private static readonly string[] Header = [.. Columns.All.Except([Columns.Plans, Columns.AnchorDate])];
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    /// <param name="only">Null for all patients.</param>
    public async Task RunAsync(Patient? only, TextWriter output, CancellationToken cancel)
    {
        using var csv = CsvWriter.Create(output, Options, leaveOpen: true);
        csv.WriteRecord(Header);
        await foreach (var profile in records.ProfilesAsync(cancel))
        {
            if (only is null || (string?)profile["externalId"] == only.ExternalId) csv.WriteRecord([.. Header.Select(column => Cell(profile, column))]);
        }
    }

    private static string Cell(JsonObject profile, string column) => column.StartsWith(OfCaregivers, StringComparison.Ordinal)
        ? string.Join("; ", profile["caregivers"]!.AsArray().Select(c => Text(c![Field(column[OfCaregivers.Length..])])))
        : Text(profile[Field(column)]);

    /// <summary>"caregiver_consent_date" is "consentDate" of each caregiver.</summary>
    private const string OfCaregivers = "caregiver_";

    /// <summary>"preferred_name" is "preferredName".</summary>
    private static string Field(string column)
    {
        var words = column.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray items => string.Join("; ", items.Select(Text)),
        JsonObject pairs => string.Join("; ", pairs.Select(p => $"{p.Key}={Text(p.Value)}")),
        _ when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => (bool)value ? "yes" : "no",
        _ => value.ToString(),
    };
}
