using System.Text.Json;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Testing.Ledgers;

namespace Outreach.Benchmarks.StepCommit;

/// <summary>A step as it is on an ordinary day: about 4 KB of state, three events, one message queued and the former one done.</summary>
internal static class SyntheticStep
{
    private static readonly Instant T = LedgerSamples.Start;

    public static LedgerCommit First(int patient) => LedgerSamples.Commit(State(patient), T) with { OutboxChanged = [Message(patient, 0)] };

    public static LedgerCommit Next(FollowUp state, int patient, int round) => LedgerSamples.Commit(state, T + Duration.FromDays(round)) with
    {
        OutboxChanged = [Message(patient, round)],
        OutboxDone = [Message(patient, round - 1).Key],
        Events =
        [
            new Event.MessageSent(Message(patient, round - 1).Key, MessageKind.CheckIn, LedgerSamples.Phone, CountsToCap: true, null, null) { At = T },
            new Event.CheckInReminded(Message(patient, round).Key) { At = T },
            new Event.MessageQueued(Message(patient, round)) { At = T },
        ],
    };

    public static int StateBytes => JsonSerializer.SerializeToUtf8Bytes(State(1), OutreachJson.Options).Length;

    /// <summary>What one step writes, as plain blobs.</summary>
    public static IReadOnlyList<byte[]> Bytes()
    {
        var rows = CommitRows.Of(Next(State(1), 1, 1));
        return [rows.State, .. rows.Outbox, .. rows.Events];
    }

    private static FollowUp State(int patient) => LedgerSamples.State(patient, LedgerSamples.Escalation(patient, T)) with
    {
        Contacts = [new ContactStanding(LedgerSamples.Phone) { Introduced = true }, new ContactStanding(LedgerSamples.Email)],
        Observations = [.. Enumerable.Range(0, 12).Select(n => new Observation("blood-pressure", T, new LocalDate(2026, 2, 1).PlusDays(n), "128/82", 128, 82, Message(patient, n).Key))],
        Sent = [.. Enumerable.Range(0, 6).Select(n => new Sent(Message(patient, n).Key, MessageKind.CheckIn, LedgerSamples.Phone, T, CountsToCap: true, null, null))],
    };

    private static OutboxEntry Message(int patient, int round) => LedgerSamples.Message((patient * 1000) + round, T);
}
