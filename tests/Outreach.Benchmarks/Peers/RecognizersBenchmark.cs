using System.Globalization;
using System.Text.Json;
using Outreach.Benchmarks.Measuring;
using Outreach.Benchmarks.Reading;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.Benchmarks.Peers;

/// <summary>Readings out of strangers' replies, by Microsoft.Recognizers and by our reader: how many are right, and how long one takes.</summary>
internal static class RecognizersBenchmark
{
    private const string Package = "@microsoft/recognizers-text-suite@1.3.1";

    private static readonly Ask[] Numbers = [Ask.BloodPressure, Ask.Weight, Ask.Glucose, Ask.Temperature, Ask.Scale0To10, Ask.Scale0To3, Ask.DaysMissed];

    private sealed record Took(IReadOnlyList<string?> Values, double Microseconds);

    private sealed record Line(Language Language, Ask Ask, string AskName, string? Value, string Text);

    public static async Task RunAsync(Findings findings)
    {
        const string Right = "Readings taken rightly from strangers' replies";
        const string Speed = "Processor time of Microsoft.Recognizers for one of them, as a multiple of ours";
        var lines = Lines();
        try
        {
            using var peer = await PeerPackage.InstallAsync(Package);
            var theirs = await DriveAsync(peer, lines);
            var ours = lines.Select(l => ReplyReader.Default.Read(l.Text, OpenAsk.For(l.Ask), l.Language).Value).ToList();
            var took = Measure.Each(lines.Count, () =>
            {
                foreach (var line in lines) ReplyReader.Default.Read(line.Text, OpenAsk.For(line.Ask), line.Language);
            });
            var (of, none) = (lines.Count(l => l.Value is not null), lines.Count(l => l.Value is null));
            var (mine, peers) = (Score(lines, ours), Score(lines, theirs.Values));
            findings.Say($"{of} replies that hold a reading and {none} that hold none: ours {mine.Right} and {mine.Quiet}, {Package} {peers.Right} and {peers.Quiet}");
            findings.Add(new Figure(
                FigureParts.Others, Right, $"ours {Share(mine.Right, of)}, {Share(peers.Right, of)} by Microsoft.Recognizers; nothing read where there is no reading: {Share(mine.Quiet, none)}, {Share(peers.Quiet, none)}", "", $"{(double)mine.Right / peers.Right:N2}",
                $"{of} replies with a reading and {none} without, in both languages, by writers who had not seen our rules (tests/Outreach.Core.Tests/Replies/Hidden); {Package}, blood pressures taken apart at the slash or \"over\" for it, its first number or the one with the unit taken. Not alike: it finds numbers anywhere and is not told what was asked; ours is"));
            findings.Add(new Figure(
                FigureParts.Others, Speed, $"{theirs.Microseconds / took.Cpu:N1} times", "", $"{theirs.Microseconds / took.Cpu:N1}",
                $"{theirs.Microseconds:N0} µs and {took.Cpu:N1} µs a reply. Not alike: ours also reads danger, denial, requests and language of the same text; theirs runs in Node"));
        }
        catch (PeerMissingException e)
        {
            findings.Say(e.Details);
            findings.Add(Figure.Missing(FigureParts.Others, Right, "", e.Message));
            findings.Add(Figure.Missing(FigureParts.Others, Speed, "", e.Message));
        }
    }

    private static async Task<Took> DriveAsync(PeerPackage peer, List<Line> lines)
    {
        var input = new { lines = lines.Select(l => new { ask = l.AskName, language = l.Language == Language.Spanish ? "es" : "en", text = l.Text }) };
        return JsonSerializer.Deserialize<Took>(await peer.DriveAsync("recognizers.js", JsonSerializer.Serialize(input)), JsonSerializerOptions.Web)!;
    }

    private static List<Line> Lines() =>
    [
        .. Directory.GetFiles(Path.Combine(LineFiles.Root, "tests", "Outreach.Core.Tests", "Replies", "Hidden"), "*.txt").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('|', 7))
            .Select(p => new Line(p[0] == "es" ? Language.Spanish : Language.English, ReadingNames.Asks.First(a => a.Name == p[1]).Ask, p[1], p[4].Length == 0 ? null : p[4], p[6]))
            .Where(l => Numbers.Contains(l.Ask)),
    ];

    /// <param name="Right">Of the lines that hold a reading.</param>
    /// <param name="Quiet">Of those that hold none.</param>
    private static (int Right, int Quiet) Score(List<Line> lines, IReadOnlyList<string?> read) =>
        (lines.Where((l, i) => l.Value is not null && Same(l.Value, read[i])).Count(), lines.Where((l, i) => l.Value is null && read[i] is null).Count());

    private static bool Same(string wanted, string? read) =>
        wanted == read || (decimal.TryParse(wanted, CultureInfo.InvariantCulture, out var a) && decimal.TryParse(read, CultureInfo.InvariantCulture, out var b) && a == b);

    private static string Share(int part, int whole) => whole == 0 ? "–" : $"{100.0 * part / whole:N0} % ({part} of {whole})";
}
