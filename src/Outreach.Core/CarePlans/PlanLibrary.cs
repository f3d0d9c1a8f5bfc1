using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Outreach.Core.CarePlans;

/// <summary>All plans at hand; several versions of one id may stand side by side (R11).</summary>
public sealed class PlanLibrary
{
    public static readonly PlanLibrary Empty = new([]);

    private readonly FrozenDictionary<PlanRef, CarePlan> _byRef;

    /// <param name="retired">Not offered any more, and still there for whoever is in them (R11): found, but neither listed nor the latest.</param>
    /// <exception cref="ArgumentException">Two plans have the same id and version.</exception>
    public PlanLibrary(IEnumerable<CarePlan> plans, IEnumerable<CarePlan>? retired = null)
    {
        All = [.. plans.OrderBy(p => p.Ref.Id, StringComparer.Ordinal).ThenBy(p => p.Ref.Version)];
        if (All.CountBy(p => p.Ref).FirstOrDefault(r => r.Value > 1) is { Key: { } doubled }) throw new ArgumentException($"{doubled} is there twice", nameof(plans));
        _byRef = All.Concat(retired ?? []).ToFrozenDictionary(p => p.Ref);
    }

    /// <summary>By id, then version.</summary>
    public ImmutableArray<CarePlan> All { get; }

    public CarePlan? Find(PlanRef plan) => _byRef.GetValueOrDefault(plan);

    /// <summary>"id@version", or an id alone for its latest version.</summary>
    public CarePlan? Named(string name) => PlanRef.TryParse(name) is { } exact ? Find(exact) : Latest(name);

    /// <summary>The highest version of this id.</summary>
    public CarePlan? Latest(string id) => All.LastOrDefault(p => p.Ref.Id == id);
}
