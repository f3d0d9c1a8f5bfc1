using Outreach.App.Costs;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Testing;

namespace Outreach.App.Tests.Costs;

public class SurveyTests
{
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
        PageInStep.Assert("cost.md", CostPage.Write(Context, PriceList.Shipped()));
    }

    [Fact]
    public void ScalePage_InDocs_IsWhatTheCommandWrites() => PageInStep.Assert("scale.md", ScalePage.Write(Context, PriceList.Shipped()));

    [Fact]
    public void ALimit_IsReachedSooner_TheMoreAPatientTakes()
    {
        var limit = AzureLimit.All[0];

        Assert.Equal(limit.At, limit.ReachedBy(1, 0));
        Assert.Equal(limit.At / 2, limit.ReachedBy(2, 0));
        Assert.Equal(0, limit.ReachedBy(1, limit.At + 1));
    }

    private static CostReport Report(Survey survey, int patients) => CostReport.Of(Context, survey, patients, Stage.Production, PriceList.Shipped(), new Habits());
}
