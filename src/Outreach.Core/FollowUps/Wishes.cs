using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>What the patient has chosen by text. It holds over what the practice's records repeat, until the patient, or a person at the practice who saw it, says otherwise.</summary>
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

    /// <summary>What of them a record says otherwise, and what is left without it.</summary>
    public (Wishes Left, ImmutableArray<string> What) Against(Patient patient)
    {
        var (left, what) = (this, ImmutableArray.CreateBuilder<string>());
        if (Language is { } language && language != patient.Language) Drop(left with { Language = null }, "language");
        if (Channel is { } channel && channel != patient.PreferredChannel) Drop(left with { Channel = null }, "channel");
        if (Pace is { } pace && pace != patient.Pace) Drop(left with { Pace = null }, "frequency");
        if (Goal is { } goal && !patient.Profile.Goals.Contains(goal)) Drop(left with { Goal = null }, "goal");
        return (left, what.ToImmutable());

        void Drop(Wishes without, string name)
        {
            left = without;
            what.Add(name);
        }
    }

    /// <summary>The patient as recorded, with what they chose themselves.</summary>
    public Patient Of(Patient patient) => patient with
    {
        Language = Language ?? patient.Language,
        PreferredChannel = Channel ?? patient.PreferredChannel,
        Pace = Pace ?? patient.Pace,
        Profile = Goal is { } goal ? patient.Profile with { Goals = [goal] } : patient.Profile,
    };
}
