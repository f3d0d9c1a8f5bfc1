using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Outreach.Benchmarks.Measuring;

namespace Outreach.Benchmarks.Load;

/// <summary>Patients texting, by the phones' own door.</summary>
internal sealed class TypedReplies(PhoneDoor door, int patients, string run)
{
    private const int DangerOneIn = 199;
    private const string Danger = "my chest hurts and I cannot breathe";

    /// <summary>The check-in's answers in their order; what comes after is chatter.</summary>
    private static readonly string[] Answers = ["better", "no", "1", "no"];
    private static readonly string[] Chatter = ["thank you", "slept well and walked with my sister today", "ok"];

    /// <param name="DueAt">By the clock that the host has too.</param>
    /// <param name="Late">How much later than due the sender sent it, in milliseconds.</param>
    /// <param name="Milliseconds">From when it was due until the door had answered.</param>
    public sealed record Sent(int Patient, string Id, bool IsDanger, Instant DueAt, double Late, double Milliseconds);

    /// <summary>So many a second whatever the answers take, by a thread of their own: what has to wait, here too, is counted from when it was due.</summary>
    public async Task<IReadOnlyList<Sent>> AtRateAsync(int from, int aSecond, TimeSpan length)
    {
        var requests = Enumerable.Range(from, (int)(aSecond * length.TotalSeconds)).Select(n => (Number: n, Bytes: Request(n))).ToArray();
        var all = new Task<Sent>[requests.Length];
        var sender = new Thread(() =>
        {
            var began = Stopwatch.GetTimestamp();
            for (var n = 0; n < requests.Length; n++)
            {
                var due = Pace.Due(began, n, aSecond);
                Pace.Until(due);
                all[n] = SendAsync(requests[n].Number, requests[n].Bytes, due);
            }
        }) { Name = "phones" };
        sender.Start();
        await Task.Run(sender.Join);
        return await Task.WhenAll(all);
    }

    /// <summary>So many at a time, each as soon as the one before is answered.</summary>
    public async Task<int> AsFastAsAnsweredAsync(int from, int atOnce, TimeSpan length)
    {
        var (next, watch) = (from, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            while (watch.Elapsed < length) await door.SendAsync(Request(Interlocked.Increment(ref next) - 1));
        }));
        return next - from;
    }

    private async Task<Sent> SendAsync(int number, byte[] request, long due)
    {
        var late = Stopwatch.GetElapsedTime(due).TotalMilliseconds;
        var dueAt = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) - Duration.FromMilliseconds(late);
        await door.SendAsync(request);
        return new Sent(PatientOf(number), Id(number), IsDanger(number), dueAt, late, Stopwatch.GetElapsedTime(due).TotalMilliseconds);
    }

    private byte[] Request(int number)
    {
        var turn = number / patients;
        var text = IsDanger(number) ? Danger : turn < Answers.Length ? Answers[turn] : Chatter[turn % Chatter.Length];
        return door.Request(EnrolledStore.Mobile(PatientOf(number)).Value, $$"""{"text":"{{text}}","id":"{{Id(number)}}"}""");
    }

    private int PatientOf(int number) => number % patients;

    private string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"{run}-{number}");

    private static bool IsDanger(int number) => number % DangerOneIn == DangerOneIn - 1;
}
