using System.Collections.Concurrent;
using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Tests.Conversations;
using Outreach.Testing;

namespace Outreach.Core.Tests.FollowUps.Histories;

/// <summary>Runs one history and collects what the rules object to; each is run once for all properties.</summary>
internal sealed class Trial
{
    private static readonly ConcurrentDictionary<string, ImmutableArray<Violation>> Done = new(StringComparer.Ordinal);

    private readonly World world;
    private readonly Witness witness;
    private readonly Queue<AttemptOutcome?> outcomes = new();
    private Command? last;

    private Trial(History history)
    {
        var patient = Patient(history.Patient);
        var shipped = Shipped.Context;
        var choices = shipped.Practice.Choices with { CarrierConfirmsOptOut = history.Practice.CarrierConfirms, SafetyInOptOutConfirmation = history.Practice.SafetyInConfirmation, WordsInProviderEmail = false };
        var context = shipped with
        {
            Plans = new PlanLibrary([.. shipped.Plans.All, ConversationFiles.AllQuestions]),
            Practice = shipped.Practice with { HolidaysAreQuiet = history.Practice.HolidaysAreQuiet, Choices = choices },
        };
        var start = history.Start.InZoneLeniently(DateTimeZoneProviders.Tzdb[patient.TimeZone]).ToInstant();
        world = new World(context, patient.Id, start) { Carrier = _ => Outcome() ?? AttemptOutcome.Accepted, OutcomeIsLost = IsLost };
        witness = new Witness(world);
        Receive((id, at) => new Command.Register(patient, "front desk", []) { Id = id, At = at });
        foreach (var plan in history.Plans) Enroll(plan, 1);
    }

    public static ImmutableArray<Violation> Of(History history) => Done.GetOrAdd(history.ToString(), _ => Run(history).witness.Violations());

    public static World WorldAfter(History history) => Run(history).world;

    private static Trial Run(History history)
    {
        var trial = new Trial(history);
        try
        {
            foreach (var deed in history.Deeds)
            {
                trial.Do(deed);
                trial.witness.AtRest();
            }

            trial.world.Advance(Duration.FromMinutes(5));
            trial.witness.AtRest();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            trial.witness.Object("R14", $"{e.GetType().Name}: {e.Message}\n{e.StackTrace}");
        }

        trial.witness.AtTheEnd();
        return trial;
    }

    private static Patient Patient(Who who) => People.Rosa with
    {
        Language = who.Language,
        TimeZone = who.Zone,
        Email = who.Email ? EmailAddress.TryParse("rosa@example.com") : null,
        PreferredChannel = who.PrefersEmail ? Channel.Email : Channel.Sms,
        SharedPhone = who.Shared,
        Caregivers = who.Shared ? [] : [new Caregiver("Ana", PhoneNumber.TryParse("+12125550160")!.Value, CaregiverMay.HearAndSpeak, "form", new LocalDate(2026, 2, 20))],
        Profile = HealthProfile.Empty with { Conditions = List(who.Condition), Medicines = List(who.Medicine), Lifestyle = List(who.Lifestyle) },
        Consents = [.. Consents(who)],
    };

    private static ImmutableArray<string> List(string item) => item.Length == 0 ? [] : [item];

    private static IEnumerable<Consent> Consents(Who who)
    {
        if (who.Text) yield return new Consent(Channel.Sms, "form", new LocalDate(2026, 2, 20));
        if (who.Email) yield return new Consent(Channel.Email, "form", new LocalDate(2026, 2, 20));
    }

    private AttemptOutcome? Outcome() => outcomes.TryDequeue(out var outcome) ? outcome : AttemptOutcome.Accepted;

    private bool IsLost(OutboxEntry entry)
    {
        if (!outcomes.TryPeek(out var outcome) || outcome is not null) return false;
        outcomes.Dequeue();
        return true;
    }

    private void Receive(Func<string, Instant, Command> command) => world.Receive((id, at) => last = command(id, at));

    private ContactPoint Phone => ContactPoint.Of(world.State.Patient!.Mobile!.Value);

    private void Enroll(string plan, int daysAgo)
    {
        var anchor = world.Now.InZone(DateTimeZoneProviders.Tzdb[world.State.Patient!.TimeZone]).Date.PlusDays(-daysAgo);
        Receive((id, at) => new Command.Enroll(world.Context.Plans.Latest(plan)!.Ref, anchor, "front desk") { Id = id, At = at });
    }

    private void Says(string text, Duration ago) => Receive((id, at) => new Command.Reply(Phone, text) { Id = id, At = at - ago });

    private void Do(Deed deed)
    {
        switch (deed)
        {
            case Deed.Says d: Says(d.Text, Duration.Zero); break;
            case Deed.SaidEarlier d: Says(d.Text, Duration.FromMinutes(d.MinutesAgo)); break;
            case Deed.Burst d:
                foreach (var text in new[] { d.One, d.Two, d.Three })
                {
                    Says(text, Duration.Zero);
                    world.Advance(Duration.FromSeconds(4));
                }

                break;
            case Deed.AgainTheSame: world.ReceiveAgain(last!); break;
            case Deed.OnTheWeb d: OnTheWeb(d); break;
            case Deed.Wait d: world.Advance(d.For); break;
            case Deed.Jump d: world.JumpTo(world.Now + d.By); break;
            case Deed.Acknowledge d: Act((id, at) => new Command.Acknowledge(Escalation, Provider(d.Provider), d.Minutes is { } m ? at + Duration.FromMinutes(m) : null) { Id = id, At = at }); break;
            case Deed.Call d: Act((id, at) => new Command.Called(Escalation, Provider(d.Provider)) { Id = id, At = at, Outcome = d.Outcome }); break;
            case Deed.Reads d: Act((id, at) => new Command.SeeReplies(Provider(d.Provider), at - Duration.FromMinutes(d.MinutesAgo)) { Id = id, At = at }); break;
            case Deed.Undo d: Act((id, at) => new Command.UndoAcknowledge(Escalation, Provider(d.Provider)) { Id = id, At = at }); break;
            case Deed.Snooze d: Act((id, at) => new Command.Snooze(Escalation, Provider(d.Provider), at + Duration.FromMinutes(d.Minutes)) { Id = id, At = at }); break;
            case Deed.AskColleague d: Act((id, at) => new Command.AskColleague(Escalation, Provider(d.Provider), Provider(d.Colleague), "") { Id = id, At = at }); break;
            case Deed.Leaves d:
                var practice = world.Context.Practice;
                if (practice.Providers.Length > 2) world.Context = world.Context with { Practice = practice with { Providers = practice.Providers.Remove(practice.ProviderById(Provider(d.Provider))!) } };
                break;
            case Deed.Resolve d: Act((id, at) => new Command.Resolve(Escalation, Provider(d.Provider), "seen") { Id = id, At = at }); break;
            case Deed.Write d: Act((id, at) => new Command.ProviderReply(Escalation, Provider(d.Provider), d.Text) { Id = id, At = at }); break;
            case Deed.Carrier d:
                foreach (var outcome in d.Outcomes) outcomes.Enqueue(outcome);
                break;
            case Deed.Report d: Receive((id, at) => new Command.DeliveryReport(world.Sent.Count > 0 ? world.Sent[^1].Message.Key : Guid.Empty, d.Word, "30003") { Id = id, At = at }); break;
            case Deed.Status d: Receive((id, at) => new Command.ChangeStatus(d.To, "front desk", "told by phone") { Id = id, At = at }); break;
            case Deed.SharerOptsOut: Receive((id, at) => new Command.ContactOptedOut(Phone) { Id = id, At = at }); break;
            case Deed.OptOutIsLifted: Receive((id, at) => new Command.ContactOptedIn(Phone, "front desk", "asked for it on the phone") { Id = id, At = at }); break;
            case Deed.Enroll d: Enroll(d.Plan, d.DaysAgo); break;
            case Deed.Withdraw d: Receive((id, at) => new Command.Withdraw(d.Plan, "front desk", "asked for it") { Id = id, At = at }); break;
            case Deed.Change d: Receive((id, at) => new Command.Register(Changed(world.State.Patient!, d.What), "front desk", []) { Id = id, At = at }); break;
            case Deed.NewPlanVersions:
                world.Context = world.Context with { Plans = new PlanLibrary([.. world.Context.Plans.All, .. world.Context.Plans.All.GroupBy(p => p.Ref.Id).Select(g => g.Last() with { Ref = new PlanRef(g.Key, g.Last().Ref.Version + 1) })]) };
                break;
            default: throw new ArgumentOutOfRangeException(nameof(deed), deed.GetType().Name, "not a deed");
        }
    }

    private void Act(Func<string, Instant, Command> act) => Receive(act);

    private Guid Escalation => (world.State.OpenEscalation ?? world.State.Escalations.LastOrDefault())?.Id ?? Guid.Empty;

    private string Provider(int index) => world.Context.Practice.Providers[index % world.Context.Practice.Providers.Length].Id;

    private void OnTheWeb(Deed.OnTheWeb deed)
    {
        var items = world.State.CheckIn?.Items ?? [];
        var answers = items.Take(deed.Answered).Select(i => i.Question).Distinct(StringComparer.Ordinal).ToImmutableSortedDictionary(q => q, _ => deed.Text);
        Receive((id, at) => new Command.WebAnswer(world.State.CheckIn?.Id ?? Guid.Empty, answers) { Id = id, At = at });
    }

    private static Patient Changed(Patient patient, ProfileChange change) => change switch
    {
        ProfileChange.OtherMobile => patient with { Mobile = PhoneNumber.TryParse("+12125550177") },
        ProfileChange.NoEmail => patient with { Email = null },
        ProfileChange.NoConsent => patient with { Consents = [] },
        ProfileChange.Pregnant => patient with { Profile = patient.Profile with { Conditions = ["pregnancy"] } },
        ProfileChange.MovesWest => patient with { TimeZone = "America/Los_Angeles" },
        ProfileChange.SharesThePhone => patient with { SharedPhone = true },
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "not a change"),
    };
}

internal sealed record Violation(string Rule, string What);
