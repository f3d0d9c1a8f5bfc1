using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.App.Pages.Escalations;

/// <summary>What happened and what happens next, in sentences.</summary>
internal sealed class EscalationWords(EscalationFile file, Practice practice, Moments moments)
{
    private readonly Escalation escalation = file.Escalation;

    public static string Of(Urgency urgency) => urgency switch
    {
        Urgency.Emergency => "Emergency",
        Urgency.Urgent => "Urgent",
        _ => "Routine",
    };

    public string Name(string provider) => practice.ProviderById(provider)?.Name ?? escalation.Ladder.FirstOrDefault(r => r.Provider == provider)?.Name ?? "Someone at the practice";

    /// <summary>What happens if nobody acts, and when (R6).</summary>
    public string Next
    {
        get
        {
            if (escalation.Status == EscalationStatus.Resolved) return $"Resolved by {Name(escalation.ResolvedBy ?? "")}{At(escalation.ResolvedAt)}. Nothing more happens.";
            var next = escalation.Ladder.IsEmpty ? "the practice" : Ladders.WhoIsNext(practice, escalation, file.State.Patient?.Provider ?? "");
            var when = escalation.NextStepAt is { } at ? $"{moments.At(at)} ({moments.FromNow(at)})" : "the next step";
            if (escalation is { Status: EscalationStatus.Open, SnoozedBy: { } snoozer }) return $"{Name(snoozer)} put it off until {when}.";
            if (escalation.Status == EscalationStatus.Open) return $"If nobody acts, {next} is told at {when}.";
            var who = Name(escalation.AcknowledgedBy ?? "");
            return escalation.ActedOn
                ? $"{who} has it and has been in touch with the patient. Resolve it once it is settled."
                : $"{who} has it until {when}. Without a call, a reply or a resolution by then, {next} is told.";
        }
    }

    /// <summary>Null for what is not part of this escalation's story.</summary>
    public string? Sentence(Event happened) => happened switch
    {
        Event.EscalationOpened e when e.Escalation.Id == escalation.Id => "Opened.",
        Event.ConcernJoined e when e.Escalation == escalation.Id => $"Another concern joined: {e.Concern.Because}.",
        Event.EscalationMoved e when e.Escalation == escalation.Id => $"{Capital(e.To < escalation.Ladder.Length ? escalation.Ladder[e.To].Name : "The next on the ladder")} is told: {string.Join("; ", e.Skipped.Prepend(e.Reason.TrimEnd('.')))}.",
        Event.LadderSpent e when e.Escalation == escalation.Id => "Everybody was told and nobody has it; the practice's own number was told too.",
        Event.AcknowledgementUndone e when e.Escalation == escalation.Id => $"{Name(e.By)} does not have it after all.",
        Event.EscalationSnoozed e when e.Escalation == escalation.Id => $"{Name(e.By)} put it off until {moments.At(e.Until)}.",
        Event.ColleagueAsked e when e.Escalation == escalation.Id => $"{Name(e.By)} asked {Name(e.Colleague)} to look at it{(e.Note.Length > 0 ? $": “{e.Note}”" : "")}.",
        Event.HelpAnswered e when e.Escalation == escalation.Id => e.Helped ? "The patient says that it helped." : "The patient says that it has not helped.",
        Event.EscalationAcknowledged e when e.Escalation == escalation.Id => $"{Name(e.By)} took it on{(e.ChosenByPerson ? $" and promised to act by {moments.At(e.Until)}" : "; no time was promised")}.",
        Event.PatientCalled e when e.Escalation == escalation.Id => $"{Name(e.By)} called the patient{Outcome(e.Outcome)}.",
        Event.ProviderReplied e when e.Escalation == escalation.Id => $"{Name(e.By)} wrote to the patient.",
        Event.EscalationResolved e when e.Escalation == escalation.Id => $"{Name(e.By)} resolved it: {e.Reason}",
        _ => null,
    };

    public string Fate(MessageFate fate) => fate.Word switch
    {
        FateWord.Sent => "sent",
        FateWord.Delivered => "delivered",
        FateWord.NotSent => $"not sent: {fate.Reason}",
        _ => "waiting to be sent",
    };

    /// <summary>What the act just done led to, for the notice on top.</summary>
    public string? Done(string act, string me)
    {
        if (act == ReadingReview.Act) return "Noted how it should have been read.";
        if (file.Acts.LastOrDefault(a => a.By == me && Act(a.Event) == act) is not { Event: { } happened }) return null;
        return act switch
        {
            "called" when happened is Event.PatientCalled { Outcome: CallOutcome.NoAnswer } => "Noted: no answer. It still waits for somebody to reach the patient.",
            "called" => "Noted: you called the patient.",
            "undo" => "Undone: it is not yours.",
            "snooze" => $"Put off until {moments.At(((Event.EscalationSnoozed)happened).Until)}.",
            "ask" => $"{Name(((Event.ColleagueAsked)happened).Colleague)} is asked to look at it.",
            "acknowledge" when happened is Event.EscalationAcknowledged e => e.ChosenByPerson || file.State.InMourning ? $"It is yours until {moments.At(e.Until)}." : $"It is yours until {moments.At(e.Until)}; the patient was told no time.",
            "resolve" => "Resolved.",
            _ => "Your reply is on its way.",
        };
    }

    public static string Act(Event happened) => happened switch
    {
        Event.EscalationAcknowledged => "acknowledge",
        Event.PatientCalled => "called",
        Event.EscalationResolved => "resolve",
        Event.ProviderReplied => "reply",
        Event.AcknowledgementUndone => "undo",
        Event.EscalationSnoozed => "snooze",
        Event.ColleagueAsked => "ask",
        _ => "",
    };

    private static string Outcome(CallOutcome? outcome) => outcome switch
    {
        CallOutcome.Spoke => " and spoke with them",
        CallOutcome.LeftMessage => " and left a message",
        CallOutcome.NoAnswer => "; no answer",
        _ => "",
    };

    private static string Capital(string name) => name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name[1..];

    private string At(NodaTime.Instant? at) => at is { } time ? $" at {moments.At(time)}" : "";
}
