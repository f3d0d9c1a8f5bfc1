using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Testing.Ledgers;

/// <summary>Made-up patients and rows for tests of stores.</summary>
public static class LedgerSamples
{
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 14, 0);

    public static readonly ContactPoint Phone = ContactPoint.TryParse(Channel.Sms, "+12125550100")!;
    public static readonly ContactPoint Email = ContactPoint.TryParse(Channel.Email, "maria@example.org")!;

    public static PatientId Id(int n) => new(DerivedId.From($"patient {n}"));

    public static Patient Patient(int n, string? externalId = null) => new()
    {
        Id = Id(n),
        ExternalId = externalId ?? $"MRN-{n:D4}",
        PreferredName = "Maria",
        FamilyName = "Ruiz",
        BirthDate = new LocalDate(1958, 4, 12),
        Sex = Sex.Female,
        Language = Language.Spanish,
        TimeZone = "America/New_York",
        Mobile = PhoneNumber.TryParse("+12125550100"),
        Email = EmailAddress.TryParse("maria@example.org"),
        PreferredChannel = Channel.Sms,
        Window = WeekTimes.Of((IsoDayOfWeek.Monday, new LocalTime(10, 0), new LocalTime(18, 0))),
        Profile = new HealthProfile
        {
            Conditions = ["hypertension"],
            LastDone = ImmutableSortedDictionary<string, LocalDate>.Empty.Add("colonoscopy", new LocalDate(2021, 5, 1)),
        },
        Thresholds = ImmutableSortedDictionary<string, decimal>.Empty.Add("systolic_crisis", 170),
        Provider = "lee",
        Guardian = null,
        Consents = [new Consent(Channel.Sms, "paper form", new LocalDate(2026, 2, 27))],
    };

    public static FollowUp State(int n, params ReadOnlySpan<Escalation> escalations) =>
        FollowUp.Empty(Id(n)) with { Patient = Patient(n), Contacts = [new ContactStanding(Phone), new ContactStanding(Email)], Escalations = [.. escalations] };

    /// <summary>Opted out of texts, and without consent for email.</summary>
    public static FollowUp Silenced(int n) => State(n) with { Contacts = [new ContactStanding(Phone) { OptedOutAt = Start }] };

    public static LedgerCommit Commit(FollowUp state, Instant? nextWake = null) => new()
    {
        State = state,
        NextWake = nextWake,
        Decided = [],
        OutboxChanged = [],
        OutboxDone = [],
        Events = [],
    };

    public static InboxEntry Reply(string id, Instant at, string text = "128/82") =>
        new(new Command.Reply(Phone, text) { Id = id, At = at }, at);

    public static OutboxEntry Message(int n, Instant queuedAt) => new()
    {
        Key = DerivedId.From($"message {n}"),
        Class = MessageClass.Routine,
        Kind = MessageKind.CheckIn,
        To = Phone,
        Recipient = "patient",
        Text = "¿Cuál fue su presión hoy? Responda, por ejemplo: 128/82",
        Why = "home-blood-pressure@1: day 3",
        QueuedAt = queuedAt,
        NextAttemptAt = queuedAt,
        ExpiresAt = queuedAt + Duration.FromHours(8),
    };

    public static Event Happened(string reason, Instant at) => new Event.HandedToPerson(reason) { At = at };

    public static Escalation Escalation(int n, Instant openedAt, EscalationStatus status = EscalationStatus.Open) => new()
    {
        Id = DerivedId.From($"escalation {n}"),
        Urgency = Urgency.Urgent,
        Status = status,
        OpenedAt = openedAt,
        Concerns = [new Concern(DerivedId.From($"concern {n}"), "home-blood-pressure@1/high", Urgency.Urgent, Topic.Reading, "Systolic over 180", null, "185/110", openedAt)],
        Ladder = [new Rung("lee", "Dr. Lee", EmailAddress.TryParse("lee@example.org")!.Value, null)],
        NextStepAt = status == EscalationStatus.Resolved ? null : openedAt + Duration.FromMinutes(15),
    };

    public static PlanRef Plan => new("home-blood-pressure", 1);
}
