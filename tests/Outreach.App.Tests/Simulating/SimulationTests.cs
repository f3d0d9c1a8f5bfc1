using NodaTime;
using Outreach.App.Costs;
using Outreach.App.Simulating;
using Outreach.Core.FollowUps;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.App.Tests.Simulating;

public sealed class SimulationTests
{
    private static readonly Context Context = Shipped.Context;

    [Fact]
    public void SameSeed_SameReport_WhateverTheOrder()
    {
        Assert.Equal(Report(Ask(40)).Text(), Report(Ask(40)).Text());
        Assert.NotEqual(Report(Ask(40)).Text(), Report(Ask(40) with { Seed = 2 }).Text());
    }

    /// <summary>Nothing in the report is of one patient only, so that more patients are the sum of fewer.</summary>
    [Fact]
    public void Patients_DoNotDependOnEachOther()
    {
        var ten = SimulationRun.Of(Ask(10));
        var twenty = SimulationRun.Of(Ask(20));
        var first = SimulationRun.Conversation(Ask(10), 3);

        Assert.Equal(first.AsEnumerable(), SimulationRun.Conversation(Ask(20), 3).AsEnumerable());
        Assert.True(twenty.Texts.Sum() > ten.Texts.Sum());
        Assert.Equal(20, twenty.Patients);
    }

    [Fact]
    public void Silent_NobodyAnswers_EachCheckInIsAskedRemindedAndMissed()
    {
        var tally = SimulationRun.Of(Ask(10) with { Behaviour = Behaviour.Silent });

        Assert.Equal(0, tally.Replies.Sum());
        Assert.Equal(0, tally.AnsweredByWeek.Sum());
        Assert.True(tally.Missed.Sum() > 0);
        Assert.Equal(tally.CheckIns, tally.Missed.Sum());
        Assert.True(tally.Concerns[Urgency.Routine].Sum() + tally.Concerns[Urgency.Urgent].Sum() > 0);
    }

    [Fact]
    public void Ideal_EverybodyAnswers_NothingIsMissedAndNobodyWorries()
    {
        var tally = SimulationRun.Of(Ask(10) with { Behaviour = Behaviour.Ideal });

        Assert.Equal(tally.AskedByWeek.Sum(), tally.AnsweredByWeek.Sum());
        Assert.Equal(0, tally.Missed.Sum());
        Assert.Equal(0, tally.Concerns.Values.Sum(c => c.Sum()));
    }

    /// <summary>Issue: none unacknowledged by the model's providers.</summary>
    [Fact]
    public void Fortnight_WithManyEmergencies_EveryOneIsTakenUp()
    {
        var tally = SimulationRun.Of(Ask(60) with { Days = 40, Behaviour = Behaviour.Default with { NeedIn30Days = 0.8, NeedIsSymptom = 1, SymptomIsEmergency = 0.5 } });

        Assert.True(tally.Concerns[Urgency.Emergency].Sum() >= 10);
        Assert.Equal(0, tally.StillOpen);
        Assert.True(tally.Waits[Urgency.Emergency].Within(0.5) < 15);
    }

    [Fact]
    public void NobodyTakesUp_TheLadderGoesOnAndTheConcernStaysOpen()
    {
        var tally = SimulationRun.Of(Ask(20) with { Behaviour = Behaviour.Default with { NotTakenUp = 1, NeedIn30Days = 0.9 } });

        Assert.True(tally.StillOpen > 0);
        Assert.True(tally.Moved > tally.StillOpen);
        Assert.All(tally.Waits.Values, w => Assert.Equal(0, w.Count));
    }

    [Fact]
    public void Answers_GrowFewerAsTheModelSays()
    {
        var tally = SimulationRun.Of(Ask(120) with { Plans = [Context.Plans.Latest("home-blood-pressure")!], Days = 70, Behaviour = Behaviour.Default with { StopIn30Days = 0, NeedIn30Days = 0 } });

        var early = (double)tally.AnsweredByWeek[0] / tally.AskedByWeek[0];
        var late = (double)tally.AnsweredByWeek[7] / tally.AskedByWeek[7];
        Assert.InRange(early, 0.75, 0.95);
        Assert.InRange(late, 0.5, 0.8);
    }

    [Fact]
    public void Conversation_TellsWhatWasSaidAndWhy()
    {
        var said = SimulationRun.Conversation(Ask(1) with { Behaviour = Behaviour.Ideal }, 0);

        Assert.Contains(said, s => s.Who == "Practice" && s.Why is { Length: > 0 });
        Assert.Contains(said, s => s.Who == "Patient");
        Assert.Equal(said.OrderBy(s => s.At), said.AsEnumerable());
    }

    [Fact]
    public void Report_TwoBesideEachOther_MarksWhatDiffers()
    {
        var one = Report(Ask(20));
        var two = Report(Ask(20) with { Behaviour = Behaviour.Default with { NotTakenUp = 0.5 } });

        Assert.Contains("≠", one.Text(two), StringComparison.Ordinal);
        Assert.DoesNotContain("≠", one.Text(Report(Ask(20))), StringComparison.Ordinal);
        Assert.Contains("class=\"differs\"", one.Page(two), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NeedsNothingElse()
    {
        var page = Report(Ask(20)).Page();

        foreach (var outside in new[] { "http:", "https:", "src=", "<script", "@import", "url(" }) Assert.DoesNotContain(outside, page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("PMC11613675", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Waits_Within_IsAShareOfThoseWhoWaited()
    {
        var waits = new Waits();
        foreach (var minutes in Enumerable.Range(1, 100)) waits.Add(Duration.FromMinutes(minutes));

        Assert.InRange(waits.Within(0.5)!.Value, 50, 55.1);
        Assert.InRange(waits.Within(0.95)!.Value, 95, 104.6);
        Assert.Null(new Waits().Within(0.5));
    }

    private static SimulationAsk Ask(int patients) => new(Context, [Context.Plans.Latest("post-visit")!], patients, 30, 1, new LocalDate(2026, 3, 2), 7, Behaviour.Default);

    private static SimulationReport Report(SimulationAsk ask) => new(ask, SimulationRun.Of(ask), Stage.Production, PriceList.Shipped(), 2);
}
