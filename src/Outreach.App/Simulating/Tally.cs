using NodaTime;
using Outreach.App.Costs;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Simulating;

/// <summary>What happened, counted by day, by hour of the week and by week since enrolment. Its size depends on the days, not on the patients.</summary>
public sealed class Tally
{
    public const int HoursAWeek = 168;
    private const int Weeks = 53;
    private const int EmailBytes = 4_000;
    private static readonly Urgency[] Urgencies = [Urgency.Routine, Urgency.Urgent, Urgency.Emergency];

    private readonly Instant begins;
    private readonly DateTimeZone zone;

    public Tally(Instant begins, int days, DateTimeZone zone)
    {
        (this.begins, this.zone) = (begins, zone);
        Texts = new long[days];
        Segments = new long[days];
        Replies = new long[days];
        Missed = new long[days];
        WorkMinutes = new double[days];
        Concerns = Urgencies.ToDictionary(u => u, _ => new long[HoursAWeek]);
        Waits = Urgencies.ToDictionary(u => u, _ => new Waits());
    }

    public long Patients { get; set; }

    /// <summary>To patients, by day.</summary>
    public long[] Texts { get; }

    public long[] Segments { get; }

    public long[] Replies { get; }

    /// <summary>Check-ins nobody answered, by the day they expired.</summary>
    public long[] Missed { get; }

    /// <summary>Of clinicians, by day.</summary>
    public double[] WorkMinutes { get; }

    /// <summary>And by hour of the week, Monday 0:00 first, in the practice's zone.</summary>
    public double[] WorkByHour { get; } = new double[HoursAWeek];

    /// <summary>Opened, by urgency and hour of the week.</summary>
    public IReadOnlyDictionary<Urgency, long[]> Concerns { get; }

    /// <summary>From opened to acknowledged.</summary>
    public IReadOnlyDictionary<Urgency, Waits> Waits { get; }

    /// <summary>Check-ins asked and answered, by week since enrolment.</summary>
    public long[] AskedByWeek { get; } = new long[Weeks];

    public long[] AnsweredByWeek { get; } = new long[Weeks];

    public long OptOuts { get; private set; }

    public long HeldForQuiet { get; private set; }

    public long HeldForCap { get; private set; }

    public long NotSent { get; private set; }

    public long StaffTexts { get; private set; }

    public long StaffSegments { get; private set; }

    public long Emails { get; private set; }

    public long CheckIns { get; private set; }

    public long Unprompted { get; private set; }

    public long ReplySegments { get; private set; }

    public long Turns { get; set; }

    public long Steps { get; set; }

    public long Received { get; set; }

    public long CarrierEvents { get; private set; }

    public long Attempts { get; private set; }

    /// <summary>Steps of the ladder beyond the first.</summary>
    public long Moved { get; set; }

    public long StillOpen { get; set; }

    public long Events { get; private set; }

    internal void Sent(OutboxEntry entry, Instant now)
    {
        Attempts++;
        CarrierEvents++;
        if (entry.To.Channel == Channel.Email)
        {
            Emails++;
            return;
        }

        var segments = SmsSegments.Count(entry.Text).Segments;
        if (entry.Recipient != "patient")
        {
            StaffTexts++;
            StaffSegments += segments;
            return;
        }

        if (entry.CountsToCap) Unprompted++;
        if (Day(now) is not { } day) return;
        Texts[day]++;
        Segments[day] += segments;
    }

    internal void Happened(Event happened, Instant now)
    {
        Events++;
        switch (happened)
        {
            case Event.CheckInOpened:
                CheckIns++;
                break;
            case Event.ReplyRecorded e:
                CarrierEvents++;
                ReplySegments += SmsSegments.Count(e.Text).Segments;
                if (Day(now) is { } received) Replies[received]++;
                break;
            case Event.CheckInClosed { Missed: true } when Day(now) is { } day:
                Missed[day]++;
                break;
            case Event.OptedOut:
                OptOuts++;
                break;
            case Event.MessageHeldBack { InQueue: false } e:
                if (e.Reason.Contains("cap", StringComparison.Ordinal)) HeldForCap++;
                else HeldForQuiet++;
                break;
            case Event.MessageNotSent:
                NotSent++;
                break;
        }
    }

    internal void Asked(double week) => AskedByWeek[Week(week)]++;

    internal void Answered(double askedInWeek) => AnsweredByWeek[Week(askedInWeek)]++;

    internal void Opened(Urgency urgency, Instant now) => Concerns[Known(urgency)][HourOfWeek(now)]++;

    internal void Acknowledged(Urgency urgency, Duration after, Instant now, double minutes)
    {
        Waits[Known(urgency)].Add(after);
        WorkByHour[HourOfWeek(now)] += minutes;
        if (Day(now) is { } day) WorkMinutes[day] += minutes;
    }

    public void Add(Tally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Sum(Texts, other.Texts);
        Sum(Segments, other.Segments);
        Sum(Replies, other.Replies);
        Sum(Missed, other.Missed);
        Sum(WorkMinutes, other.WorkMinutes);
        Sum(WorkByHour, other.WorkByHour);
        Sum(AskedByWeek, other.AskedByWeek);
        Sum(AnsweredByWeek, other.AnsweredByWeek);
        foreach (var urgency in Urgencies)
        {
            Sum(Concerns[urgency], other.Concerns[urgency]);
            Waits[urgency].Add(other.Waits[urgency]);
        }

        Patients += other.Patients;
        OptOuts += other.OptOuts;
        HeldForQuiet += other.HeldForQuiet;
        HeldForCap += other.HeldForCap;
        NotSent += other.NotSent;
        StaffTexts += other.StaffTexts;
        StaffSegments += other.StaffSegments;
        Emails += other.Emails;
        CheckIns += other.CheckIns;
        Unprompted += other.Unprompted;
        ReplySegments += other.ReplySegments;
        Turns += other.Turns;
        Steps += other.Steps;
        Received += other.Received;
        CarrierEvents += other.CarrierEvents;
        Attempts += other.Attempts;
        Moved += other.Moved;
        StillOpen += other.StillOpen;
        Events += other.Events;
    }

    /// <summary>For the one cost model: all of it together, not a month.</summary>
    public Counts Counts => new()
    {
        Texts = Texts.Sum() + StaffTexts,
        Segments = Segments.Sum() + StaffSegments,
        Unprompted = Unprompted,
        TextsReceived = Replies.Sum(),
        SegmentsReceived = ReplySegments,
        Emails = Emails,
        EmailBytes = Emails * EmailBytes,
        CheckIns = CheckIns,
        Escalations = Concerns.Values.Sum(c => c.Sum()),
        CarrierEvents = CarrierEvents,
        Received = Received,
        // The receipt takes a step of its own before the clock is nudged.
        Steps = Steps + Received,
        ClockTurns = Turns,
        Attempts = Attempts,
        LedgerBytes = Events * 400,
    };

    private static void Sum(long[] to, long[] from)
    {
        for (var i = 0; i < to.Length; i++) to[i] += from[i];
    }

    /// <summary>Minutes are whole, so that the order of adding changes nothing.</summary>
    private static void Sum(double[] to, double[] from)
    {
        for (var i = 0; i < to.Length; i++) to[i] += from[i];
    }

    private static Urgency Known(Urgency urgency) => urgency == Urgency.None ? Urgency.Routine : urgency;

    private static int Week(double week) => Math.Clamp((int)week, 0, Weeks - 1);

    private int? Day(Instant at) => (int)Math.Floor((at - begins).TotalDays) is >= 0 and var day && day < Texts.Length ? day : null;

    private int HourOfWeek(Instant at)
    {
        var local = at.InZone(zone);
        return (((int)local.DayOfWeek - 1) * 24) + local.Hour;
    }
}

/// <summary>How long people waited, kept in steps of a tenth, so that a million of them take no more room than one.</summary>
public sealed class Waits
{
    private const double Step = 1.1;
    private readonly long[] counts = new long[160];

    public long Count { get; private set; }

    public void Add(Duration wait)
    {
        counts[Math.Clamp((int)Math.Ceiling(Math.Log(Math.Max(wait.TotalMinutes, 1)) / Math.Log(Step)), 0, counts.Length - 1)]++;
        Count++;
    }

    public void Add(Waits other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < counts.Length; i++) counts[i] += other.counts[i];
        Count += other.Count;
    }

    /// <summary>In minutes, to a tenth of it above; null where nobody waited.</summary>
    public double? Within(double share)
    {
        if (Count == 0) return null;
        var seen = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            seen += counts[i];
            if (seen >= share * Count) return Math.Pow(Step, i);
        }

        return null;
    }
}
