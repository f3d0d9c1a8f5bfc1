using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.FollowUps;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.Core.Tests.CarePlans;

public class InstrumentTests
{
    private static readonly LocalDate Today = new(2026, 3, 2);
    private static readonly Guid CheckIn = new(1, 0, 0, new byte[8]);

    private const string Instead = "      - id: why\n        kind: free\n        only_when: { answer: feeling, is: worse }\n        because: feels worse\n        text: { en: What is wrong?, es: ¿Qué le pasa? }\n";

    [Theory]
    [InlineData("phq-9", 0, "none or minimal")]
    [InlineData("phq-9", 4, "none or minimal")]
    [InlineData("phq-9", 5, "mild")]
    [InlineData("phq-9", 9, "mild")]
    [InlineData("phq-9", 10, "moderate")]
    [InlineData("phq-9", 15, "moderately severe")]
    [InlineData("phq-9", 20, "severe")]
    [InlineData("phq-9", 27, "severe")]
    [InlineData("phq-2", 2, "negative")]
    [InlineData("phq-2", 3, "positive")]
    [InlineData("gad-7", 4, "minimal")]
    [InlineData("gad-7", 9, "mild")]
    [InlineData("gad-7", 10, "moderate")]
    [InlineData("gad-7", 15, "severe")]
    [InlineData("pain", 3, "mild")]
    [InlineData("pain", 7, "severe")]
    public void BandOf_PublishedCutOffs_AreKept(string id, int score, string band) =>
        Assert.Equal(band, Instruments.All.Single(i => i.Id == id).BandOf(score)?.Name);

    [Theory]
    [InlineData(0, 2, false)]
    [InlineData(1, 2, true)]
    [InlineData(3, 3, true)]
    public void Holds_Phq2_FromThreeOn(int interest, int mood, bool positive) =>
        Assert.Equal(positive, Facts(("phq-interest", interest), ("phq-mood", mood)).Holds(AtLeast(Instruments.Phq2, 3)));

    [Fact]
    public void Holds_ItemMissing_HasNoScore() => Assert.False(Facts(("phq-interest", 3)).Holds(AtLeast(Instruments.Phq2, 3)));

    [Fact]
    public void Holds_LastItemNotAsked_IsScoredAsTheEightOthers()
    {
        var eight = Instruments.Phq9.Items.Where(i => !i.OnlyWhenRead).Select(i => (i.Id, 2)).ToArray();
        Assert.True(Facts(eight).Holds(AtLeast(Instruments.Phq9, 16)));
        Assert.False(Facts(eight).Holds(AtLeast(Instruments.Phq9, 17)));
        Assert.True(Facts([.. eight, ("phq-self-harm", 1)]).Holds(AtLeast(Instruments.Phq9, 17)));
    }

    [Fact]
    public void Read_PhqAfterPhq2_AsksEachItemOnce()
    {
        var plan = Plan("      - instrument: phq-2\n      - instrument: phq-9\n        only_when: { score: phq-2, at_least: 3 }\n        because: the short form is positive\n");
        var asked = plan.CheckIns[0].Questions.Where(q => q.Id.StartsWith("phq-", StringComparison.Ordinal)).ToList();
        Assert.Equal(Instruments.Phq9.Items.Select(i => i.Id), asked.Select(q => q.Id));
        Assert.All(asked, q => Assert.True(q.Sensitive));
        Assert.Equal([null, null], asked.Take(2).Select(q => q.OnlyWhen));
        Assert.All(asked.Skip(2), q => Assert.IsType<Condition.Score>(q.OnlyWhen));
        Assert.Equal(["phq-self-harm"], asked.Where(q => q.OnlyWhenRead).Select(q => q.Id));
        Assert.EndsWith("0 Ningún día, 1 Varios días, 2 Más de la mitad de los días, 3 Casi todos los días", asked[0].Text.Es, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WordsThatMayNotBeShipped_AreAskedForAndFilledIn()
    {
        var without = CarePlanReader.Read(SmallPlan.With(Instead, "      - instrument: gad-2\n"), "x.yaml");
        Assert.Contains("GAD-2 has no words that may be shipped for es: answer-0, answer-1, answer-2, answer-3, gad-nervous, gad-worrying, stem; add words: { es: { answer-0: … } }", Assert.Single(without.Errors).ToString(), StringComparison.Ordinal);
        var filled = Plan("      - instrument: gad-2\n        words: { es: { stem: S, gad-nervous: A, gad-worrying: B, answer-0: a, answer-1: b, answer-2: c, answer-3: d } }\n");
        Assert.Equal("S A. 0 a, 1 b, 2 c, 3 d", filled.CheckIns[0].Question("gad-nervous")!.Text.Es);
    }

    [Theory]
    [InlineData("      - instrument: phq-3\n", "there is no instrument 'phq-3'")]
    [InlineData("      - instrument: phq-9\n        only_when: { score: phq-2, at_least: 3 }\n        because: x\n", "not all of PHQ-2 is asked before this")]
    [InlineData("      - instrument: phq-2\n        words: { es: { phq-moood: x } }\n", "PHQ-2 has no item 'phq-moood'; did you mean phq-mood?")]
    public void Read_Mistakes_AreNamed(string yaml, string expected) =>
        Assert.Contains(expected, Assert.Single(CarePlanReader.Read(SmallPlan.With(Instead, yaml), "x.yaml").Errors).ToString(), StringComparison.Ordinal);

    public static TheoryData<string> Tables => [.. Directory.EnumerateFiles(Folder, "*.score.txt").Select(f => Path.GetFileName(f)!)];

    private static string Folder => Path.Combine(ShippedFiles.Root, "tests", "Outreach.Core.Tests", "CarePlans", "Scores");

    /// <summary>Each file: the instrument, then answers to its items in order with the score they make and its band; "-" for none.</summary>
    [Theory]
    [MemberData(nameof(Tables))]
    public void Score_PublishedTable_IsKept(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, file)).Where(l => l.Length > 0 && l[0] != '#').ToList();
        var instrument = Instruments.Find(lines[0])!;
        Assert.All(lines.Skip(1), line =>
        {
            var (given, expected) = line.Split(" -> ") is [var g, var e] ? (g.Split(' '), e) : throw new FormatException(line);
            var score = instrument.Score(item => instrument.Items.Select((i, at) => (i.Id, At: at)).First(i => i.Id == item).At is var place && given[place] == "-" ? null : decimal.Parse(given[place], CultureInfo.InvariantCulture));
            var band = score is { } points ? instrument.BandOf(points)?.Name : null;
            Assert.Equal(expected, $"{(score is { } s ? s.ToString("0.#", CultureInfo.InvariantCulture) : "-")}{(band is null ? "" : $" {band}")}");
        });
    }

    [Fact]
    public void Tables_EveryScoredInstrument_HasOne() => Assert.Equal(
        Instruments.Scored.Select(i => i.Id).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Folder, "*.score.txt").Select(f => Path.GetFileName(f).Replace(".score.txt", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void Read_PromisWithThePracticesWords_IsAskedAndScoredByItsParts()
    {
        var items = WholePersonInstruments.PromisGlobal10.Items;
        var words = string.Join(", ", items.Concat(items.SelectMany(i => i.Answers)).Select(i => $"{i.Id}: {i.Id.Replace("promis", "words", StringComparison.Ordinal)}"));
        var yaml = SmallPlan.With(Instead, $"      - instrument: promis-global-10\n        words: {{ en: {{ {words} }}, es: {{ {words.Replace("words", "palabras", StringComparison.Ordinal)} }} }}\n")
            .Replace("when: { answer: feeling, is: worse }\n    because: Feels worse", "when: { score: promis-physical, below: 40 }\n    because: Physical health is low\n    source: x", StringComparison.Ordinal);
        var result = CarePlanReader.Read(yaml, "x.yaml");
        Assert.Empty(result.Errors.Select(e => e.ToString()));
        Assert.True(Facts(("promis-03", 4), ("promis-06", 4), ("promis-07", 8), ("promis-08", 3)).Holds(result.Plan!.Concerns[1].When));
        Assert.False(Facts(("promis-03", 2), ("promis-06", 2), ("promis-07", 2), ("promis-08", 2)).Holds(result.Plan.Concerns[1].When));
    }

    private static CarePlan Plan(string questions)
    {
        var yaml = SmallPlan.With(Instead, questions);
        if (questions.Contains("phq-9", StringComparison.Ordinal)) yaml = yaml.Replace("urgency: routine\n    when: { answer: feeling, is: worse }", "urgency: urgent\n    when: { level: phq-self-harm, at_least: 1 }", StringComparison.Ordinal);
        var result = CarePlanReader.Read(yaml, "x.yaml");
        Assert.Empty(result.Errors.Select(e => e.ToString()));
        return result.Plan!;
    }

    private static Condition AtLeast(Instrument instrument, decimal score) =>
        new Condition.Score(instrument.Id, [.. instrument.Items.Select(i => i.Id)], new Outreach.Core.CarePlans.Range(AtLeast: new Limit.Of(score)));

    private static Facts Facts(params (string Item, int Answer)[] given) => new(
        People.Rosa,
        Today,
        [.. given.Select(g => new Observation(g.Item, Instant.FromUtc(2026, 3, 2, 15, 0), Today, $"{g.Answer}", g.Answer, null, CheckIn))],
        CheckIn,
        ImmutableSortedDictionary<string, decimal>.Empty);
}
