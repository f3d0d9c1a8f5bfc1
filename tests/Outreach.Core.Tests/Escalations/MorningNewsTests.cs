using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Testing;

namespace Outreach.Core.Tests.Escalations;

public sealed class MorningNewsTests
{
    private static readonly LocalDate Sunday = new(2026, 3, 1);

    [Fact]
    public void GivenAWeightThatNearsWhatThePlanRaises_WhenTheMorningComes_ThenTheTrendIsToldOnce()
    {
        var world = People.Follow(People.Rosa, "heart-failure-weight", Sunday, "2026-03-02 08:30");
        foreach (var (day, pounds) in new[] { (2, 180m), (3, 181m), (4, 181.6m), (5, 183.2m) }) Weighs(world, day, pounds);

        Assert.Equal(new News(NewsKind.Trend, "Weight: 183.2 lb, up 3.2 since Mar 2 (4 readings); near to: Weight up 5 lb or more in a week"), Assert.Single(At(world, 5)));
        Weighs(world, 6, 183.4m);
        Assert.Empty(At(world, 6));
    }

    [Fact]
    public void GivenAWeightThatWasRaised_WhenItHasComeDown_ThenItIsGone()
    {
        var world = People.Follow(People.Rosa, "heart-failure-weight", Sunday, "2026-03-02 08:30");
        foreach (var (day, pounds) in new[] { (2, 180m), (3, 184m) }) Weighs(world, day, pounds);
        Assert.DoesNotContain(At(world, 3), n => n.Kind is NewsKind.Gone or NewsKind.Steady);

        Weighs(world, 4, 181m);

        Assert.Equal([new News(NewsKind.Gone, "no longer: Weight up 3 lb or more in a day")], At(world, 4).Where(n => n.Kind == NewsKind.Gone));
    }

    [Theory]
    [InlineData("124/76", true)]
    [InlineData("138/88", false)]
    public void GivenAWeekOfPressures_WhenThePlanCanJudge_ThenItIsSteadyOnlyWhereItDoesNotRaise(string reading, bool steady)
    {
        var world = People.Follow(People.Rosa, "home-blood-pressure", Sunday, "2026-03-02 08:30");
        for (var day = 2; day <= 9; day++)
        {
            foreach (var time in new[] { "09:40", "12:30", "18:50" })
            {
                world.AdvanceTo(People.NewYork($"2026-03-0{day} {time}"));
                if (world.State.CheckIn is not null) world.Says(reading);
            }
        }

        var told = Enumerable.Range(2, 8).SelectMany(day => At(world, day)).Where(n => n.Kind == NewsKind.Steady).ToList();
        Assert.Equal(steady ? ["not so: Week's average at or above the home goal, first day left out"] : [], told.Select(n => n.Words));
    }

    [Fact]
    public void GivenAPlanAtItsLastDay_WhenItEnds_ThenItIsFinished_ButNotWhenItWasLeft()
    {
        var world = People.Follow(People.Rosa, "post-visit", Sunday, "2026-03-02 08:30");
        world.AdvanceTo(People.NewYork("2026-03-20 09:00"));
        var left = People.Follow(People.Rosa, "post-visit", Sunday, "2026-03-02 08:30");
        left.Receive((id, at) => new Command.Withdraw("post-visit", "front desk", "moved away") { Id = id, At = at });

        Assert.Equal(new News(NewsKind.Finished, "Post-visit check-in"), Assert.Single(MorningNews.Of(world.Context, world.State, world.Events, world.Now)));
        Assert.Empty(MorningNews.Of(left.Context, left.State, left.Events, left.Now));
    }

    [Fact]
    public void GivenAPatientWhoHasDied_WhenTheMorningComes_ThenNothingIsGoodNews()
    {
        var world = People.Follow(People.Rosa, "post-visit", Sunday, "2026-03-02 08:30");
        world.AdvanceTo(People.NewYork("2026-03-20 09:00"));
        world.Receive((id, at) => new Command.ChangeStatus(PatientStatus.Deceased, "front desk", "told by phone") { Id = id, At = at });

        Assert.Empty(MorningNews.Of(world.Context, world.State, world.Events, world.Now));
    }

    private static void Weighs(World world, int day, decimal pounds)
    {
        world.AdvanceTo(People.NewYork($"2026-03-0{day} 09:40"));
        world.Says($"{pounds}");
        world.Says("no");
    }

    /// <summary>As the digest of the morning after would tell of this day.</summary>
    private static IEnumerable<News> At(World world, int day)
    {
        var since = People.NewYork($"2026-03-0{day} 07:30");
        var until = since + Duration.FromDays(1);
        var state = world.State with { Observations = [.. world.State.Observations.Where(o => o.At < until)] };
        return MorningNews.Of(world.Context, state, [.. world.Events.Where(e => e.At >= since && e.At < until)], since);
    }
}
