using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Testing;

namespace Outreach.Core.Tests.Escalations;

/// <summary>Five hundred patients, a fortnight, every twentieth an emergency at some hour: those of providers who act are all taken on,
/// those where nobody acts are all reported to the practice.</summary>
public class FortnightTests
{
    private const int Patients = 500;
    private const int OneInTwenty = 20;

    private static readonly Instant Begins = Instant.FromUtc(2026, 3, 2, 13, 0);
    private static readonly Duration AFortnight = Duration.FromDays(14);

    [Fact]
    public void GivenAFortnight_WhenProvidersActOrNobodyDoes_ThenNothingIsLeftLying()
    {
        var (emergencies, takenOn, reported) = (0, 0, 0);
        for (var i = 0; i < Patients; i++)
        {
            var world = Enrolled(i);
            if (i % OneInTwenty != 0)
            {
                world.AdvanceTo(Begins + AFortnight);
                Assert.All(world.State.Escalations, e => Assert.True(e.NextStepAt is not null || e.Status == EscalationStatus.Resolved));
                continue;
            }

            emergencies++;
            world.AdvanceTo(Begins + Duration.FromDays(i % 9) + Duration.FromMinutes(37 * i));
            world.Receive((id, at) => new Command.Reply(ContactPoint.Of(world.State.Patient!.Mobile!.Value), i % 3 == 0 ? "me duele el pecho" : "crushing chest pain") { Id = id, At = at });
            // In the same step, at whatever hour.
            var told = world.Sent.Where(s => s.Message.Kind == MessageKind.Escalation).ToList();
            Assert.Contains(told, s => s.At == world.Now && s.Message.To.Channel == Channel.Sms);
            if (i % (2 * OneInTwenty) == 0)
            {
                world.Advance(Duration.FromMinutes(3));
                world.Receive((id, at) => new Command.Acknowledge(world.State.OpenEscalation!.Id, told[^1].Message.Recipient, null) { Id = id, At = at });
                world.Advance(Duration.FromMinutes(5));
                world.Receive((id, at) => new Command.Called(world.State.OpenEscalation!.Id, told[^1].Message.Recipient) { Id = id, At = at });
                world.Receive((id, at) => new Command.Resolve(world.State.OpenEscalation!.Id, told[^1].Message.Recipient, "seen") { Id = id, At = at });
                if (world.State.OpenEscalation is null && world.Events.OfType<Event.EscalationAcknowledged>().Any()) takenOn++;
                world.AdvanceTo(Begins + AFortnight);
                continue;
            }

            world.Advance(Duration.FromHours(2));
            if (world.Events.OfType<Event.LadderSpent>().Any() && world.Sent.Exists(s => s.Message.Kind == MessageKind.LadderSpent) && world.State.OpenEscalation?.NextStepAt > world.Now) reported++;
        }

        Assert.Equal((25, 13, 12), (emergencies, takenOn, reported));
    }

    private static World Enrolled(int i)
    {
        var patient = People.Rosa with { Id = new PatientId(DerivedId.From($"fortnight|{i}")), ExternalId = $"F-{i}" };
        var world = new World(Shipped.Context, patient.Id, Begins);
        world.Receive((id, at) => new Command.Register(patient, "front desk", []) { Id = id, At = at });
        world.Receive((id, at) => new Command.Enroll(Shipped.Context.Plans.Latest("post-visit")!.Ref, new LocalDate(2026, 3, 2), "front desk") { Id = id, At = at });
        return world;
    }
}
