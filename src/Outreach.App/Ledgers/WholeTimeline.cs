using Outreach.Core.Patients;

namespace Outreach.App.Ledgers;

public static class WholeTimeline
{
    private const int APage = 500;

    /// <summary>Every event of one patient, newest first.</summary>
    public static async ValueTask<IReadOnlyList<TimelineEntry>> WholeTimelineAsync(this ILedgerStore ledgers, PatientId id, CancellationToken cancel)
    {
        List<TimelineEntry> all = [];
        IReadOnlyList<TimelineEntry> page;
        do
        {
            page = await ledgers.TimelineAsync(id, APage, all.Count == 0 ? null : all[^1].Place, cancel);
            all.AddRange(page);
        }
        while (page.Count == APage);
        return all;
    }
}
