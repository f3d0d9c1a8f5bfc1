using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Local.Commands.Export;

/// <summary>
/// The texts whose reading a person corrected, one JSON line each in the format of labelled replies: what had been asked, the
/// text, and the person's labels. Ids are counted, so that no line says whose it is; the text itself may.
/// </summary>
public sealed class CorrectionsJob(ILedgerStore ledgers)
{
    private const int PageSize = 500;
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private int count;

    public async Task RunAsync(TextWriter output, CancellationToken cancel)
    {
        string? after = null;
        for (var page = await ledgers.PatientsAsync(PageSize, after, cancel); page.Count > 0; page = await ledgers.PatientsAsync(PageSize, after, cancel))
        {
            foreach (var patient in page) await WriteAsync(output, patient.Id, cancel);
            after = page[^1].ExternalId;
        }
    }

    private async Task WriteAsync(TextWriter output, PatientId id, CancellationToken cancel)
    {
        List<Event> events = [.. (await ledgers.WholeTimelineAsync(id, cancel)).Select(e => e.Event).Reverse()];
        var corrected = events.OfType<Event.ReadingCorrected>().GroupBy(c => c.Message, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        if (corrected.Count == 0) return;
        var language = events.OfType<Event.PatientRegistered>().LastOrDefault()?.Patient.Language ?? Language.English;
        foreach (var reply in events.OfType<Event.ReplyRecorded>())
            if (corrected.TryGetValue(reply.MessageId, out var label)) output.WriteLine(Line(reply, label, language).ToJsonString(Readable));
    }

    /// <summary>A corrected line keeps the value that was read: the form asks for none.</summary>
    private JsonObject Line(Event.ReplyRecorded reply, Event.ReadingCorrected label, Language language) => new()
    {
        ["id"] = $"corrected-{++count:0000}",
        ["lang"] = language == Language.Spanish ? "es" : "en",
        ["ask"] = ReadingNames.Of(reply.Asked ?? Ask.None),
        ["text"] = reply.Text,
        ["intents"] = new JsonArray([.. ReadingNames.Of(label.Intents).Select(n => (JsonNode)n)]),
        ["urgency"] = new JsonArray(label.Urgency.ToString().ToLowerInvariant()),
        ["value"] = (label.Intents & Intents.Answer) != 0 ? reply.Meaning.Value : null,
        ["unit"] = (label.Intents & Intents.Answer) != 0 ? reply.Meaning.Unit : null,
        ["why"] = "corrected by a person",
    };
}
