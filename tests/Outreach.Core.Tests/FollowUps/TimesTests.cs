using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Testing;

namespace Outreach.Core.Tests.FollowUps;

/// <summary>When check-ins fall and when messages may leave.</summary>
public class TimesTests
{
    [Theory]
    [InlineData("2026-03-08", "02:30", "2026-03-08T07:00:00Z")] // skipped: the first moment after the gap, 3:00
    [InlineData("2026-03-08", "03:10", "2026-03-08T07:10:00Z")]
    [InlineData("2026-11-01", "01:30", "2026-11-01T05:30:00Z")] // comes twice: the first
    [InlineData("2026-11-01", "02:00", "2026-11-01T07:00:00Z")]
    public void GivenAChangeOfClocks_WhenALocalTimeIsPlaced_ThenByTheOneRule(string date, string time, string expected)
    {
        var local = NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value + NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value;
        Assert.Equal(NodaTime.Text.InstantPattern.General.Parse(expected).Value, LocalTimes.At(DateTimeZoneProviders.Tzdb["America/New_York"], local));
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-05")]
    [InlineData("America/New_York", "2026-10-30")]
    [InlineData("America/Phoenix", "2026-03-05")]
    [InlineData("America/Santiago", "2026-04-02")]
    [InlineData("America/Santiago", "2026-09-03")]
    public void GivenADailyPlan_WhenClocksChange_ThenItIsAskedOnceADayAtTheSameLocalTime(string zone, string anchor)
    {
        var first = NodaTime.Text.LocalDatePattern.Iso.Parse(anchor).Value;
        var world = Follow(People.Rosa with { TimeZone = zone }, "heart-failure-weight", first);
        world.Advance(Duration.FromDays(6));
        var planned = world.Events.OfType<Event.CheckInOpened>().Select(e => e.CheckIn.Planned).ToList();
        Assert.Equal(Enumerable.Range(1, planned.Count).Select(d => first.PlusDays(d)), planned.Select(p => p.Date));
        Assert.InRange(planned.Count, 5, 6);
        Assert.Single(planned.Select(p => p.TimeOfDay).Distinct());
    }

    [Fact]
    public void GivenAFullDay_WhenMoreIsDue_ThenItWaitsForTheNextDayAndSaysWhy()
    {
        var world = Follow(People.Rosa with { Email = null }, "post-visit", new LocalDate(2026, 3, 1));
        world.Advance(Duration.FromDays(3));
        Assert.All(world.Events.OfType<Event.MessageHeldBack>(), e => Assert.NotEmpty(e.Reason));
        Assert.True(world.Sent.Where(s => s.Message.CountsToCap).GroupBy(s => s.At.InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).Date).All(g => g.Count() <= 2));
    }

    [Fact]
    public void GivenAReadingStillToCome_WhenAReminderWouldTakeItsPlace_ThenTheReadingIsAskedAndTheReminderIsNot()
    {
        var world = Follow(People.Rosa with { Email = null }, "home-blood-pressure", new LocalDate(2026, 3, 1));
        world.AdvanceTo(People.NewYork("2026-03-02 20:00"));
        Assert.Equal(2, world.Sent.Count(s => s.Message.Kind == MessageKind.CheckIn));
        Assert.DoesNotContain(world.Sent, s => s.Message.Kind == MessageKind.Reminder);
    }

    [Fact]
    public void GivenABusySendingNumber_WhenAMessageIsHeld_ThenItLeavesAtItsPlaceAndTheWaitIsNoAttempt()
    {
        var world = Follow(People.Rosa with { Email = null }, "home-blood-pressure", new LocalDate(2026, 3, 1));
        var busy = 3;
        world.Carrier = _ => busy-- > 0 ? AttemptOutcome.Held : AttemptOutcome.Accepted;
        world.AdvanceTo(People.NewYork("2026-03-02 10:00"));

        var held = world.Events.OfType<Event.MessageHeldBack>().Where(e => e.InQueue).ToList();
        Assert.Equal(3, held.Count);
        Assert.All(held, e => Assert.Equal(e.At + World.HeldFor, e.Until));
        var left = world.Sent.First(s => s.Message.Key == held[0].Key);
        Assert.Equal(held.Last(e => e.Key == held[0].Key).Until, left.At);
        Assert.Equal(left.At, left.Message.SlotAt);
        Assert.Equal(1, left.Message.Attempts);
        Assert.Empty(world.Events.OfType<Event.MessageRetried>());
    }

    [Fact]
    public void GivenACarrierThatNamesATime_WhenItSaysNotNow_ThenItIsNotTriedBefore()
    {
        var world = Follow(People.Rosa with { Email = null }, "home-blood-pressure", new LocalDate(2026, 3, 1));
        world.Advance(Duration.FromHours(6));
        var entry = world.Events.OfType<Event.MessageQueued>().Select(e => e.Message).Last();
        var state = world.State with { Outbox = [entry with { Attempts = 1, FirstSentAt = world.Now, LeaseUntil = world.Now + Duration.FromMinutes(2), ExpiresAt = null }] };
        var later = world.Now + Duration.FromMinutes(50);
        var decision = Decider.Decide(Shipped.Context, state, new Command.Attempted(entry.Key, AttemptOutcome.Passing, "429") { Id = "attempt", At = world.Now, NotBefore = later });
        Assert.Equal(later, Assert.Single(decision.State.Outbox).NextAttemptAt);
    }

    private static World Follow(Patient patient, string plan, LocalDate anchor)
    {
        var start = anchor.PlusDays(1).At(new LocalTime(8, 0)).InZoneLeniently(DateTimeZoneProviders.Tzdb[patient.TimeZone]).ToInstant();
        var world = new World(Shipped.Context, patient.Id, start);
        world.Receive((id, at) => new Command.Register(patient, "front desk", []) { Id = id, At = at });
        world.Receive((id, at) => new Command.Enroll(world.Context.Plans.Latest(plan)!.Ref, anchor, "front desk") { Id = id, At = at });
        return world;
    }
}
