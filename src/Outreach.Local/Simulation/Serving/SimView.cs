using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.Personas;

namespace Outreach.Local.Simulation.Serving;

/// <summary>Everything the page shows that is new or changed since a version, in one answer.</summary>
/// <param name="Patients">Only where everything was asked for.</param>
/// <param name="Run">Another one than before: the server has started again, ask for everything.</param>
/// <param name="Grown">How many events of a patient were committed in this run.</param>
internal sealed record SimViewAnswer(
    string Run, long Version, ClockReading Clock, string Practice, IReadOnlyList<ViewPatient>? Patients, IReadOnlyList<ViewProvider>? Providers,
    IReadOnlyList<ViewMessage> Messages, IReadOnlyDictionary<string, long> Grown, LatestConcern? Concern, IReadOnlyList<EscalationRow> Escalations);

/// <param name="InShort">What a persona is about; null where nobody plays.</param>
internal sealed record ViewPatient(PatientId Id, string Name, string FirstName, string? Phone, string? Email, string TimeZone, Language Language, string? InShort, bool Playing);

internal sealed record ViewProvider(string Name, string Email, string? Phone);

internal sealed record ViewMessage(string Id, PatientId? Patient, string Channel, string Address, string Direction, Instant At, string? Subject, string Text, string? Html, string Status)
{
    public static ViewMessage Of(CarrierMessage m) =>
        new(m.Id, m.Patient, m.Address.Channel.Word(), m.Address.Address, m.Direction, m.At, m.Subject, m.Text, m.Html, m.Status);
}

internal sealed class SimView(SimulatedApp app, CarrierMessages messages, PersonaPlayer player, EventFeed feed, SimClock clock)
{
    private const int MostPatients = 200;
    private const int MostMessages = 3000;
    private const int MostEscalations = 200;

    public async Task<SimViewAnswer> SinceAsync(long since, CancellationToken cancel)
    {
        // The version first: what comes between is sent twice rather than never.
        var version = messages.Version;
        var practice = app.Practice();
        var grown = feed.Grown.ToDictionary(g => g.Key.ToString(), g => g.Value, StringComparer.Ordinal);
        var escalations = await app.Ledgers.EscalationsAsync(EscalationFilter.Open, MostEscalations, null, cancel);
        var whole = since == 0;
        return new SimViewAnswer(
            feed.Run,
            version,
            clock.Read(),
            practice.Name,
            whole ? await PatientsAsync(cancel) : null,
            whole ? [.. practice.Providers.Select(p => new ViewProvider(p.Name, p.Email.Value, p.Mobile?.Value))] : null,
            [.. messages.Since(since, MostMessages).Select(ViewMessage.Of)],
            grown,
            feed.Latest,
            escalations);
    }

    /// <summary>Every phone there is: the patients' and any other that was texted or has texted.</summary>
    public async Task<IReadOnlyList<object>> PhonesAsync(CancellationToken cancel)
    {
        var used = messages.Phones().ToDictionary(p => p.Number, StringComparer.Ordinal);
        var owners = new SortedDictionary<string, List<PatientRow>>(StringComparer.Ordinal);
        string? after = null;
        while (await app.Ledgers.PatientsAsync(MostPatients, after, cancel) is { Count: > 0 } page)
        {
            foreach (var row in page.Where(r => r.Patient.Mobile is not null))
            {
                var number = row.Patient.Mobile!.Value.Value;
                if (!owners.TryGetValue(number, out var rows)) owners[number] = rows = [];
                rows.Add(row);
            }

            after = page[^1].ExternalId;
        }

        return
        [
            .. owners.Keys.Union(used.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(number => (object)new
            {
                number,
                patient = owners.TryGetValue(number, out var rows) ? string.Join(" and ", rows.Select(r => Name(r.Patient))) : null,
                patientIds = rows?.Select(r => r.Id) ?? [],
                messages = used.TryGetValue(number, out var use) ? use.Messages : 0,
            }),
        ];
    }

    private async Task<IReadOnlyList<ViewPatient>> PatientsAsync(CancellationToken cancel)
    {
        var rows = await app.Ledgers.PatientsAsync(MostPatients, null, cancel);
        return [.. rows.Select(r => View(r.Patient))];
    }

    private ViewPatient View(Patient patient) => new(
        patient.Id,
        Name(patient),
        patient.PreferredName,
        patient.Mobile?.Value,
        patient.Email?.Value,
        patient.TimeZone,
        patient.Language,
        patient.Mobile is { } number ? player.InShort(number) : null,
        patient.Mobile is { } played && player.IsPlaying(played));

    private static string Name(Patient patient) => $"{patient.PreferredName} {patient.FamilyName}".Trim();
}
