using System.Reflection;
using System.Text.Json.Serialization;
using NodaTime;
using Outreach.App.Timelines;
using Outreach.Core.FollowUps;
using Outreach.Testing;
using Outreach.Testing.Ledgers;

namespace Outreach.App.Tests.Timelines;

public sealed class TimelineWordsTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Fact]
    public void Describe_EveryEvent_HasWords()
    {
        var registered = typeof(Event).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType).ToHashSet();

        Assert.Equal(registered.Select(t => t.Name).Order(StringComparer.Ordinal), EventSamples.All.Select(e => e.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.All(EventSamples.All, e =>
        {
            var line = TimelineWords.Describe(e, NewYork, Shipped.Practice);
            Assert.NotEmpty(line.Text);
            Assert.NotEqual("", line.Why);
            Assert.DoesNotContain("{ ", line.Text + line.Why, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Describe_CheckIn_SaysWhatAndWhy()
    {
        var opened = EventSamples.All.OfType<Event.CheckInOpened>().Single();

        Assert.Equal(
            new TimelineLine(TimelineKind.CheckIn, "Check-in by text: blood-pressure", "home-blood-pressure@1: every morning of the first week"),
            TimelineWords.Describe(opened, NewYork, Shipped.Practice));
    }

    [Fact]
    public void Describe_Acknowledged_NamesThePersonAndTheReadersTime()
    {
        var acknowledged = EventSamples.All.OfType<Event.EscalationAcknowledged>().Single();

        Assert.Equal("Dr. Lee has seen it and promises to act by Mon 2 Mar 10:00", TimelineWords.Describe(acknowledged, NewYork, Shipped.Practice).Text);
        Assert.Equal(
            "gone has seen it; expected is to act by Mon 2 Mar 15:00",
            TimelineWords.Describe(acknowledged with { By = "gone", ChosenByPerson = false }, DateTimeZone.Utc, Shipped.Practice).Text);
    }
}
