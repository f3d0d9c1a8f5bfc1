using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Testing;

namespace Outreach.Core.Tests.Patients;

public class UnreachableTests
{
    private static readonly Instant At = People.NewYork("2026-03-02 09:00");
    private static readonly ContactPoint Phone = ContactPoint.Of(People.RosaMobile);
    private static readonly ContactPoint Mailbox = ContactPoint.TryParse(Channel.Email, "rosa@example.com")!;

    private static FollowUp Known => FollowUp.Empty(People.RosaId) with { Patient = People.Rosa, Contacts = [new(Phone), new(Mailbox)] };

    [Fact]
    public void GivenOneWayOpen_WhenAsked_ThenThePatientCanBeReached()
    {
        Assert.Null(Unreachable.Of(Known));
        Assert.Null(Unreachable.Of(Known with { Patient = null }));
        Assert.Null(Unreachable.Of(Known with { Contacts = [new(Phone), new(Mailbox) { Unusable = "bounced", UnusableAt = At }] }));
    }

    [Theory]
    [InlineData(PatientStatus.Paused)]
    [InlineData(PatientStatus.InHospital)]
    [InlineData(PatientStatus.Moved)]
    [InlineData(PatientStatus.Deceased)]
    public void GivenNothingIsToBeSent_WhenAsked_ThenNobodyIsMissed(PatientStatus status) =>
        Assert.Null(Unreachable.Of(Known with { Patient = People.Rosa with { Status = status }, Contacts = [new(Phone) { OptedOutAt = At }] }));

    [Fact]
    public void GivenEachWayClosed_WhenAsked_ThenItSaysWhyAndSinceTheLastClosed()
    {
        var both = People.Rosa with { Consents = [.. People.Rosa.Consents, new(Channel.Email, "front desk form", new LocalDate(2026, 2, 20))] };
        var later = At + Duration.FromDays(3);

        var why = Unreachable.Of(Known with { Patient = both, Contacts = [new(Phone) { OptedOutAt = At }, new(Mailbox) { Unusable = "mailbox does not exist", UnusableAt = later }] })!;

        Assert.Equal([new(Channel.Sms, WhyClosed.OptedOut, null, At), new(Channel.Email, WhyClosed.Unusable, "mailbox does not exist", later)], why.Ways.AsEnumerable());
        Assert.Equal(later, why.Since);
    }

    [Fact]
    public void GivenNoAddressAndNoConsent_WhenAsked_ThenNobodyKnowsSinceWhen()
    {
        var why = Unreachable.Of(Known with { Patient = People.Rosa with { Mobile = null, Consents = [] } })!;

        Assert.Equal([WhyClosed.NoAddress, WhyClosed.NoConsent], why.Ways.Select(w => w.Because));
        Assert.Null(why.Since);
    }

    [Fact]
    public void GivenAGuardiansNumber_WhenAsked_ThenItIsAWay() =>
        Assert.Null(Unreachable.Of(Known with { Patient = People.Rosa with { Mobile = null, Guardian = new("Ana", People.RosaMobile) } }));

    [Fact]
    public void GivenTextsThatDoNotArrive_WhenAsked_ThenSinceTheFirstOfThem()
    {
        FollowUp After(params Delivery[] words) => Known with { Sent = [.. words.Select((w, day) => Left(day) with { Delivery = w })] };

        Assert.Equal(Left(1).At, Unreachable.Of(After(Delivery.Delivered, Delivery.Failed, Delivery.Failed, Delivery.Accepted))!.Since);
        Assert.Null(Unreachable.Of(After(Delivery.Failed, Delivery.Delivered, Delivery.Unknown)));
        Assert.Null(Unreachable.Of(After(Delivery.Accepted, Delivery.Accepted)));
    }

    [Fact]
    public void GivenAFailedText_WhenThePatientHasWrittenSince_ThenTheyCanBeReached()
    {
        var failed = Known with { Sent = [Left(0) with { Delivery = Delivery.Failed }] };

        Assert.Null(Unreachable.Of(failed with { Conversation = new(Phone, At + Duration.FromHours(5)) }));
        Assert.NotNull(Unreachable.Of(failed with { Conversation = new(Phone, At - Duration.FromHours(5)) }));
        Assert.NotNull(Unreachable.Of(failed with { Conversation = new(Mailbox, At + Duration.FromHours(5)) }));
    }

    [Fact]
    public void GivenCheckInsThatNobodyAnswers_WhenThePlanCallsItSilence_ThenUntilTheNextAnswer()
    {
        var world = People.Follow(People.Rosa with { Email = null }, "heart-failure-weight", new LocalDate(2026, 3, 1), "2026-03-01 12:00");
        Assert.Null(Unreachable.Of(world.State));

        world.Advance(Duration.FromDays(8));
        var why = Unreachable.Of(world.State)!;
        var silence = Assert.Single(why.Silences);
        Assert.Empty(why.Ways);
        Assert.Equal(world.Context.Plans.Latest("heart-failure-weight")!.Ref, silence.Plan);
        Assert.Equal(world.State.Enrollments[0].MissedInARow, silence.Missed);
        Assert.Equal(world.Events.OfType<Event.EscalationOpened>().First().At, why.Since);

        world.AdvanceTo(People.NewYork("2026-03-09 11:00"));
        world.Says("186");
        world.Advance(Duration.FromMinutes(1));
        Assert.Contains(world.Events, e => e is Event.AnswerRecorded);
        Assert.Null(Unreachable.Of(world.State));
    }

    private static Sent Left(int day) => new(Guid.CreateVersion7(), MessageKind.CheckIn, Phone, At + Duration.FromDays(day), CountsToCap: true, null, null);
}
