using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Core.Tests.FollowUps.Histories;

/// <summary>One thing that happens in a generated history.</summary>
internal abstract record Deed
{
    public sealed record Says(string Text) : Deed;

    /// <summary>Received now, but sent some time ago: the carrier was late.</summary>
    public sealed record SaidEarlier(string Text, int MinutesAgo) : Deed;

    public sealed record Burst(string One, string Two, string Three) : Deed;

    /// <summary>The last command is delivered again by its source.</summary>
    public sealed record AgainTheSame : Deed;

    public sealed record OnTheWeb(string Text, int Answered) : Deed;

    public sealed record Wait(Duration For) : Deed;

    /// <summary>The clock is set, and nobody ticked in between.</summary>
    public sealed record Jump(Duration By) : Deed;

    public sealed record Acknowledge(int Provider, int? Minutes) : Deed;

    public sealed record Call(int Provider, CallOutcome? Outcome) : Deed;

    public sealed record Resolve(int Provider) : Deed;

    public sealed record Write(int Provider, string Text) : Deed;

    public sealed record Reads(int Provider, int MinutesAgo) : Deed;

    public sealed record Undo(int Provider) : Deed;

    public sealed record Snooze(int Provider, int Minutes) : Deed;

    public sealed record AskColleague(int Provider, int Colleague) : Deed;

    /// <summary>Somebody on the ladder is no longer at the practice.</summary>
    public sealed record Leaves(int Provider) : Deed;

    /// <summary>What comes of the next attempts, in order; null where the process dies before it hears.</summary>
    public sealed record Carrier(ImmutableArray<AttemptOutcome?> Outcomes) : Deed
    {
        public override string ToString() => $"Carrier {string.Join(", ", Outcomes.Select(o => o?.ToString() ?? "lost"))}";
    }

    public sealed record Report(DeliveryWord Word) : Deed;

    public sealed record Status(PatientStatus To) : Deed;

    public sealed record SharerOptsOut : Deed;

    public sealed record OptOutIsLifted : Deed;

    public sealed record Enroll(string Plan, int DaysAgo) : Deed;

    public sealed record Withdraw(string Plan) : Deed;

    public sealed record Change(ProfileChange What) : Deed;

    /// <summary>All plans get a newer version (R11).</summary>
    public sealed record NewPlanVersions : Deed;
}

internal enum ProfileChange
{
    OtherMobile,
    NoEmail,
    NoConsent,
    Pregnant,
    MovesWest,
    SharesThePhone,
}

/// <summary>Who is followed up, how the practice works, when it begins, and what then happens.</summary>
internal sealed record History(Who Patient, How Practice, LocalDateTime Start, ImmutableArray<string> Plans, ImmutableArray<Deed> Deeds)
{
    public override string ToString() =>
        $"{Patient}, {Practice}, starts {Start:uuuu-MM-dd HH:mm}, plans {string.Join(", ", Plans)}:\n  {string.Join("\n  ", Deeds)}";
}

internal sealed record Who(string Zone, Language Language, bool Text, bool Email, bool PrefersEmail, bool Shared, string Condition, string Medicine, string Lifestyle);

internal sealed record How(bool CarrierConfirms, bool SafetyInConfirmation, bool HolidaysAreQuiet);
