using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.App.Tests.Pages;

/// <summary>What the decider makes of the page's answers, which come in parts: what hangs on an answer is asked on the next page.</summary>
public sealed class WebCheckInTests
{
    private static readonly Patient ByEmail = People.Rosa with
    {
        Mobile = null,
        PreferredChannel = Channel.Email,
        Consents = [new Consent(Channel.Email, "front desk form", new LocalDate(2026, 2, 20))],
    };

    [Fact]
    public void Given_MoreSymptoms_When_Answered_Then_DangerSignsAreAskedOnTheNextPage()
    {
        var world = Opened();

        Answers(world, ("weight", "182"), ("more-symptoms", "yes"));

        Assert.Equal("danger-signs", world.State.CheckIn!.OpenItem!.Question);
        Answers(world, ("danger-signs", "yes"));
        Assert.Null(world.State.CheckIn);
        Assert.Equal(Urgency.Emergency, world.State.OpenEscalation!.Urgency);
        Assert.Equal(CheckInEnd.Raised, world.Events.OfType<Event.CheckInClosed>().Last().End);
    }

    [Fact]
    public void Given_NoSymptoms_When_Answered_Then_NothingMoreIsAsked()
    {
        var world = Opened();

        Answers(world, ("weight", "182"), ("more-symptoms", "no"));

        Assert.Null(world.State.CheckIn);
        Assert.Equal(CheckInEnd.Answered, world.Events.OfType<Event.CheckInClosed>().Last().End);
    }

    [Fact]
    public void Given_AnAnswerHeldBack_When_TheRestIsSent_Then_TheCheckInStaysOpenForIt()
    {
        var world = Opened();

        Answers(world, ("more-symptoms", "no"));

        Assert.Equal("weight", world.State.CheckIn!.OpenItem!.Question);
        Answers(world, ("weight", "182"));
        Assert.Null(world.State.CheckIn);
    }

    [Fact]
    public void Given_AQuestionLeftOut_When_Sent_Then_ItIsNotAskedAgain()
    {
        var world = Opened();

        Answers(world, ("weight", ""), ("more-symptoms", "no"));

        Assert.Null(world.State.CheckIn);
        Assert.DoesNotContain(world.Events.OfType<Event.AnswerRecorded>(), e => e.Observation.Question == "weight");
    }

    [Fact]
    public void Given_APageSentEmpty_When_Received_Then_ItIsStillSilence()
    {
        var world = Opened();

        Answers(world, ("weight", ""), ("more-symptoms", " "));

        Assert.Equal("weight", world.State.CheckIn!.OpenItem!.Question);
        Assert.DoesNotContain(world.Events, e => e is Event.CheckInClosed);
    }

    private static World Opened()
    {
        var world = People.Follow(ByEmail, "heart-failure-weight", new LocalDate(2026, 3, 1), "2026-03-01 14:00");
        world.AdvanceTo(People.NewYork("2026-03-02 11:00"));
        Assert.True(world.State.CheckIn!.ByLink);
        Assert.Equal("weight", world.State.CheckIn.OpenItem!.Question);
        return world;
    }

    private static void Answers(World world, params (string Question, string Answer)[] answers) => world.Receive((id, at) =>
        new Command.WebAnswer(world.State.CheckIn!.Id, answers.ToImmutableSortedDictionary(a => a.Question, a => a.Answer)) { Id = id, At = at });
}
