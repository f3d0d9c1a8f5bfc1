using System.Globalization;
using System.Text.RegularExpressions;
using Outreach.App.Costs;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Testing;

namespace Outreach.App.Tests.Costs;

public class SurveyTests
{
    /// <summary>The page may lag behind small changes of words; not behind what a practice would notice.</summary>
    private const decimal Tolerance = 0.1m;

    private static Context Context => Shipped.Context;

    private static CarePlan Plan(string id) => Context.Plans.Latest(id)!;

    [Fact]
    public void Survey_CountsWhatThePlanAsks()
    {
        var everybody = Survey.Of(Context, [Plan("heart-failure-weight")], new Habits { Answered = 1, NeedsIn30Days = 0, Spanish = 0 });

        // One weight a day, sixty days long, and the answer to it.
        Assert.Equal(60, everybody.Course.CheckIns);
        Assert.Equal(0, everybody.Course.Escalations);
        Assert.True(everybody.Course.TextsReceived >= 60);
        Assert.True(everybody.Course.Segments >= everybody.Course.Texts);
    }

    [Fact]
    public void Survey_SameTwice_IsTheSame() =>
        Assert.Equal(Survey.Of(Context, [Plan("post-visit")], new Habits()).Course, Survey.Of(Context, [Plan("post-visit")], new Habits()).Course);

    [Fact]
    public void Survey_NobodyAnswers_RemindsAndRaisesSilence()
    {
        var silent = Survey.Of(Context, [Plan("post-discharge")], new Habits { Answered = 0, NeedsIn30Days = 0 });

        Assert.Equal(0, silent.Course.TextsReceived);
        Assert.True(silent.Course.Escalations > 0);
        Assert.True(silent.Course.Texts > silent.Course.CheckIns);
    }

    [Fact]
    public void Survey_Needs_BecomeEscalations()
    {
        var needs = Survey.Of(Context, [Plan("heart-failure-weight")], new Habits { Answered = 1, NeedsIn30Days = 1, Spanish = 0 });

        Assert.InRange(needs.Month.Escalations, 0.8m, 1.2m);
        Assert.True(needs.Month.Emails > 0);
    }

    [Fact]
    public void Report_TwiceThePatients_IsTwiceTheTexts()
    {
        var survey = Survey.Of(Context, [Plan("post-visit")], new Habits());
        var (one, two) = (Report(survey, 300), Report(survey, 600));

        Assert.Equal(Math.Round(one.Quantities.SegmentsSent * 2), Math.Round(two.Quantities.SegmentsSent));
        Assert.Equal(Math.Round(one.UsdAPatient, 2), Math.Round(two.UsdAPatient, 2));
    }

    [Fact]
    public void Report_SaysWhatItAssumes()
    {
        var text = Report(Survey.Of(Context, [Plan("post-visit")], new Habits()), 300).Text();

        Assert.All(AzureWork.Assumptions.Concat(new Habits().Assumptions), a => Assert.Contains(a, text, StringComparison.Ordinal));
        Assert.Contains("prices of 20", text, StringComparison.Ordinal);
    }

    /// <summary>OUTREACH_REWRITE=1 writes it anew.</summary>
    [Fact]
    public void Page_InDocs_IsWhatTheCommandWrites()
    {
        var file = Path.Combine(Shipped.Folder, "..", "docs", "cost.md");
        var page = CostPage.Write(Context, PriceList.Shipped());
        if (Environment.GetEnvironmentVariable("OUTREACH_REWRITE") == "1") File.WriteAllText(file, page);
        var kept = File.ReadAllText(file);

        Assert.Equal(Words(page), Words(kept));
        Assert.All(Numbers(page).Zip(Numbers(kept)), n => Assert.InRange(n.Second, n.First - 1 - (n.First * Tolerance), n.First + 1 + (n.First * Tolerance)));
    }

    private static CostReport Report(Survey survey, int patients) => CostReport.Of(Context, survey, patients, Stage.Production, PriceList.Shipped(), new Habits());

    private static string Words(string page) => Regex.Replace(page, @"[\d,.]+", "#", RegexOptions.None, TimeSpan.FromSeconds(5));

    private static IEnumerable<decimal> Numbers(string page) =>
        Regex.Matches(page, @"\d[\d,]*(\.\d+)?", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(m => decimal.Parse(m.Value.TrimEnd(','), NumberStyles.Number, CultureInfo.InvariantCulture));
}
