using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.Core.Tests.Conversations;

/// <summary>Runs a script on one patient in memory, and writes what came of it below each line.</summary>
internal sealed class ConversationRunner
{
    private readonly Conversation conversation;
    private readonly World world;
    private readonly DateTimeZone zone;
    private readonly ConversationWords words;
    private readonly StringBuilder text = new();
    private readonly Queue<Fault> faults = new();
    private Command? lastReply;
    private int written;

    public ConversationRunner(Conversation conversation)
    {
        this.conversation = conversation;
        var patient = conversation.Patient();
        zone = DateTimeZoneProviders.Tzdb[patient.TimeZone];
        var start = Conversation.Time(conversation.One("starts", "") + " .", Instant.MinValue, zone).At;
        world = new World(Context(conversation), patient.Id, start) { Carrier = Answer, OutcomeIsLost = Lost };
        words = new ConversationWords(world, zone);
    }

    public HashSet<Type> Commands { get; } = [typeof(Command.Tick), typeof(Command.Attempted)];

    public World World => world;

    public string Run()
    {
        foreach (var (key, value) in conversation.Header) text.Append(key).Append(": ").Append(value).Append('\n');
        text.Append("---\n");
        Receive((id, at) => new Command.Register(conversation.Patient(), "front desk", []) { Id = id, At = at });
        foreach (var plan in conversation.All("plan")) Enroll(plan);
        foreach (var line in conversation.Script)
        {
            var (at, rest) = Conversation.Time(line, world.Now, zone);
            if (rest == "clock jumps here") world.JumpTo(at);
            else world.AdvanceTo(at);
            Write();
            text.Append(line).Append('\n');
            Do(rest);
            Write();
        }

        return text.ToString();
    }

    /// <param name="Outcome">Null where the carrier takes it and we never hear.</param>
    private sealed record Fault(bool ToPatient, Channel? Channel, AttemptOutcome? Outcome)
    {
        public bool Hits(OutboxEntry entry) => (!ToPatient || entry.Recipient == "patient") && (Channel is null || Channel == entry.To.Channel);
    }

    private static Context Context(Conversation conversation)
    {
        var context = Shipped.Context;
        var plans = new PlanLibrary([.. context.Plans.All, ConversationFiles.AllQuestions]);
        var choices = context.Practice.Choices with
        {
            Spread = Duration.Zero,
            CarrierConfirmsOptOut = conversation.All("practice").Contains("its carrier confirms opt-outs itself"),
            SafetyInOptOutConfirmation = !conversation.All("practice").Contains("safety lines leave as a text of their own"),
            FullDetailInProviderEmail = conversation.All("practice").Contains("full detail in provider emails"),
            WordsInProviderEmail = conversation.All("practice").Contains("words in provider emails"),
            AllowMinors = conversation.All("practice").Contains("allows minors"),
        };
        var ladder = conversation.All("practice").Contains("tells nobody outside office hours") ? context.Practice.Ladder with { AfterHours = [], TellPatientOnly = true } : context.Practice.Ladder;
        return context with { Plans = plans, Practice = context.Practice with { Choices = choices, Ladder = ladder } };
    }

    private void Write()
    {
        for (; written < world.Events.Count; written++)
        {
            foreach (var line in words.Lines(world.Events[written])) text.Append("    ").Append(line).Append('\n');
        }
    }

    private void Receive(Func<string, Instant, Command> command)
    {
        var refused = world.Refusals.Count;
        world.Receive((id, at) =>
        {
            var made = command(id, at);
            Commands.Add(made.GetType());
            if (made is Command.Reply) lastReply = made;
            return made;
        });
        Write();
        foreach (var refusal in world.Refusals.Skip(refused)) text.Append("    refused: ").Append(refusal.Message).Append('\n');
    }

    private void Do(string line)
    {
        var name = world.State.Patient!.PreferredName;
        if (line == "clock jumps here" || line == "time passes") return;
        if (line.StartsWith(name + ": ", StringComparison.Ordinal)) Says(line[(name.Length + 2)..]);
        else if (line.StartsWith(name + " answers on the web page: ", StringComparison.Ordinal)) OnTheWeb(line.Split(": ", 2)[1]);
        else if (world.State.Patient.Caregivers.FirstOrDefault(c => line.StartsWith(c.Name + ": ", StringComparison.Ordinal)) is { } caregiver) Receive((id, at) => new Command.Reply(ContactPoint.Of(caregiver.Mobile), line[(caregiver.Name.Length + 2)..]) { Id = id, At = at });
        else if (line.StartsWith("carrier ", StringComparison.Ordinal)) Carrier(line["carrier ".Length..]);
        else if (line.StartsWith("status ", StringComparison.Ordinal)) Status(line["status ".Length..]);
        else if (line.StartsWith("plan ", StringComparison.Ordinal)) Enroll(line["plan ".Length..]);
        else if (line.StartsWith("withdrawn from ", StringComparison.Ordinal)) Receive((id, at) => new Command.Withdraw(line["withdrawn from ".Length..], "front desk", "asked to be left out") { Id = id, At = at });
        else if (line == "somebody who shares the phone opts out") Receive((id, at) => new Command.ContactOptedOut(Phone()) { Id = id, At = at });
        else if (line.StartsWith("front desk lifts the opt-out: ", StringComparison.Ordinal)) Receive((id, at) => new Command.ContactOptedIn(Phone(), "front desk", line.Split(": ", 2)[1]) { Id = id, At = at });
        else if (line.StartsWith("zone ", StringComparison.Ordinal)) Receive((id, at) => new Command.Register(world.State.Patient! with { TimeZone = line["zone ".Length..] }, "front desk", []) { Id = id, At = at });
        else if (line.StartsWith("the file says again ", StringComparison.Ordinal)) Chosen(line["the file says again ".Length..], over: false);
        else if (line.StartsWith("front desk chooses ", StringComparison.Ordinal)) Chosen(line["front desk chooses ".Length..], over: true);
        else if (line.StartsWith("profile ", StringComparison.Ordinal)) Profile(line["profile ".Length..]);
        else if (line.EndsWith(" leaves the practice", StringComparison.Ordinal)) Leaves(Provider(line)!);
        else if (line.StartsWith("second reader says ", StringComparison.Ordinal)) SecondReader(line["second reader says ".Length..]);
        else if (Provider(line) is { } provider) Act(provider, line[(provider.Name.Length + 1)..]);
        else throw new FormatException($"Not a script line: \"{line}\"");
    }

    private void Leaves(Provider provider)
    {
        var practice = world.Context.Practice;
        world.Context = world.Context with { Practice = practice with { Providers = practice.Providers.Remove(provider) } };
    }

    private ContactPoint Phone() => ContactPoint.Of((world.State.Patient!.Mobile ?? world.State.Patient.Guardian!.Mobile)!);

    private void Says(string said)
    {
        var parts = said.Split(" // ");
        if (parts is ["(the carrier delivers the last text again)"])
        {
            world.ReceiveAgain(lastReply!);
            return;
        }

        foreach (var part in parts) Receive((id, at) => new Command.Reply(Phone(), part) { Id = id, At = at });
    }

    /// <summary>"concern+call-me, urgent".</summary>
    private static (Intents Intents, Urgency Urgency) Reading(string said)
    {
        var parts = said.Split(", ");
        return (parts[0].Split('+').Select(ReadingNames.Intent).Aggregate((a, b) => a | b), Enum.Parse<Urgency>(parts[1], ignoreCase: true));
    }

    private void SecondReader(string said)
    {
        var reply = (Command.Reply)lastReply!;
        Receive((id, at) => new Command.SecondReading(reply.Id, reply.Text, Reading(said).Urgency, Reading(said).Intents) { Id = id, At = at });
    }

    private void OnTheWeb(string said)
    {
        var answers = said.Split("; ").Where(a => a.Contains('=', StringComparison.Ordinal)).Select(a => a.Split('=', 2)).ToImmutableSortedDictionary(a => a[0], a => a[1]);
        var checkIn = world.Events.OfType<Event.CheckInOpened>().LastOrDefault()?.CheckIn.Id ?? Guid.Empty;
        Receive((id, at) => new Command.WebAnswer(checkIn, answers) { Id = id, At = at });
    }

    private void Status(string status) =>
        Receive((id, at) => new Command.ChangeStatus(Enum.Parse<PatientStatus>(status.Replace("-", "", StringComparison.Ordinal), ignoreCase: true), "front desk", "told by phone") { Id = id, At = at });

    /// <summary>"Spanish", "email": as the record now says it.</summary>
    private void Chosen(string what, bool over)
    {
        var patient = world.State.Patient!;
        patient = Enum.TryParse<Language>(what, out var language) ? patient with { Language = language } : patient with { PreferredChannel = what == "email" ? Channel.Email : Channel.Sms };
        Receive((id, at) => new Command.Register(patient, "front desk", []) { Id = id, At = at, OverWishes = over });
    }

    private void Profile(string change)
    {
        var patient = world.State.Patient!;
        var profile = change.Split(" ", 2) switch
        {
            ["conditions", var items] => patient.Profile with { Conditions = [.. items.Split(", ")] },
            ["done", var items] => patient.Profile with { LastDone = patient.Profile.LastDone.SetItem(items.Split(' ')[0], NodaTime.Text.LocalDatePattern.Iso.Parse(items.Split(' ')[1]).Value) },
            ["medicines", var items] => patient.Profile with { Medicines = [.. items.Split(", ")] },
            _ => throw new FormatException($"Not a change of the profile: \"{change}\""),
        };
        Receive((id, at) => new Command.Register(patient with { Profile = profile }, "front desk", []) { Id = id, At = at });
    }

    /// <summary>"home-blood-pressure from 2026-03-01".</summary>
    private void Enroll(string line)
    {
        var (plan, anchor) = line.Split(" from ") is [var p, var a] ? (p, NodaTime.Text.LocalDatePattern.Iso.Parse(a).Value) : throw new FormatException(line);
        Receive((id, at) => new Command.Enroll(world.Context.Plans.Latest(plan)?.Ref ?? new PlanRef(plan, 1), anchor, "front desk") { Id = id, At = at });
    }

    private Provider? Provider(string line) =>
        world.Context.Practice.Providers.FirstOrDefault(p => line.StartsWith(p.Name + " ", StringComparison.Ordinal));

    private void Act(Provider provider, string act)
    {
        var escalation = (world.State.OpenEscalation ?? world.State.Escalations.LastOrDefault())?.Id ?? Guid.Empty;
        Receive((id, at) => act.Split([": ", " until ", " about "], 2, StringSplitOptions.None) switch
        {
            ["says it was", var reading] => new Command.CorrectReading(lastReply!.Id, Reading(reading).Intents, Reading(reading).Urgency, provider.Id) { Id = id, At = at },
            ["acknowledges"] => new Command.Acknowledge(escalation, provider.Id, null) { Id = id, At = at },
            ["acknowledges", var until] => new Command.Acknowledge(escalation, provider.Id, Conversation.Time(until + " .", at, zone).At) { Id = id, At = at },
            ["has read it"] => new Command.SeeReplies(provider.Id, at) { Id = id, At = at },
            ["calls", var came] => new Command.Called(escalation, provider.Id) { Id = id, At = at, Outcome = Enum.Parse<CallOutcome>(came.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true) },
            ["takes it back"] => new Command.UndoAcknowledge(escalation, provider.Id) { Id = id, At = at },
            ["puts it off", var until] => new Command.Snooze(escalation, provider.Id, Conversation.Time(until + " .", at, zone).At) { Id = id, At = at },
            [var asks, var note] when asks.StartsWith("asks ", StringComparison.Ordinal) => new Command.AskColleague(escalation, provider.Id, Provider(asks["asks ".Length..] + " ")?.Id ?? "", note) { Id = id, At = at },
            ["calls"] => new Command.Called(escalation, provider.Id) { Id = id, At = at },
            ["resolves", var reason] => new Command.Resolve(escalation, provider.Id, reason) { Id = id, At = at },
            ["writes", var said] => new Command.ProviderReply(escalation, provider.Id, said == "(nothing)" ? "" : said) { Id = id, At = at },
            _ => throw new FormatException($"Not an act of a provider: \"{act}\""),
        });
    }

    /// <summary>"answers 503 to the next 2 texts", "blocks the next 1 texts", "reports the last text as failed: number does not exist".</summary>
    private void Carrier(string line)
    {
        if (line.StartsWith("reports the last ", StringComparison.Ordinal))
        {
            var report = line["reports the last ".Length..].Split(": ", 2);
            var channel = report[0].StartsWith("text", StringComparison.Ordinal) ? Channel.Sms : Channel.Email;
            var word = Enum.Parse<DeliveryWord>(report[0].Split(" as ")[1].Replace(" ", "", StringComparison.Ordinal), ignoreCase: true);
            var key = world.Sent.Last(s => s.Message.To.Channel == channel && s.Message.Recipient == "patient").Message.Key;
            Receive((id, at) => new Command.DeliveryReport(key, word, report.Length > 1 ? report[1] : "") { Id = id, At = at });
            return;
        }

        var outcomes = new Dictionary<string, AttemptOutcome?>(StringComparer.Ordinal)
        {
            ["answers 503 to"] = AttemptOutcome.Passing,
            ["blocks"] = AttemptOutcome.OptedOut,
            ["does not know the number of"] = AttemptOutcome.Permanent,
            ["does not answer to"] = AttemptOutcome.Unknown,
            ["takes but we crash at"] = null,
        };
        var (said, outcome) = outcomes.Single(o => line.StartsWith(o.Key + " the next ", StringComparison.Ordinal));
        var what = line[(said.Length + " the next ".Length)..].Split(' ');
        for (var i = 0; i < int.Parse(what[0], CultureInfo.InvariantCulture); i++)
        {
            faults.Enqueue(new Fault(what is [.., "to", "the", "patient"], what[1] switch { "texts" => Channel.Sms, "emails" => Channel.Email, _ => null }, outcome));
        }
    }

    private bool Lost(OutboxEntry entry)
    {
        if (!faults.TryPeek(out var fault) || fault.Outcome is not null || !fault.Hits(entry)) return false;
        faults.Dequeue();
        return true;
    }

    private AttemptOutcome Answer(OutboxEntry entry)
    {
        if (!faults.TryPeek(out var fault) || !fault.Hits(entry)) return AttemptOutcome.Accepted;
        faults.Dequeue();
        return fault.Outcome ?? AttemptOutcome.Accepted;
    }
}
