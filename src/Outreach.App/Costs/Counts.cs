namespace Outreach.App.Costs;

/// <summary>What happened in a follow-up, or in many: counted by whoever ran them, whether a survey of typical patients, a simulation or a real month.
/// Not whole numbers where it is a share of many.</summary>
public sealed record Counts
{
    /// <summary>Texts handed to the carrier, to patients and providers.</summary>
    public decimal Texts { get; init; }

    /// <summary>Segments of those texts.</summary>
    public decimal Segments { get; init; }

    /// <summary>Of those texts the ones that count to the patient's cap: what a morning's check-ins are.</summary>
    public decimal Unprompted { get; init; }

    public decimal TextsReceived { get; init; }

    public decimal SegmentsReceived { get; init; }

    public decimal Emails { get; init; }

    public decimal EmailBytes { get; init; }

    public decimal CheckIns { get; init; }

    public decimal Escalations { get; init; }

    /// <summary>Texts and delivery reports that came in from the carrier.</summary>
    public decimal CarrierEvents { get; init; }

    /// <summary>Everything that came in: carrier's events, staff's acts, enrolments.</summary>
    public decimal Received { get; init; }

    /// <summary>Steps: one load and one commit each.</summary>
    public decimal Steps { get; init; }

    /// <summary>Turns of patients: by a wake, or by something received.</summary>
    public decimal ClockTurns { get; init; }

    /// <summary>Attempts to send.</summary>
    public decimal Attempts { get; init; }

    /// <summary>Bytes of JSON that stay in the ledger.</summary>
    public decimal LedgerBytes { get; init; }

    public static Counts operator +(Counts a, Counts b) => Together(a, b, static (x, y) => x + y);

    public static Counts operator *(Counts counts, decimal factor) => Together(counts, counts, (x, _) => x * factor);

    private static Counts Together(Counts a, Counts b, Func<decimal, decimal, decimal> of) => new()
    {
        Texts = of(a.Texts, b.Texts),
        Segments = of(a.Segments, b.Segments),
        Unprompted = of(a.Unprompted, b.Unprompted),
        TextsReceived = of(a.TextsReceived, b.TextsReceived),
        SegmentsReceived = of(a.SegmentsReceived, b.SegmentsReceived),
        Emails = of(a.Emails, b.Emails),
        EmailBytes = of(a.EmailBytes, b.EmailBytes),
        CheckIns = of(a.CheckIns, b.CheckIns),
        Escalations = of(a.Escalations, b.Escalations),
        CarrierEvents = of(a.CarrierEvents, b.CarrierEvents),
        Received = of(a.Received, b.Received),
        Steps = of(a.Steps, b.Steps),
        ClockTurns = of(a.ClockTurns, b.ClockTurns),
        Attempts = of(a.Attempts, b.Attempts),
        LedgerBytes = of(a.LedgerBytes, b.LedgerBytes),
    };
}
