using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>What the patient has chosen by text. It holds over what the practice's records say, until the patient says otherwise.</summary>
public sealed record Wishes
{
    public static readonly Wishes None = new();

    public Language? Language { get; init; }

    public Channel? Channel { get; init; }

    public Pace? Pace { get; init; }

    /// <summary>In the patient's own words.</summary>
    public string? Goal { get; init; }

    /// <summary>Paused by the patient, not by the practice.</summary>
    public bool Paused { get; init; }

    /// <summary>The day on which a pause ends by itself, in the patient's zone; null for one that ends with RESUME.</summary>
    public LocalDate? BackOn { get; init; }

    /// <summary>The patient as recorded, with what they chose themselves.</summary>
    public Patient Of(Patient patient) => patient with
    {
        Language = Language ?? patient.Language,
        PreferredChannel = Channel ?? patient.PreferredChannel,
        Pace = Pace ?? patient.Pace,
        Profile = Goal is { } goal ? patient.Profile with { Goals = [goal] } : patient.Profile,
    };
}
