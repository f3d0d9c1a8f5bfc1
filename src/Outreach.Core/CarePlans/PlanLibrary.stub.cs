namespace Outreach.Core.CarePlans;

public sealed class PlanLibrary
{
    public CarePlan? Find(PlanRef plan) => null;
}
