using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.App.Archiving;
using Outreach.App.Ledgers;
using Outreach.App.Practices;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Patients;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands.Records;

/// <summary>In a deployed app, through its admin API.</summary>
internal sealed class ServerRecords(ServerClient client) : IRecords
{
    private const int APage = 500;

    /// <summary>Of a request, so that every host takes it.</summary>
    private const int MostChars = 700_000;

    private Context? context;

    public async ValueTask<Context> ContextAsync(CancellationToken cancel)
    {
        if (context is not null) return context;
        var files = (await client.GetAsync("/api/practice", cancel))["files"]!.AsObject();
        var read = PracticeCheck.Read(PracticeFiles.Of(files.Select(f => KeyValuePair.Create(f.Key, (string)f.Value!))));
        return context = read.IsGood ? read.Context() : throw new StartException($"{client.Address} runs a configuration that this version of outreach cannot read: {read.Errors[0]}");
    }

    public async ValueTask<Patient?> FindAsync(string patient, CancellationToken cancel)
    {
        // The practice's own id may say who it is, and stays out of addresses (R12).
        await foreach (var known in PatientsAsync(cancel))
        {
            if (known.ExternalId == patient || known.Id.ToString() == patient) return known;
        }

        return null;
    }

    public async IAsyncEnumerable<Patient> PatientsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var profile in ProfilesAsync(cancel)) yield return Person(profile);
    }

    public async IAsyncEnumerable<JsonObject> ProfilesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = null;
        do
        {
            var page = await client.GetAsync($"/api/patients?take={APage}{After(after)}", cancel);
            foreach (var item in page["items"]!.AsArray()) yield return item!.AsObject();
            after = (string?)page["next"];
        }
        while (after is not null);
    }

    public async ValueTask<IReadOnlyList<TimelineEntry>> TimelineAsync(PatientId patient, CancellationToken cancel)
    {
        var entries = new List<TimelineEntry>();
        string? before = null;
        do
        {
            var page = await client.GetAsync($"/api/patients/{patient}/timeline?take={APage}{(before is null ? "" : $"&before={Uri.EscapeDataString(before)}")}", cancel);
            entries.AddRange(page["items"]!.AsArray().Select(i => new TimelineEntry((string)i!["place"]!, i["data"].Deserialize<Event>(OutreachJson.Options)!)));
            before = (string?)page["next"];
        }
        while (before is not null);
        return entries;
    }

    public async ValueTask<JsonNode> FhirAsync(PatientId patient, CancellationToken cancel) => await client.GetAsync($"/api/patients/{patient}/fhir", cancel);

    public async ValueTask<IReadOnlyList<string>> EraseAsync(PatientId patient, CancellationToken cancel)
    {
        var erased = await client.SendAsync(HttpMethod.Delete, $"/api/patients/{patient}", null, null, cancel);
        return Erasure.Words((int)erased["rows"]!, (int)erased["strayTexts"]!, erased["kept"]!.AsArray().Select(k => $"{(string)k!["what"]!} until {(string)k["until"]!}: {(string)k["why"]!}".TrimEnd('.')));
    }

    public async ValueTask<BackupPage> BackupAsync(string? after, CancellationToken cancel)
    {
        var page = await client.GetAsync($"/api/backup?take=20{After(after)}", cancel);
        return new BackupPage([.. page["items"]!.AsArray().Select(i => i.Deserialize<BackupLine>(OutreachJson.Options)!)], (string?)page["next"]);
    }

    public async ValueTask<Restored> RestoreAsync(IReadOnlyList<BackupLine> lines, bool evenIfNotEmpty, CancellationToken cancel)
    {
        var restored = new Restored(0, 0);
        foreach (var some in Packed(lines))
        {
            var answer = await client.SendAsync(HttpMethod.Post, "/api/backup", new JsonObject { ["lines"] = new JsonArray([.. some]), ["evenIfNotEmpty"] = evenIfNotEmpty }, null, cancel);
            restored = new Restored(restored.Ledgers + (int)answer["ledgers"]!, restored.ThereAlready + (int)answer["thereAlready"]!);
        }

        return restored;
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<List<JsonNode>> Packed(IReadOnlyList<BackupLine> lines)
    {
        var (packed, chars) = (new List<JsonNode>(), 0);
        foreach (var node in lines.Select(l => JsonSerializer.SerializeToNode(l, OutreachJson.Options)!))
        {
            var length = node.ToJsonString(OutreachJson.Options).Length;
            if (packed.Count > 0 && chars + length > MostChars)
            {
                yield return packed;
                (packed, chars) = ([], 0);
            }

            packed.Add(node);
            chars += length;
        }

        if (packed.Count > 0) yield return packed;
    }

    /// <summary>As much of a patient as lists show; enough to name them and their zone.</summary>
    private static Patient Person(JsonNode item) => new()
    {
        Id = PatientId.TryParse((string)item["id"]!)!.Value,
        ExternalId = (string)item["externalId"]!,
        PreferredName = (string)item["preferredName"]!,
        FamilyName = (string)item["familyName"]!,
        BirthDate = item["birthDate"].Deserialize<NodaTime.LocalDate>(OutreachJson.Options),
        Language = (string?)item["language"] == "es" ? Language.Spanish : Language.English,
        TimeZone = (string)item["timeZone"]!,
        Provider = "",
        Consents = [],
    };

    private static string After(string? after) => after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
}
