using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Outreach.App.Archiving;
using Outreach.App.Enrolling;
using Outreach.App.Fhir;
using Outreach.App.Ledgers;
using Outreach.App.Practices;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands.Records;

/// <summary>In the store of this machine.</summary>
internal sealed class StoreRecords(LocalApp app, ServiceProvider services) : IRecords
{
    private const int APage = 500;
    private const int LedgersAPage = 20;

    private ILedgerStore Ledgers => app.Store;

    public async ValueTask<Context> ContextAsync(CancellationToken cancel)
    {
        await services.GetRequiredService<PracticeInForce>().RefreshAsync(cancel);
        return services.GetRequiredService<ContextSource>().Current;
    }

    public async ValueTask<Patient?> FindAsync(string patient, CancellationToken cancel) =>
        (await Ledgers.PatientByExternalIdAsync(patient, cancel) ?? PatientId.TryParse(patient)) is { } id ? (await Ledgers.LoadAsync(id, cancel)).State.Patient : null;

    public async IAsyncEnumerable<Patient> PatientsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        for (var page = await Ledgers.PatientsAsync(APage, null, cancel); page.Count > 0; page = await Ledgers.PatientsAsync(APage, page[^1].ExternalId, cancel))
        {
            foreach (var row in page) yield return row.Patient;
        }
    }

    public async IAsyncEnumerable<JsonObject> ProfilesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var practice = (await ContextAsync(cancel)).Practice;
        await foreach (var patient in PatientsAsync(cancel)) yield return ProfileJson.Of(patient, patient.Status, practice, withCaregivers: true);
    }

    public ValueTask<IReadOnlyList<TimelineEntry>> TimelineAsync(PatientId patient, CancellationToken cancel) => Ledgers.WholeTimelineAsync(patient, cancel);

    public async ValueTask<JsonNode> FhirAsync(PatientId patient, CancellationToken cancel) => FhirBundle.Of(
        (await Ledgers.LoadAsync(patient, cancel)).State, await TimelineAsync(patient, cancel), await ContextAsync(cancel), services.GetRequiredService<IClock>().GetCurrentInstant());

    public async ValueTask<IReadOnlyList<string>> EraseAsync(PatientId patient, CancellationToken cancel)
    {
        var (rows, strays, optOuts) = await app.Store.EraseAsync(patient, cancel);
        return Erasure.Words(rows, strays, optOuts == 0 ? [] : [Erasure.OptOuts(optOuts)]);
    }

    public ValueTask<BackupPage> BackupAsync(string? after, CancellationToken cancel) => services.GetRequiredService<Archive>().ReadAsync(after, LedgersAPage, cancel);

    public async ValueTask<Restored> RestoreAsync(IReadOnlyList<BackupLine> lines, bool evenIfNotEmpty, CancellationToken cancel)
    {
        var archive = services.GetRequiredService<Archive>();
        if (lines.OfType<BackupLine.Head>().FirstOrDefault() is { } head)
        {
            if (archive.Refuse(head) is { } why) throw new StartException(why);
            if (!evenIfNotEmpty && !await archive.IsEmptyAsync(cancel)) throw new StartException("There are patients in this store already. Restore into an empty one (--data), or say --even-if-not-empty: what is here stays as it is, and the others are added.");
        }

        return await archive.AddAsync(lines, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await app.DisposeAsync();
    }
}
