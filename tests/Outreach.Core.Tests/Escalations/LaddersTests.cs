using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.Practices;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.Core.Tests.Escalations;

public class LaddersTests
{
    private static readonly Practice Practice = Shipped.Context.Practice;

    /// <summary>Every hour of the year, those that clocks skip or double included: somebody is named who can be texted.</summary>
    [Fact]
    public void GivenAnyHourOfTheYear_WhenAnEmergencyComes_ThenTheFirstToBeToldCanBeTexted()
    {
        var at = Instant.FromUtc(2026, 1, 1, 5, 0);
        for (var hour = 0; hour < 365 * 24; hour++, at += Duration.FromHours(1))
        {
            foreach (var own in Practice.Providers)
            {
                var ladder = Ladders.Build(Practice, own.Id, Urgency.Emergency, at);
                Assert.True(ladder[0].Mobile is not null, $"{own.Id} at {at}");
                Assert.Equal(ladder.Length, ladder.Select(r => r.Provider).Distinct().Count());
            }
        }
    }

    [Theory]
    [InlineData("2026-12-24T20:00", "ortiz")]
    [InlineData("2026-12-28T20:00", "on-call")]
    [InlineData("2026-12-23T23:59", "on-call")]
    public void GivenShiftsWithDates_WhenItIsNight_ThenTheyGoBeforeTheOthers(string local, string expected)
    {
        var at = NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value;
        Assert.Equal(expected, Rota.OnCall(Practice, at)!.Id);
        Assert.Equal(expected, Ladders.Build(Practice, "lee", Urgency.Urgent, at.InZoneLeniently(Practice.Zone).ToInstant())[0].Provider);
    }

    [Fact]
    public void GivenEverybodyHasLeftTheLadder_WhenTheNextIsLookedFor_ThenItIsBuiltAnewOfWhoIsThere()
    {
        var now = Instant.FromUtc(2026, 3, 4, 15, 0);
        var escalation = new Escalation
        {
            Id = Guid.Empty, Urgency = Urgency.Emergency, Status = EscalationStatus.Open, OpenedAt = now, Concerns = [], NextStepAt = now,
            Ladder = [new Rung("gone", "Dr. Gone", Practice.Providers[0].Email, null)],
        };
        var next = Ladders.Next(Practice with { OnCall = [], Ladder = Practice.Ladder with { AfterHours = ["on-call"] } }, escalation, "lee", now);
        Assert.True(next.Spent);
        Assert.Equal("lee", next.Ladder[next.At].Provider);
        Assert.Equal(["Dr. Gone is no longer at the practice"], next.Skipped.AsEnumerable());
    }

    [Theory]
    [InlineData(Urgency.Emergency, 0, 5)]
    [InlineData(Urgency.Emergency, 1, 10)]
    [InlineData(Urgency.Emergency, 5, 15)]
    [InlineData(Urgency.Urgent, 0, 30)]
    [InlineData(Urgency.Urgent, 9, 240)]
    [InlineData(Urgency.Routine, 9, 1440)]
    public void GivenRoundsInVain_WhenItRepeats_ThenTheWaitDoublesUpToThePracticesRepeat(Urgency urgency, int rounds, int minutes) =>
        Assert.Equal(Duration.FromMinutes(minutes), Ladders.Wait(Practice, urgency, rounds));
}
