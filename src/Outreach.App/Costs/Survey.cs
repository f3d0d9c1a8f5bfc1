using System.Globalization;
using System.Text;
using NodaTime;
using Outreach.App.Links;
using Outreach.App.Messages;
using Outreach.App.Simulating;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Costs;

/// <summary>What plans come to for one patient and month: a few typical patients are followed through them in memory, by the rules and texts as they are now.</summary>
/// <param name="Month">Of one patient.</param>
/// <param name="Course">Of one patient from the first day of the longest plan to its last.</param>
/// <param name="Days">Of that course.</param>
public sealed record Survey(IReadOnlyList<PlanRef> Plans, Counts Month, Counts Course, int Days)
{
    private const int Patients = 20;
    private const string ExampleAddress = "https://followup.example.org";

    /// <summary>A Monday without a holiday or a change of the clocks near it.</summary>
    private static readonly LocalDate First = new(2026, 4, 6);

    public static Survey Of(Context context, IReadOnlyList<CarePlan> plans, Habits habits)
    {
        // Texts are counted whether or not a clinician has approved the plan yet.
        context = SimulationRun.Unapproved(context);
        var days = plans.Max(p => p.Days) + 1;
        var renderer = new OutboundRenderer(new LinkSigner(Encoding.UTF8.GetBytes("a key that opens nothing, for links that are only counted"), () => ExampleAddress));
        var (all, due) = (new Counts(), 0m);
        for (var n = 0; n < Patients; n++)
        {
            // Needs are spread: the first patient's comes early, the last one's late.
            var everyDays = habits.NeedsIn30Days == 0 ? 1_000_000m : 30 / habits.NeedsIn30Days;
            var nextNeed = everyDays * (n + 0.5m) / Patients;
            var begins = First.AtMidnight().InZoneLeniently(context.Practice.Zone).ToInstant();
            var one = new TypicalPatient(context, Person(context, n, habits), renderer, Answers, Worries);
            one.Follow(plans, First, days);
            all += one.Counts;

            bool Answers()
            {
                due += habits.Answered;
                if (due < 1) return false;
                due -= 1;
                return true;
            }

            bool Worries(Instant now)
            {
                if ((decimal)(now - begins).TotalDays < nextNeed) return false;
                nextNeed += everyDays;
                return true;
            }
        }

        var course = all * (1m / Patients);
        return new Survey([.. plans.Select(p => p.Ref)], course * (Quantities.DaysAMonth / days), course, days);
    }

    private static Patient Person(Context context, int n, Habits habits) => new()
    {
        Id = new PatientId(DerivedId.From(string.Create(CultureInfo.InvariantCulture, $"survey|{n}"))),
        ExternalId = string.Create(CultureInfo.InvariantCulture, $"S-{n}"),
        PreferredName = "Rosalind",
        FamilyName = "Example",
        BirthDate = new LocalDate(1956, 4, 30),
        Sex = n % 2 == 0 ? Sex.Female : Sex.Male,
        Language = n < habits.Spanish * Patients ? Language.Spanish : Language.English,
        TimeZone = context.Practice.Zone.Id,
        Mobile = PhoneNumber.TryParse(string.Create(CultureInfo.InvariantCulture, $"+121255501{n:D2}")),
        Provider = context.Practice.Providers[0].Id,
        Consents = [new Consent(Channel.Sms, "survey", First.PlusDays(-1))],
    };
}
