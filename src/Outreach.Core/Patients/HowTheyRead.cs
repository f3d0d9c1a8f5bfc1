using System.Buffers;
using System.Collections.Immutable;

namespace Outreach.Core.Patients;

/// <summary>How a patient reads best, by what their profile lists as a condition, social fact or habit.</summary>
public static class HowTheyRead
{
    private static readonly SearchValues<string> Easy = Of("low literacy", "limited literacy", "trouble reading", "dyslexia", "intellectual disability", "dementia");
    private static readonly SearchValues<string> Large = Of("low vision", "poor eyesight", "visual impairment", "legally blind", "macular degeneration");

    /// <summary>The fact for which texts are shorter and easier; null for none.</summary>
    public static string? NeedsEasyWords(Patient patient) => First(patient, Easy);

    /// <summary>The fact for which pages are large and plain; null for none.</summary>
    public static string? NeedsLargePages(Patient patient) => First(patient, Large);

    private static string? First(Patient patient, SearchValues<string> facts) =>
        First(patient.Profile.Social, facts) ?? First(patient.Profile.Conditions, facts) ?? First(patient.Profile.Lifestyle, facts);

    private static string? First(ImmutableArray<string> items, SearchValues<string> facts)
    {
        foreach (var item in items)
        {
            if (item.AsSpan().ContainsAny(facts)) return item;
        }

        return null;
    }

    private static SearchValues<string> Of(params ReadOnlySpan<string> facts) => SearchValues.Create(facts, StringComparison.OrdinalIgnoreCase);
}
