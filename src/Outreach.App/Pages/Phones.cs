using Outreach.Core.Patients;

namespace Outreach.App.Pages;

/// <summary>Phone numbers as people read them.</summary>
internal static class Phones
{
    /// <summary>"212-555-0100" for the United States, E.164 elsewhere.</summary>
    public static string Readable(PhoneNumber number) => number.Value is { Length: 12 } us && us.StartsWith("+1", StringComparison.Ordinal)
        ? $"{us[2..5]}-{us[5..8]}-{us[8..]}"
        : number.Value;
}
