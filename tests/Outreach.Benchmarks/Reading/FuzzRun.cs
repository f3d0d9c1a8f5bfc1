using System.Diagnostics;
using System.Globalization;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Benchmarks.Reading;

/// <summary>
/// Reads generated texts: real ones mutated, emoji, right-to-left, control characters, half surrogates. None may throw, and none
/// may take over a millisecond a kilobyte. OUTREACH_FUZZ says how many (ten million is the figure of the note).
/// </summary>
internal static class FuzzRun
{
    private const int Usual = 200_000;
    private const int Seed = 7;
    private const int Runs = 3;
    private const int ReadAgain = 20;

    public static void Run(TextWriter output)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("OUTREACH_FUZZ"), CultureInfo.InvariantCulture, out var asked) ? asked : Usual;
        var seeds = TrainingLine.ReadAll(LineFiles.All(), Seed).Select(l => l.Text).ToArray();
        var asks = Enum.GetValues<Ask>();
        var watch = Stopwatch.StartNew();
        long letters = 0;
        List<Suspect> suspects = [];
        var gate = new Lock();
        Parallel.For(0, Environment.ProcessorCount, worker =>
        {
            var fuzz = new FuzzText(seeds, new Random(Seed + worker));
            long mine = 0;
            for (var i = worker; i < count; i += Environment.ProcessorCount)
            {
                var suspect = new Suspect(fuzz.Next(), asks[i % asks.Length], (i & 1) == 0 ? Language.English : Language.Spanish);
                mine += suspect.Text.Length;
                if (Clock(suspect) <= Limit(suspect.Text)) continue;
                lock (gate) suspects.Add(suspect);
            }

            Interlocked.Add(ref letters, mine);
        });
        var took = watch.Elapsed.TotalSeconds;
        var slow = suspects.Select(s => (Suspect: s, Took: Processor(s))).Where(s => s.Took > Limit(s.Suspect.Text)).ToList();
        foreach (var (suspect, each) in slow)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slow: {each:N2} ms, {suspect.Text.Length} characters: {string.Concat(suspect.Text.Take(120).Select(c => char.IsAscii(c) && !char.IsControl(c) ? c : '.'))}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} texts of {letters / (double)count:N0} characters on average read without an exception in {took:N0} s; slower than a millisecond a kilobyte: {slow.Count} ({suspects.Count:N0} were by the clock and were read again alone, by processor time)"));
    }

    private sealed record Suspect(string Text, Ask Ask, Language Language);

    /// <summary>Another process or the collector may have had the core: what is slow by the clock is read again, alone, and counted by what the processor did.</summary>
    private static double Processor(Suspect suspect)
    {
        var least = double.MaxValue;
        for (var run = 0; run < Runs && least > Limit(suspect.Text); run++)
        {
            var began = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < ReadAgain; i++) Clock(suspect);
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - began).TotalMilliseconds / ReadAgain);
        }

        return least;
    }

    /// <summary>A millisecond a kilobyte of UTF-16, and for shorter texts a millisecond.</summary>
    private static double Limit(string text) => Math.Max(1, text.Length * 2 / 1024.0);

    /// <summary>Milliseconds by the clock.</summary>
    private static double Clock(Suspect suspect)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            ReplyReader.Default.Read(suspect.Text, OpenAsk.For(suspect.Ask), suspect.Language);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Read threw on {string.Join(' ', suspect.Text.Select(c => ((int)c).ToString("x4", CultureInfo.InvariantCulture)))}", e);
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}

/// <summary>Texts made of others: letters lost, doubled and swapped, words glued, pieces of alphabets and of broken encodings put in.</summary>
internal sealed class FuzzText(string[] seeds, Random random)
{
    private static readonly string[] Pieces =
    [
        "😀", "👍🏽", "❤️", "\uD83D", "\uDC4D", "\u0301", "\u202E", "\u200F", "שלום", "مرحبا", "\0", "\u0007", "\t", "\n", "\r\n", "'", "’", "“", "…", "--", "///", "1400/90",
        "99999999999999999999", "0.0000001", ",,,,", "ñ", "ü", "Ａｂ", "漢字", "no", "not", "if", "but", "#", "@", "%", "=", "?", "!!!", "   ", "aaaaaaaaaaaaaaaa", "\uFEFF", "\u00AD", "½", "٣",
    ];

    public string Next()
    {
        var text = seeds[random.Next(seeds.Length)];
        if (random.Next(4) == 0) text += random.Next(2) == 0 ? " " + seeds[random.Next(seeds.Length)] : seeds[random.Next(seeds.Length)];
        for (var changes = random.Next(6); changes > 0; changes--)
        {
            var at = random.Next(text.Length + 1);
            text = random.Next(6) switch
            {
                0 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                1 when at < text.Length => text.Remove(at, 1),
                2 when at < text.Length => text.Insert(at, new string(text[at], random.Next(1, 12))),
                3 when at + 1 < text.Length => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
                4 => text[at..] + text[..at],
                _ => text.Insert(at, ((char)random.Next(char.MaxValue + 1)).ToString()),
            };
        }

        return random.Next(500) == 0 ? string.Concat(Enumerable.Repeat(text, 40)) : text;
    }
}

/// <summary>The labelled lines of the tests, found from wherever in the repository this runs.</summary>
internal static class LineFiles
{
    public static string Root { get; } = Find();

    public static IEnumerable<string> All() =>
        Directory.GetFiles(Path.Combine(Root, "tests", "Outreach.Core.Tests", "Replies", "Lines"), "*.txt")
            .Concat(Directory.GetFiles(Path.Combine(Root, "tests", "Outreach.Core.Tests", "Replies"), "*.replies.txt"))
            .Order(StringComparer.Ordinal);

    private static string Find()
    {
        foreach (var start in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "Outreach.Local.slnf"))) return folder.FullName;
        throw new DirectoryNotFoundException("Run this inside the repository: it reads the labelled lines of the tests.");
    }
}
