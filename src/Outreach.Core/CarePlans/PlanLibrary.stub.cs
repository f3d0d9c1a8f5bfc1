namespace Outreach.Core.CarePlans;

public sealed class PlanLibrary(IEnumerable<CarePlan> plans)
{
    private readonly Dictionary<PlanRef, CarePlan> byRef = plans.ToDictionary(p => p.Ref);

    public IEnumerable<CarePlan> All => byRef.Values;

    public CarePlan? Find(PlanRef plan) => byRef.GetValueOrDefault(plan);

    public CarePlan? Latest(string id) => byRef.Values.Where(p => p.Ref.Id == id).MaxBy(p => p.Ref.Version);
}
