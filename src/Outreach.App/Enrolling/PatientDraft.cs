using System.Collections.Immutable;
using Outreach.Core.Patients;

namespace Outreach.App.Enrolling;

/// <summary>A patient as the practice's own system knows them, found again by external id.</summary>
/// <param name="Patient">Its id is not used: known patients keep theirs, a new one gets a random one. Its status is not used either.</param>
/// <param name="Status">Null where the source says nothing of it: a known patient keeps theirs.</param>
public sealed record PatientDraft(Patient Patient, PatientStatus? Status)
{
    /// <summary>False where the source says nothing of caregivers, as a file without their columns does: a known patient keeps theirs.</summary>
    public bool SaysCaregivers { get; init; }

    /// <summary>What was changed and why, where a person said so; kept on the timeline (R15).</summary>
    public string? Note { get; init; }

    /// <summary>Of tone, frequency and ownWords those the source says nothing of, as most files do: a known patient keeps theirs.</summary>
    public ImmutableArray<string> Silent { get; init; } = [];

    /// <summary>With what is known of the patient where the source is silent.</summary>
    public Patient Over(Patient? known) => known is null ? Patient : Patient with
    {
        Caregivers = SaysCaregivers ? Patient.Caregivers : known.Caregivers,
        Tone = Silent.Contains("tone") ? known.Tone : Patient.Tone,
        Pace = Silent.Contains("frequency") ? known.Pace : Patient.Pace,
        Profile = Silent.Contains("ownWords") ? Patient.Profile with { OwnWords = known.Profile.OwnWords } : Patient.Profile,
    };

    /// <summary>Made by a person who saw what the patient had chosen by text: what differs from it goes before it.</summary>
    public bool OverWishes { get; init; }
}

public enum Registration
{
    Created,
    Updated,

    /// <summary>Everything is as it was; nothing was written.</summary>
    Unchanged,
    Refused,
}
