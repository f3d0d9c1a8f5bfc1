using Outreach.App.Ledgers;
using Outreach.Core.CarePlans;

namespace Outreach.App.Practices;

/// <summary>Which plans somebody is enrolled in (R11).</summary>
public sealed class PinnedPlans(ILedgerStore ledgers)
{
    /// <summary>Walks the ledgers until each was found or all were seen; asked only where a plan would change under its version.</summary>
    public async ValueTask<IReadOnlySet<PlanRef>> AmongAsync(IReadOnlyCollection<PlanRef> plans, CancellationToken cancel)
    {
        HashSet<PlanRef> found = [];
        if (plans.Count == 0) return found;
        await foreach (var id in ledgers.AllAsync(cancel))
        {
            foreach (var enrollment in (await ledgers.LoadAsync(id, cancel)).State.Enrollments)
            {
                if (plans.Contains(enrollment.Plan)) found.Add(enrollment.Plan);
            }

            if (found.Count == plans.Count) break;
        }

        return found;
    }
}
