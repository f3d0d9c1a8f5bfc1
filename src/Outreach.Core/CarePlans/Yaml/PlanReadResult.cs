using System.Collections.Immutable;
using Outreach.Core.Documents;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>The plan where there were no errors, and all that was found, warnings too, in reading order.</summary>
public sealed record PlanReadResult(CarePlan? Plan, ImmutableArray<Diagnostic> Diagnostics)
{
    public IEnumerable<Diagnostic> Errors => Diagnostics.Where(d => d.Severity == Severity.Error);

    public IEnumerable<Diagnostic> Warnings => Diagnostics.Where(d => d.Severity == Severity.Warning);
}
