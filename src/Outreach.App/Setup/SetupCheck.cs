using System.Globalization;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Practices;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.App.Setup;

/// <summary>What only the host knows of how it is set up.</summary>
/// <param name="Simulated">Nothing leaves the machine.</param>
/// <param name="Numbers">The sending numbers; those of the examples do not count.</param>
/// <param name="EmailFrom">The sender's address.</param>
/// <param name="PublicAddress">Where links lead.</param>
/// <param name="AdmitsByEntra">Callers of the admin API are admitted by their role.</param>
public sealed record SetupFacts(bool Simulated, IReadOnlyList<PhoneNumber> Numbers, string EmailFrom, string PublicAddress, bool AdmitsByEntra);

public enum SetupState
{
    Done,
    Missing,

    /// <summary>Cannot be seen from here: somebody has to know.</summary>
    Ask,
}

/// <summary>One thing that a practice needs before its first patient.</summary>
/// <param name="Takes">How long it takes, as a person would say it.</param>
public sealed record SetupItem(string Id, string What, SetupState State, string Found, string Todo, string Takes);

/// <summary>What is set up and what is missing, in the order in which to begin: what takes longest is first.</summary>
public sealed class SetupCheck(SetupFacts facts, ContextSource contexts, PracticeInForce practice, ILedgerStore ledgers, IClock clock)
{
    /// <summary>The number of the templates until there is one; 555-01xx is fictional everywhere.</summary>
    private const string FictionalFrom = "55501";
    private const string AzureManaged = ".azurecomm.net";
    private const string NotVerified = "4010";
    private const int PatientsLookedAt = 20;
    private const int EventsLookedAt = 200;

    private static readonly Duration LookedAhead = Duration.FromDays(28);

    public async ValueTask<IReadOnlyList<SetupItem>> RunAsync(CancellationToken cancel)
    {
        var (delivered, unverified, patients) = await EvidenceAsync(cancel);
        var context = contexts.Current;
        return
        [
            Number(),
            Verification(delivered, unverified),
            Domain(),
            new("baa", "Business associate agreement", facts.Simulated ? SetupState.Done : SetupState.Ask, facts.Simulated ? "Not needed: nothing leaves this machine." : "It cannot be seen from here.", "Have whoever is responsible confirm that Microsoft's HIPAA BAA covers this subscription and its services (docs/deploy.md).", "a day, to read and confirm"),
            OwnPractice(context),
            Plans(context),
            OnCall(context, clock.GetCurrentInstant()),
            Address(),
            Api(),
            new("first-patient", "A first patient of your own: yourself", patients ? SetupState.Done : SetupState.Missing, patients ? "Patients are enrolled." : "Nobody is enrolled.", "Enrol yourself with your own phone, answer a check-in, text something worrying, and see that the provider is told.", "a quarter of an hour"),
        ];
    }

    private SetupItem Number()
    {
        var real = facts.Numbers.Where(n => !n.Value.Contains(FictionalFrom, StringComparison.Ordinal)).ToList();
        var done = facts.Simulated || real.Count > 0;
        return new("number", "A sending number", done ? SetupState.Done : SetupState.Missing,
            facts.Simulated ? "Simulated: any number will do." : real.Count > 0 ? $"{real.Count} set." : facts.Numbers.Count > 0 ? "Only the example's number is set." : "None is set: texts wait, and a person is told once.",
            "Get a toll-free number with SMS send and receive in the portal, then azd env set OUTREACH_SMS_FROM and azd provision (docs/deploy.md, A number).", "minutes");
    }

    private SetupItem Verification(bool delivered, bool unverified)
    {
        var state = facts.Simulated || (delivered && !unverified) ? SetupState.Done : unverified ? SetupState.Missing : SetupState.Ask;
        return new("verification", "Toll-free verification", state,
            facts.Simulated ? "Not needed: nothing leaves this machine." : unverified ? "A carrier refused a text because the number is not verified (4010)." : delivered ? "Carriers have delivered texts." : "No text has been delivered yet, so it cannot be told.",
            "Portal, Communication Services, Regulatory documents: say who you are, what patients are sent and how they consented.", "5 to 8 weeks: begin with this");
    }

    private SetupItem Domain()
    {
        var managed = facts.EmailFrom.EndsWith(AzureManaged, StringComparison.OrdinalIgnoreCase);
        var example = facts.EmailFrom.EndsWith(".example", StringComparison.OrdinalIgnoreCase) || facts.EmailFrom.Length == 0;
        var done = facts.Simulated || (!managed && !example);
        return new("domain", "A verified domain for email", done ? SetupState.Done : SetupState.Missing,
            facts.Simulated ? "Simulated." : managed ? "Azure's own domain: 5 emails a minute and 10 an hour, from an address nobody knows." : example ? "Only the example's address is set." : "A sender of your own is set; Communication Services refuses it until the domain's records are verified.",
            "azd env set OUTREACH_EMAIL_DOMAIN, enter the records at your DNS provider, press Verify (docs/deploy.md, A domain).", "an hour, or as long as your DNS takes");
    }

    private SetupItem OwnPractice(Context context)
    {
        var demo = context.Practice.Providers.Where(p => p.Email.Value.EndsWith(".example", StringComparison.OrdinalIgnoreCase)).ToList();
        var done = facts.Simulated || (demo.Count == 0 && context.Practice.Providers.Length > 0);
        return new("practice", "Your practice and its first provider", done ? SetupState.Done : SetupState.Missing,
            demo.Count > 0 ? $"{demo.Count} of {context.Practice.Providers.Length} providers have an address of the demo. Version {practice.Version?.Number ?? 0} is in force." : $"{context.Practice.Providers.Length} providers. Version {practice.Version?.Number ?? 0} is in force.",
            "Edit practice.yaml, outreach check FOLDER, outreach practice put FOLDER --server URL.", "an afternoon");
    }

    private SetupItem Plans(Context context)
    {
        var open = context.Plans.All.Where(p => p.Approval is null || p.Approval.By.Contains("(demo)", StringComparison.OrdinalIgnoreCase)).ToList();
        return new("plans", "Care plans approved by a clinician of yours", open.Count == 0 ? SetupState.Done : SetupState.Missing,
            open.Count == 0 ? $"All {context.Plans.All.Length} are." : $"Not, or only by the demo's doctor: {string.Join(", ", open.Select(p => p.Ref))}.",
            "Have a clinician read each plan, remove those you do not use, and write approved: { by: NAME, date: … } into the others.", "an hour a plan");
    }

    /// <summary>Every hour of the next four weeks in which the office is closed has somebody who can be woken.</summary>
    private static SetupItem OnCall(Context context, Instant now)
    {
        var practice = context.Practice;
        if (practice.Ladder.TellPatientOnly)
        {
            return new("on-call", "Somebody after hours", SetupState.Ask, "By the practice's choice nobody is told outside office hours, and patients are told so.", "Have a clinician confirm that the plans allow it; else name people in ladder: after_hours.", "an hour");
        }

        var from = now.InZone(practice.Zone).LocalDateTime;
        var closed = Enumerable.Range(0, (int)LookedAhead.TotalHours).Select(h => from.PlusHours(h)).Where(at => !Office.IsOpen(practice, at)).ToList();
        var holes = closed.Where(at => !practice.Ladder.AfterHours.Any(who => Reached(practice, who, at))).ToList();
        var days = holes.Select(h => h.Date).Distinct().ToList();
        return new("on-call", "Somebody after hours", holes.Count == 0 ? SetupState.Done : SetupState.Missing,
            holes.Count == 0 ? "Each hour of the next four weeks has somebody with a mobile."
            : string.Create(CultureInfo.InvariantCulture, $"{holes.Count} of the {closed.Count} hours without office in the next four weeks have nobody with a mobile, the first on {days[0]:uuuu-MM-dd}."),
            "on_call and ladder: after_hours in practice.yaml, each with a mobile: a text wakes people, an email does not. Then raise a test concern at night and see who answers.", "an hour, and a night");
    }

    private static bool Reached(Practice practice, string who, LocalDateTime at) =>
        (who == LadderRules.OnCall ? Rota.OnCall(practice, at) : Rota.Present(practice, who, at.Date))?.Mobile is not null;

    private SetupItem Address()
    {
        var own = facts.PublicAddress.StartsWith("https://", StringComparison.Ordinal);
        return new("address", "Where links lead", own || facts.Simulated ? SetupState.Done : SetupState.Missing, facts.PublicAddress,
            "Optional: an address of your own, azd env set OUTREACH_PUBLIC_ADDRESS (docs/deploy.md, Your own address).", "an hour");
    }

    private SetupItem Api() => new("admin", "Who may use the admin API", facts.AdmitsByEntra || facts.Simulated ? SetupState.Done : SetupState.Missing,
        facts.Simulated ? "Only this machine." : facts.AdmitsByEntra ? "Entra roles." : "A key, without Entra: nobody can tell who did what.",
        "Deploy with azd, which registers the Entra application; give Outreach.Admin to people, and leave Outreach__ApiKey empty.", "minutes");

    /// <summary>What the timelines of the first few patients tell of delivery.</summary>
    private async ValueTask<(bool Delivered, bool Unverified, bool Patients)> EvidenceAsync(CancellationToken cancel)
    {
        var (delivered, unverified) = (false, false);
        var patients = await ledgers.PatientsAsync(PatientsLookedAt, null, cancel);
        foreach (var patient in patients)
        {
            var events = (await ledgers.TimelineAsync(patient.Id, EventsLookedAt, null, cancel)).Select(e => e.Event).ToList();
            var texts = events.OfType<Event.MessageSent>().Where(s => s.To.Channel == Channel.Sms).Select(s => s.Key).ToHashSet();
            foreach (var happened in events)
            {
                delivered |= happened is Event.MessageReported { Word: DeliveryWord.Delivered } told && texts.Contains(told.Key);
                unverified |= happened is Event.MessageReported { Word: DeliveryWord.Failed } failed && failed.Detail.Contains(NotVerified, StringComparison.Ordinal);
            }
        }

        return (delivered, unverified, patients.Count > 0);
    }
}
