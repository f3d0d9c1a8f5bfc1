using NodaTime;
using NodaTime.Text;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Testing;

/// <summary>Patients for tests.</summary>
public static class People
{
    public static readonly PatientId RosaId = new(new Guid("11111111-2222-4333-8444-555555555555"));

    public static readonly PhoneNumber RosaMobile = PhoneNumber.TryParse("+12125550150")!.Value;

    public static Patient Rosa => new()
    {
        Id = RosaId,
        ExternalId = "R-1",
        PreferredName = "Rosa",
        FamilyName = "Marsh",
        BirthDate = new LocalDate(1951, 6, 2),
        Sex = Sex.Female,
        Language = Language.English,
        TimeZone = "America/New_York",
        Mobile = RosaMobile,
        Email = EmailAddress.TryParse("rosa@example.com"),
        Provider = "lee",
        Consents = [new Consent(Channel.Sms, "front desk form", new LocalDate(2026, 2, 20))],
    };

    /// <summary>"2026-03-02 08:55" in New York.</summary>
    public static Instant NewYork(string local) =>
        DateTimeZoneProviders.Tzdb["America/New_York"].AtLeniently(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(local).Value).ToInstant();

    public static World Follow(Patient patient, string plan, LocalDate anchor, string start, Context? context = null)
    {
        var world = new World(context ?? Shipped.Context, patient.Id, NewYork(start));
        world.Receive((id, at) => new Command.Register(patient, "front desk", []) { Id = id, At = at });
        world.Receive((id, at) => new Command.Enroll(world.Context.Plans.Latest(plan)!.Ref, anchor, "front desk") { Id = id, At = at });
        return world;
    }

    public static void Says(this World world, string text) =>
        world.Receive((id, at) => new Command.Reply(ContactPoint.Of(world.State.Patient!.Mobile!.Value), text) { Id = id, At = at });
}
