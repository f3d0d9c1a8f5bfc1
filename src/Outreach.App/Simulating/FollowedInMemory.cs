using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Simulating;

/// <summary>The world around one patient: what comes of a message, and what people do about what happens.</summary>
public interface IAround
{
    /// <summary>The carrier has taken it.</summary>
    void Sent(FollowedInMemory patient, OutboxEntry entry, Instant now);

    void Happened(FollowedInMemory patient, Event happened, Instant now);

    /// <summary>A command has come in.</summary>
    void Received(Command command)
    {
    }

    /// <summary>A step is about to be made from the patient's state and this.</summary>
    void Stepping(FollowedInMemory patient, ImmutableArray<InboxEntry> unread, IReadOnlyList<Command> attempts, Instant now)
    {
    }

    void Stepped(LedgerCommit commit)
    {
    }
}

/// <summary>One patient followed in memory by the same steps as in earnest: at each wake, for each text, delivery report and provider's act. Nothing is sent.</summary>
public sealed class FollowedInMemory(Context context, PatientId id, IAround around)
{
    private static readonly Duration ReportAfter = Duration.FromSeconds(4);

    private readonly Derived known = new(context);
    private readonly PriorityQueue<Command, (Instant At, int Source)> coming = new();
    private readonly ImmutableArray<InboxEntry>.Builder inbox = ImmutableArray.CreateBuilder<InboxEntry>();
    private Instant? wake;
    private int sources;

    public Context Context => context;

    public FollowUp State { get; private set; } = FollowUp.Empty(id);

    public int Steps { get; private set; }

    public int Received { get; private set; }

    public int Turns { get; private set; }

    /// <summary>The clock looks so often even where nothing is due, as a host's does; null to skip what does nothing.</summary>
    public Duration? AtLeastEvery { get; init; }

    /// <param name="command">Given its id and its time.</param>
    public void Comes(Instant at, Func<string, Instant, Command> command)
    {
        sources++;
        coming.Enqueue(command(string.Create(CultureInfo.InvariantCulture, $"source-{sources}"), at), (at, sources));
    }

    /// <summary>Until then, or until nothing is left that could happen.</summary>
    public void RunUntil(Instant ends)
    {
        for (var next = Next(null); next is { } now && now < ends; next = Next(now))
        {
            while (coming.TryPeek(out _, out var due) && due.At <= now && inbox.Count < LedgerLimits.InboxRowsAStep)
            {
                var command = coming.Dequeue();
                inbox.Add(new InboxEntry(command, now));
                Received++;
                around.Received(command);
            }

            Turn(now);
        }
    }

    /// <summary>Time goes on, whatever is due again at once.</summary>
    private Instant? Next(Instant? last)
    {
        var next = wake;
        if (coming.TryPeek(out _, out var first) && !(next <= first.At)) next = first.At;
        if (last + AtLeastEvery is { } look && !(next <= look)) next = look;
        return next <= last ? last + Duration.FromMilliseconds(1) : next;
    }

    private void Turn(Instant now)
    {
        Turns++;
        IReadOnlyList<Command> attempts = [];
        do
        {
            var unread = inbox.ToImmutable();
            around.Stepping(this, unread, attempts, now);
            var outcome = StepFold.Run(known, new Ledger("1", State, unread), attempts, now);
            Steps++;
            // A step decides the oldest entries first.
            inbox.RemoveRange(0, outcome.Commit.Decided.Length);
            (State, wake) = (outcome.Commit.State, outcome.Commit.NextWake);
            around.Stepped(outcome.Commit);
            foreach (var happened in outcome.Commit.Events) around.Happened(this, happened, now);
            attempts = outcome.Claimed.IsEmpty ? [] : Attempt(outcome.Claimed, now);
        }
        while (attempts.Count > 0 || inbox.Count > 0);
    }

    private List<Command> Attempt(ImmutableArray<OutboxEntry> claimed, Instant now)
    {
        var attempts = new List<Command>(claimed.Length);
        foreach (var entry in claimed) attempts.Add(Attempt(entry, now));
        return attempts;
    }

    private Command.Attempted Attempt(OutboxEntry entry, Instant now)
    {
        Comes(now + ReportAfter, (source, at) => new Command.DeliveryReport(entry.Key, DeliveryWord.Delivered, "delivered") { Id = source, At = at });
        around.Sent(this, entry, now);
        return new Command.Attempted(entry.Key, AttemptOutcome.Accepted, "accepted") { Id = string.Create(CultureInfo.InvariantCulture, $"attempt-{entry.Key:N}-{entry.Attempts}"), At = now };
    }
}
