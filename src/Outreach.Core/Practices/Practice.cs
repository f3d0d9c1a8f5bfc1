using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.Practices;

/// <summary>The clinic that runs this deployment, as <c>practice.yaml</c> says it.</summary>
public sealed record Practice
{
    public required string Name { get; init; }

    /// <summary>The number patients may call; shown in HELP and safety texts.</summary>
    public required PhoneNumber Phone { get; init; }

    /// <summary>The number texts are sent from.</summary>
    public required PhoneNumber TextsFrom { get; init; }

    public required EmailAddress EmailFrom { get; init; }

    public required DateTimeZone Zone { get; init; }

    public required WeekTimes OfficeHours { get; init; }

    public required ImmutableSortedSet<LocalDate> Holidays { get; init; }

    /// <summary>When routine messages may reach a patient who chose no window of their own, in the patient's zone (R3).</summary>
    public required WeekTimes ContactHours { get; init; }

    /// <summary>Whether holidays also close the patients' windows; by default they close the office only (R3).</summary>
    public bool HolidaysAreQuiet { get; init; }

    public required ImmutableArray<Provider> Providers { get; init; }

    public required LadderRules Ladder { get; init; }

    /// <summary>Who is on call when; empty where the ladder names people only.</summary>
    public ImmutableArray<Shift> OnCall { get; init; } = [];

    public required Caps Caps { get; init; }

    public required EmergencyLines Emergency { get; init; }

    /// <summary>What a patient agrees to; <c>{practice}</c>, <c>{phone}</c> and <c>{frequency}</c> are filled in.</summary>
    public required Words ConsentText { get; init; }

    /// <summary>Overrides of the plans' thresholds, by "plan.threshold".</summary>
    public required ImmutableSortedDictionary<string, decimal> Thresholds { get; init; }

    /// <summary>Words of this practice's patients, by the group of the lexicons they belong to; see docs/replies.md.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Words { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Screening and immunisation: who is due for what.</summary>
    public ImmutableArray<PreventionRule> Prevention { get; init; } = CarePlans.Prevention.Shipped;

    public required PracticeChoices Choices { get; init; }

    public Provider? ProviderByEmail(string? email) =>
        Providers.FirstOrDefault(p => string.Equals(p.Email.Value, email, StringComparison.OrdinalIgnoreCase));

    public Provider? ProviderById(string id)
    {
        foreach (var provider in Providers)
        {
            if (provider.Id == id) return provider;
        }

        return null;
    }
}

/// <summary>Who is responsible [Practitioner].</summary>
public sealed record Provider
{
    /// <summary>A short id of the practice's own, e.g. "lee".</summary>
    public required string Id { get; init; }

    /// <summary>As patients know them, e.g. "Dr. Lee".</summary>
    public required string Name { get; init; }

    public required EmailAddress Email { get; init; }

    public PhoneNumber? Mobile { get; init; }

    /// <summary>The provider who stands in while this one is away.</summary>
    public string? Cover { get; init; }

    public ImmutableArray<Absence> Away { get; init; } = [];
}

/// <summary>Dates inclusive, in the practice's zone.</summary>
public sealed record Absence(LocalDate From, LocalDate To);

/// <summary>Somebody on call. Dates are inclusive; one with dates goes before one with times of the week, and that before one with neither.</summary>
/// <param name="Times">In the practice's zone; at any hour where null.</param>
public sealed record Shift(string Provider, WeekTimes? Times, LocalDate? From, LocalDate? To);

/// <summary>Who is told next and when (R6). The patient's own provider comes first, then their cover, then these, by provider id.</summary>
public sealed record LadderRules
{
    /// <summary>In place of a provider's id: whoever is on call when they are told.</summary>
    public const string OnCall = "on_call";

    public required ImmutableArray<string> OfficeHours { get; init; }

    /// <summary>Who is told outside office hours; for emergencies all of them in turn, for urgent ones the on-call person: <see cref="OnCall"/>, else the first.</summary>
    public required ImmutableArray<string> AfterHours { get; init; }

    /// <summary>Outside office hours nobody is told before the office opens, and no text to a patient says otherwise.</summary>
    public bool TellPatientOnly { get; init; }

    /// <summary>The last step of every ladder.</summary>
    public string? Manager { get; init; }

    public required Duration EmergencyWait { get; init; }

    public required Duration UrgentWait { get; init; }

    public required Duration RoutineWait { get; init; }

    /// <summary>The longest wait between two steps once all were told in vain.</summary>
    public Duration EmergencyRepeat { get; init; } = PracticeDefaults.EmergencyRepeat;

    public Duration UrgentRepeat { get; init; } = PracticeDefaults.UrgentRepeat;

    /// <summary>By when whoever takes it on is expected to act, where they choose no time.</summary>
    public Duration EmergencyPromise { get; init; } = PracticeDefaults.EmergencyPromise;

    public Duration UrgentPromise { get; init; } = PracticeDefaults.UrgentPromise;

    public Duration RoutinePromise { get; init; } = PracticeDefaults.RoutinePromise;

    public Duration Promise(Urgency urgency) => urgency switch
    {
        Urgency.Emergency => EmergencyPromise,
        Urgency.Urgent => UrgentPromise,
        _ => RoutinePromise,
    };

    /// <summary>Texted once all were told in vain; the practice's own number where null.</summary>
    public PhoneNumber? WhenSpent { get; init; }
}

/// <summary>At most this many unprompted messages to one patient across all plans (R8), and segments a text.</summary>
public sealed record Caps(int ADay, int AWeek, int SegmentsAText);

/// <summary>Lines patients are told to call, 911 and 988 in the United States.</summary>
public sealed record EmergencyLines(string Emergency, string Crisis);

public sealed record PracticeChoices
{
    /// <summary>The time a check-in with no time of its own is due, patient-local.</summary>
    public LocalTime CheckInsAt { get; init; } = new(9, 0);

    /// <summary>Check-ins are spread over this long after their due time, by patient, so that not all leave in one minute.</summary>
    public Duration Spread { get; init; } = Duration.FromMinutes(20);

    /// <summary>A conversation stays open this long after the patient's last text (R3).</summary>
    public Duration ConversationOpen { get; init; } = Duration.FromMinutes(60);

    /// <summary>While a person writes with the patient, nothing automatic talks into it for this long after the last word of either.</summary>
    public Duration PersonTalksFor { get; init; } = Duration.FromHours(4);

    /// <summary>When a patient is asked whether what was done has helped.</summary>
    public Duration AskHelpedAfter { get; init; } = Duration.FromHours(24);

    /// <summary>How long to wait for the rest of a burst before asking again (R10).</summary>
    public Duration AskAgainAfter { get; init; } = Duration.FromSeconds(20);

    /// <summary>How long "Is this an emergency?" waits for its answer before the person on call is told (R10).</summary>
    public Duration EmergencyAnswerWithin { get; init; } = Duration.FromMinutes(10);

    /// <summary>The carrier answers STOP itself (toll-free numbers do), so no confirmation of ours is sent (R4).</summary>
    public bool CarrierConfirmsOptOut { get; init; }

    /// <summary>The safety line after "STOP, chest pain": part of the confirmation, or a direct answer of its own (R4).</summary>
    public bool SafetyInOptOutConfirmation { get; init; } = true;

    /// <summary>The provider's email carries full name and the patient's words; otherwise initials, urgency and a link (R12).</summary>
    public bool FullDetailInProviderEmail { get; init; }

    /// <summary>The provider's email says, under the initials, what the patient wrote and how the readings went (R12).</summary>
    public bool WordsInProviderEmail { get; init; }

    public bool AllowMinors { get; init; }

    public bool AllowUnapprovedPlans { get; init; }
}
