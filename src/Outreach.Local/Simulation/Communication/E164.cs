using Outreach.Core.Patients;

namespace Outreach.Local.Simulation.Communication;

/// <summary>Numbers as the API wants them: E.164 as it stands, and eleven digits where the country is +1.</summary>
internal static class E164
{
    private const int NorthAmerican = 12;

    public static PhoneNumber? TryParse(string? text) =>
        PhoneNumber.TryParse(text) is { } number && number.Value == text && (!text.StartsWith("+1", StringComparison.Ordinal) || text.Length == NorthAmerican) ? number : null;
}
