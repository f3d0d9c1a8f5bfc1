using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands;

/// <summary>A plan by its id, for the latest version, or by id@version.</summary>
internal static class PlanNamed
{
    /// <exception cref="StartException">There is none.</exception>
    public static CarePlan Find(Context context, string name, string option) =>
        context.Plans.Named(name)
        ?? throw new StartException($"{option}: there is no plan \"{name}\". There are: {string.Join(", ", context.Plans.All.Select(p => p.Ref.Id).Distinct(StringComparer.Ordinal))}.");
}
