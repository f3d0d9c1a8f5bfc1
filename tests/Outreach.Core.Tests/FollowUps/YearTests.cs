using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Core.Tests.FollowUps.Histories;
using Outreach.Testing;

namespace Outreach.Core.Tests.FollowUps;

/// <summary>A year of many patients over all plans: each follows from its number alone, and every rule is held. OUTREACH_YEARS=200 for more of them.</summary>
public class YearTests
{
    private const int Patients = 40;
    private const int Days = 365;

    private static readonly ImmutableArray<string> Zones = ["America/New_York", "America/Chicago", "America/Phoenix", "America/Los_Angeles", "Pacific/Honolulu", "America/Santiago"];
    private static readonly ImmutableArray<string> Facts = ["hypertension", "pregnancy", "heart failure", "low vision", "low literacy", "night shift", "early riser", "warfarin", "insulin", "lisinopril", "obesity", "former smoker"];

    [Fact]
    public void GivenAYearOfPatientsInAllPlans_WhenTheyAnswerGoSilentWriteAndFallIll_ThenEveryRuleHolds()
    {
        var patients = Environment.GetEnvironmentVariable("OUTREACH_YEARS") is { } many ? int.Parse(many, CultureInfo.InvariantCulture) : Patients;
        ConcurrentBag<string> broken = [];
        ConcurrentDictionary<string, int> asked = [];
        Parallel.For(0, patients, number =>
        {
            var year = new Year(number);
            foreach (var violation in year.Run()) broken.Add($"patient {number}: {violation.Rule}: {violation.What}");
            foreach (var plan in year.Asked) asked.AddOrUpdate(plan, 1, (_, count) => count + 1);
        });
        Assert.Empty(broken.Order(StringComparer.Ordinal).Take(5));
        Assert.Equal(Shipped.Context.Plans.All.Select(p => p.Ref.ToString()).Order(StringComparer.Ordinal), asked.Keys.Order(StringComparer.Ordinal));
    }

    private sealed class Year
    {
        /// <summary>R12 is held where the practice has not chosen otherwise.</summary>
        private static readonly Context Calm = Shipped.Context with { Practice = Shipped.Practice with { Choices = Shipped.Practice.Choices with { WordsInProviderEmail = false } } };

        private readonly Random random;
        private readonly World world;
        private readonly Witness witness;
        private readonly double answers;
        private readonly ImmutableArray<string> plans;

        public Year(int number)
        {
            random = new Random(unchecked((number * 7_919) + 20_260_302));
            var patient = Patient(number);
            answers = random.NextDouble();
            var all = Shipped.Context.Plans.All.Select(p => p.Ref.Id).ToList();
            plans = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(i => all[(number + (i * 3)) % all.Count]).Distinct(StringComparer.Ordinal)];
            var start = new LocalDate(2026, 1, 5).PlusDays(random.Next(300)).AtMidnight().PlusHours(8).InZoneLeniently(DateTimeZoneProviders.Tzdb[patient.TimeZone]).ToInstant();
            world = new World(Calm, patient.Id, start) { RoundTripEvery = 200, Carrier = _ => random.Next(100) == 0 ? AttemptOutcome.Passing : AttemptOutcome.Accepted };
            witness = new Witness(world);
            Receive((id, at) => new Command.Register(patient, "front desk", []) { Id = id, At = at });
        }

        public IEnumerable<string> Asked => world.Events.OfType<Event.CheckInOpened>().SelectMany(e => e.CheckIn.Sources).Select(s => s.Plan.ToString()).Distinct(StringComparer.Ordinal);

        public ImmutableArray<Violation> Run()
        {
            try
            {
                for (var day = 0; day < Days; day++) Day();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                witness.Object("R14", $"{e.GetType().Name}: {e.Message}\n{e.StackTrace}");
            }

            witness.AtTheEnd();
            return witness.Violations();
        }

        private Patient Patient(int number) => People.Rosa with
        {
            Id = new PatientId(DerivedId.From($"year|{number}")),
            BirthDate = new LocalDate(2008 - random.Next(80), 1 + random.Next(12), 1 + random.Next(28)),
            Sex = random.Next(2) == 0 ? Sex.Female : Sex.Male,
            Language = random.Next(3) == 0 ? Language.Spanish : Language.English,
            TimeZone = Zones[random.Next(Zones.Length)],
            Email = random.Next(2) == 0 ? EmailAddress.TryParse("rosa@example.com") : null,
            PreferredChannel = random.Next(5) == 0 ? Channel.Email : Channel.Sms,
            SharedPhone = random.Next(10) == 0,
            Tone = random.Next(4) == 0 ? Tone.Brief : Tone.Warm,
            Pace = random.Next(6) == 0 ? Pace.Less : Pace.AsPlanned,
            Profile = HealthProfile.Empty with { Conditions = Some(), Medicines = Some(), Lifestyle = Some(), Social = Some(), Goals = random.Next(2) == 0 ? ["walk to church"] : [] },
            Consents = [new Consent(Channel.Sms, "form", new LocalDate(2026, 1, 2)), new Consent(Channel.Email, "form", new LocalDate(2026, 1, 2))],
        };

        private ImmutableArray<string> Some() => random.Next(2) == 0 ? [Facts[random.Next(Facts.Length)]] : [];

        private void Receive(Func<string, Instant, Command> command) => world.Receive(command);

        private void Day()
        {
            foreach (var plan in plans.Where(p => world.State.Enrollments.All(e => e.Plan.Id != p) && random.Next(20) == 0))
            {
                var anchor = world.Now.InZone(DateTimeZoneProviders.Tzdb[world.State.Patient!.TimeZone]).Date.PlusDays(-random.Next(3));
                Receive((id, at) => new Command.Enroll(world.Context.Plans.Latest(plan)!.Ref, anchor, "front desk") { Id = id, At = at });
            }

            var end = world.Now + Duration.FromDays(1);
            foreach (var hour in new[] { 9 + random.Next(6), 15 + random.Next(8) })
            {
                world.AdvanceTo(Instant.Max(world.Now, end - Duration.FromHours(24 - hour)));
                Happens();
                witness.AtRest();
            }

            world.AdvanceTo(end);
            witness.AtRest();
        }

        private void Happens()
        {
            var dice = random.Next(1000);
            if (dice < 8) Says(Generated.Texts[random.Next(Generated.Texts.Length)]);
            else if (dice < 10) Receive((id, at) => new Command.ChangeStatus(random.Next(3) == 0 ? PatientStatus.InHospital : PatientStatus.Paused, "front desk", "told by phone") { Id = id, At = at });
            else if (world.State.Patient!.Status != PatientStatus.Active && dice < 200) Receive((id, at) => new Command.ChangeStatus(PatientStatus.Active, "front desk", "told by phone") { Id = id, At = at });
            else if (world.State.Contacts.Any(c => c.OptedOutAt is not null) && dice < 40) Says("START");
            else if (world.State.OpenEscalation is { } open && dice < 950) Act(open.Id);
            for (var asked = 0; asked < 12 && Question() is { } question && random.NextDouble() < answers; asked++) Answer(question);
            if (world.State.OpenEscalation is { } now && random.Next(5) > 0) Act(now.Id);
        }

        private void Act(Guid escalation)
        {
            var by = world.Context.Practice.Providers[random.Next(world.Context.Practice.Providers.Length)].Id;
            Receive((id, at) => random.Next(6) switch
            {
                0 => new Command.Acknowledge(escalation, by, random.Next(2) == 0 ? at + Duration.FromHours(1 + random.Next(6)) : null) { Id = id, At = at },
                1 => new Command.ProviderReply(escalation, by, "Please call us when you can.") { Id = id, At = at },
                _ => new Command.Resolve(escalation, by, "seen") { Id = id, At = at },
            });
        }

        private Core.CarePlans.Question? Question() => world.State.CheckIn is { OpenItem: { } item } ? world.Context.Plans.Find(item.Plan)?.CheckIn(item.CheckIn)?.Question(item.Question) : null;

        private void Answer(Core.CarePlans.Question question)
        {
            var text = random.Next(25) == 0 ? "not sure" : question.Kind switch
            {
                Ask.BloodPressure => random.Next(40) == 0 ? "186/124" : $"{110 + random.Next(35)}/{65 + random.Next(25)}",
                Ask.Weight => $"{180 + random.Next(7)}",
                Ask.Glucose => random.Next(40) == 0 ? "52" : $"{75 + random.Next(140)}",
                Ask.YesNo => random.Next(12) == 0 ? "yes" : "no",
                Ask.BetterSameWorse => random.Next(10) == 0 ? "worse" : random.Next(2) == 0 ? "same" : "mejor",
                Ask.Scale0To10 => $"{random.Next(11)}",
                Ask.Scale0To3 => $"{random.Next(4)}",
                Ask.DaysMissed => $"{random.Next(5)}",
                Ask.Choice => $"{1 + random.Next(question.Options.Length)}",
                _ => "a bit tired",
            };
            if (world.State.CheckIn is { ByLink: true } byLink) Receive((id, at) => new Command.WebAnswer(byLink.Id, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(question.Id, text)) { Id = id, At = at });
            else Says(text);
        }

        private void Says(string text) => Receive((id, at) => new Command.Reply(ContactPoint.Of(world.State.Patient!.Mobile!.Value), text) { Id = id, At = at });
    }
}
