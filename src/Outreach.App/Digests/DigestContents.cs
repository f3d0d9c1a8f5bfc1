using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.App.Digests;

/// <summary>What all providers should hear of this morning: open escalations by who has them, news by whose patient it is of.</summary>
internal sealed record DigestContents(ImmutableArray<OpenConcern> Open, ImmutableArray<PatientNews> News)
{
    private const int APage = 200;

    /// <summary>One provider's share, the most urgent first.</summary>
    public DigestContents Of(Provider provider) => new(
        [.. Open.Where(o => o.Provider == provider.Id).OrderByDescending(o => o.Escalation.Urgency).ThenBy(o => o.Escalation.OpenedAt)],
        [.. News.Where(n => n.Provider == provider.Id)]);

    public static async ValueTask<DigestContents> GatherAsync(ILedgerStore ledgers, Context context, Instant since, CancellationToken cancel) =>
        new(await OpenAsync(ledgers, cancel), await NewsAsync(ledgers, context, since, cancel));

    private static async ValueTask<ImmutableArray<OpenConcern>> OpenAsync(ILedgerStore ledgers, CancellationToken cancel)
    {
        var open = ImmutableArray.CreateBuilder<OpenConcern>();
        string? after = null;
        do
        {
            var page = await ledgers.EscalationsAsync(EscalationFilter.Open, APage, after, cancel);
            foreach (var row in page)
            {
                var state = (await ledgers.LoadAsync(row.Patient, cancel)).State;
                if (state.Patient is not { } patient || state.Escalations.FirstOrDefault(e => e.Id == row.Id && e.Status != EscalationStatus.Resolved) is not { } escalation) continue;
                open.Add(new OpenConcern(escalation.AcknowledgedBy ?? escalation.Ladder[escalation.At].Provider, row.Patient, patient.Initials, escalation));
            }

            after = page.Count == APage ? page[^1].Place : null;
        }
        while (after is not null);
        return open.DrainToImmutable();
    }

    /// <summary>Of those with nothing open: what is open is on its own page.</summary>
    private static async ValueTask<ImmutableArray<PatientNews>> NewsAsync(ILedgerStore ledgers, Context context, Instant since, CancellationToken cancel)
    {
        var all = ImmutableArray.CreateBuilder<PatientNews>();
        string? after = null;
        do
        {
            var page = await ledgers.PatientsAsync(APage, after, cancel);
            foreach (var row in page.Where(r => r.Patient.Status == PatientStatus.Active))
            {
                var state = (await ledgers.LoadAsync(row.Id, cancel)).State;
                if (state.Patient is not { } patient || state.OpenEscalation is not null || (state.Enrollments.IsEmpty && state.Past.IsEmpty)) continue;
                var lately = await ledgers.TimelineSinceAsync(row.Id, since, cancel);
                var news = MorningNews.Of(context, state, [.. lately.Select(e => e.Event)], since);
                if (!news.IsEmpty) all.Add(new PatientNews(patient.Provider, row.Id, patient.Initials, news));
            }

            after = page.Count == APage ? page[^1].ExternalId : null;
        }
        while (after is not null);
        return all.DrainToImmutable();
    }
}

internal sealed record OpenConcern(string Provider, PatientId Patient, string Initials, Escalation Escalation);

internal sealed record PatientNews(string Provider, PatientId Patient, string Initials, ImmutableArray<News> News);
