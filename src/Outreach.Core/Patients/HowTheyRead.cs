using System.Collections.Immutable;

namespace Outreach.Core.Patients;

/// <summary>How a patient reads best, by what their profile lists as a condition, social fact or habit.</summary>
public static class HowTheyRead
{
    private static readonly ImmutableArray<string> Easy = ["low literacy", "limited literacy", "trouble reading", "dyslexia", "intellectual disability", "dementia"];
    private static readonly ImmutableArray<string> Large = ["low vision", "poor eyesight", "visual impairment", "legally blind", "macular degeneration"];

    /// <summary>The fact for which texts are shorter and easier; null for none.</summary>
    public static string? NeedsEasyWords(Patient patient) => First(patient, Easy);

    /// <summary>The fact for which pages are large and plain; null for none.</summary>
    public static string? NeedsLargePages(Patient patient) => First(patient, Large);

    private static string? First(Patient patient, ImmutableArray<string> facts)
    {
        var profile = patient.Profile;
        return profile.Social.Concat(profile.Conditions).Concat(profile.Lifestyle).FirstOrDefault(item => facts.Any(f => item.Contains(f, StringComparison.OrdinalIgnoreCase)));
    }
}
