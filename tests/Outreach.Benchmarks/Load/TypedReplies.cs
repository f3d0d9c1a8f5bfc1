using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace Outreach.Benchmarks.Load;

/// <summary>Patients texting, by the phones' own door. The door answers once the text is stored, decided and what it calls for has been attempted.</summary>
internal sealed class TypedReplies(HttpClient client, int patients, string run)
{
    private const int DangerOneIn = 199;
    private const string Danger = "my chest hurts and I cannot breathe";

    /// <summary>The check-in's answers in their order; what comes after is chatter.</summary>
    private static readonly string[] Answers = ["better", "no", "1", "no"];
    private static readonly string[] Chatter = ["thank you", "slept well and walked with my sister today", "ok"];

    /// <param name="Milliseconds">From when it was due to be sent until the door had answered.</param>
    public sealed record Sent(int Patient, string Id, bool IsDanger, double Milliseconds);

    /// <summary>So many a second whatever the answers take: what has to wait is counted from when it was due.</summary>
    public async Task<IReadOnlyList<Sent>> AtRateAsync(int from, int aSecond, TimeSpan length)
    {
        var all = new List<Task<Sent>>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < length)
        {
            for (var due = all.Count; due < watch.Elapsed.TotalSeconds * aSecond; due++)
            {
                var late = watch.Elapsed.TotalMilliseconds - (1000.0 * due / aSecond);
                all.Add(SendAsync(from + due, late));
            }

            await Task.Delay(1);
        }

        return await Task.WhenAll(all);
    }

    /// <summary>So many at a time, each as soon as the one before is answered.</summary>
    public async Task<int> AsFastAsAnsweredAsync(int from, int atOnce, TimeSpan length)
    {
        var (next, watch) = (from, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            while (watch.Elapsed < length) await SendAsync(Interlocked.Increment(ref next) - 1, 0);
        }));
        return next - from;
    }

    private async Task<Sent> SendAsync(int number, double late)
    {
        var (patient, turn) = (number % patients, number / patients);
        var danger = number % DangerOneIn == DangerOneIn - 1;
        var text = danger ? Danger : turn < Answers.Length ? Answers[turn] : Chatter[turn % Chatter.Length];
        var id = string.Create(CultureInfo.InvariantCulture, $"{run}-{number}");
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsJsonAsync($"sim/phones/{Uri.EscapeDataString(EnrolledStore.Mobile(patient).Value)}", new { text, id });
        answer.EnsureSuccessStatusCode();
        if (!(await answer.Content.ReadAsStringAsync()).Contains("\"received\"", StringComparison.Ordinal)) throw new InvalidOperationException("The app did not take a text.");
        return new Sent(patient, id, danger, late + Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }
}
