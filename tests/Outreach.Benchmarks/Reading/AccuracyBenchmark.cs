using Outreach.Benchmarks.Measuring;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.Benchmarks.Reading;

/// <summary>How many of strangers' replies are read rightly; figures only, so that the lines stay unseen.</summary>
internal static class AccuracyBenchmark
{
    private const int Seed = 1;

    public static void Run(Findings findings)
    {
        var lines = TrainingLine.ReadAll(Directory.GetFiles(Path.Combine(LineFiles.Root, "tests", "Outreach.Core.Tests", "Replies", "Hidden"), "*.txt"), Seed)
            .Select(l => (Line: l, Read: ReplyReader.Default.Read(l.Text, OpenAsk.For(l.Ask), l.Language))).ToList();
        var how = $"{lines.Count:N0} lines of writers who had not seen the rules (tests/Outreach.Core.Tests/Replies/Hidden); what it means is in docs/replies.md";
        Add("Emergencies called an emergency", l => l.Line.Least == Urgency.Emergency, l => l.Read.Urgency == Urgency.Emergency, "");
        Add("Urgent or more reaching a person the same day", l => l.Line.Least >= Urgency.Urgent, l => l.Read.Urgency >= Urgency.Urgent, "98 %");
        Add("Danger read as nothing", l => l.Line.Least >= Urgency.Urgent, l => l.Read.Urgency == Urgency.None, "0 %");
        Add("Others called an emergency", l => l.Line.Most < Urgency.Emergency, l => l.Read.Urgency == Urgency.Emergency, "at most 3 %");
        findings.Add(Figure.Missing(FigureParts.Reading, "The development file, and negation on the public NegEx corpus", "", "neither is in this repository; figures and how to take them are in docs/replies.md"));

        void Add(string what, Func<(TrainingLine Line, Meaning Read), bool> among, Func<(TrainingLine Line, Meaning Read), bool> which, string target)
        {
            var of = lines.Where(among).ToList();
            var share = 100.0 * of.Count(which) / of.Count;
            findings.Add(new Figure(FigureParts.Reading, what, $"{share:N1} % ({of.Count(which)} of {of.Count})", target, "", how));
        }
    }
}
