using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.App.Ledgers;

/// <summary>A timeline by more than one page.</summary>
public static class Timelines
{
    private const int APage = 500;

    /// <summary>Every event of one patient, newest first.</summary>
    public static ValueTask<IReadOnlyList<TimelineEntry>> WholeTimelineAsync(this ILedgerStore ledgers, PatientId id, CancellationToken cancel) =>
        ledgers.TimelineSinceAsync(id, Instant.MinValue, cancel);

    /// <summary>Every event from then on, newest first.</summary>
    public static async ValueTask<IReadOnlyList<TimelineEntry>> TimelineSinceAsync(this ILedgerStore ledgers, PatientId id, Instant since, CancellationToken cancel)
    {
        List<TimelineEntry> all = [];
        IReadOnlyList<TimelineEntry> page;
        string? before = null;
        do
        {
            page = await ledgers.TimelineAsync(id, APage, before, cancel);
            all.AddRange(page.Where(e => e.Event.At >= since));
            before = page.Count == APage && page[^1].Event.At >= since ? page[^1].Place : null;
        }
        while (before is not null);
        return all;
    }
}
