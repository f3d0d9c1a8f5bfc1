using System.Diagnostics.Metrics;
using NodaTime;
using Outreach.App.Gateways;
using Outreach.Core.Messages;

namespace Outreach.App.Tracing;

/// <summary>What is counted and timed of receiving, stepping and sending; all times in seconds. Tags are words of closed lists (R12).</summary>
public static class Measures
{
    public const string Meter = "Outreach";

    private static readonly Meter Meters = new(Meter);
    private static readonly Counter<long> Received = Meters.CreateCounter<long>("outreach.received", "{message}", "Texts and delivery reports taken in, by what they are and, of reports, what they say.");
    private static readonly Histogram<double> Steps = Meters.CreateHistogram<double>("outreach.step.duration", "s", "One step of one patient, from reading the ledger to the commit.");
    private static readonly Histogram<double> Sends = Meters.CreateHistogram<double>("outreach.send.duration", "s", "One attempt at one message, by channel and outcome.");
    private static readonly Histogram<double> Late = Meters.CreateHistogram<double>("outreach.send.lateness", "s", "From when a message should have left until it was attempted, by channel and class.");

    /// <param name="what">"text" or "report".</param>
    internal static void CountReceived(string what) => Received.Add(1, new KeyValuePair<string, object?>("what", what));

    internal static void CountReport(DeliveryWord word) => Received.Add(1, new("what", "report"), new("word", Words.Of(word)));

    internal static Began Begin() => new(TimeProvider.System.GetTimestamp());

    internal static void Stepped(Began began) => Steps.Record(began.Seconds);

    internal static void Sent(Began began, OutboxEntry entry, AttemptResult result, Instant now)
    {
        var channel = new KeyValuePair<string, object?>("channel", Words.Of(entry.To.Channel));
        Sends.Record(began.Seconds, channel, new KeyValuePair<string, object?>("outcome", Words.Of(result.Outcome)));
        Late.Record(Math.Max(0, (now - entry.NextAttemptAt).TotalSeconds), channel, new KeyValuePair<string, object?>("class", Words.Of(entry.Class)));
    }

    internal readonly record struct Began(long At)
    {
        public double Seconds => TimeProvider.System.GetElapsedTime(At).TotalSeconds;
    }
}
