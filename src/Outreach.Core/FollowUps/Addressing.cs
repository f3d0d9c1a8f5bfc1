using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>What is opened together, where it goes, and whether by a link.</summary>
internal sealed record Together(ImmutableArray<DueCheckIn> CheckIns, ContactPoint Contact, bool ByLink);

/// <summary>Which contact point a check-in goes to: sensitive ones never to one that is shared, and nobody unreachable in silence.</summary>
internal static class Addressing
{
    private const string UnreachableRule = "contact/unreachable";

    /// <summary>The first usable contact point, the preferred channel before the other.</summary>
    public static ContactPoint? Of(Turn turn, bool sensitive)
    {
        ContactPoint? other = null;
        foreach (var standing in turn.State.Contacts)
        {
            if (!Contacts.IsUsable(turn.Patient, standing) || (sensitive && Contacts.IsShared(turn.Patient, standing.Contact))) continue;
            if (standing.Contact.Channel == turn.Patient.PreferredChannel) return standing.Contact;
            other ??= standing.Contact;
        }

        return other;
    }

    public static ContactPoint? Of(Turn turn, DueCheckIn due) => Of(turn, IsSensitive(due));

    private static bool IsSensitive(DueCheckIn due) => due.Plan.Sensitive || due.CheckIn.Questions.Any(q => q.Sensitive);

    public static bool IsSensitive(Turn turn, CheckIn checkIn) =>
        checkIn.Items.Any(i => turn.Plan(i.Plan)?.Sensitive == true || CheckingIn.Find(turn, i)?.Sensitive == true);

    public static string WhyNone(Turn turn, DueCheckIn due) =>
        Of(turn, sensitive: false) is null ? Contacts.WhyNone(turn.State) : $"{IsSensitiveWords(due)}, and the patient has no contact point of their own";

    private static string IsSensitiveWords(DueCheckIn due) => due.Plan.Sensitive ? "the plan is sensitive" : "it asks something sensitive";

    /// <summary>What is due now or soon, where all of it may go. Only where something is due that can be sent.</summary>
    public static Together Together(Turn turn)
    {
        var soon = ImmutableArray.CreateBuilder<DueCheckIn>();
        foreach (var due in turn.Dues)
        {
            if (due.DueAt > turn.Now + CheckingIn.MergeWithin) break;
            if (Of(turn, due) is not null) soon.Add(due);
        }

        var sensitive = soon.Any(IsSensitive);
        var contact = Of(turn, sensitive)!;
        return new Together(soon.DrainToImmutable(), contact, sensitive || contact.Channel == Channel.Email);
    }

    /// <summary>When what is due now can be opened there; null while the introduction has to leave first.</summary>
    public static Instant? OpensAt(Turn turn, ContactPoint contact)
    {
        if (PersonTalking.IsOn(turn)) return turn.State.WithPerson!.Until;
        if (turn.State.Standing(contact)?.Introduced != true) return turn.Window.NextOpen(turn.Now) is { } open && open > turn.Now ? open : null;
        if (turn.State.Outbox.Any(m => m.Kind == MessageKind.Introduction && m.To == contact)) return null;
        return Gates.Opens(turn, CheckingIn.Talking(turn) ? turn.State.Conversation!.OpenUntil : turn.Now)?.At;
    }

    /// <summary>The first message to a contact point says who, why, how often, STOP and HELP.</summary>
    public static void Introduce(Turn turn)
    {
        if (Strangers(turn) is not { IsEmpty: false } strangers || !turn.Window.IsOpen(turn.Now)) return;
        foreach (var contact in strangers)
        {
            var text = turn.Write(contact.Channel == Channel.Sms ? Texts.Introduction : Texts.IntroductionByEmail);
            Sending.Queue(turn, Sending.Draft(turn, MessageClass.Routine, MessageKind.Introduction, contact, text, "first message: who writes, why, how often, how to stop") with
            {
                CountsToCap = true,
                ExpiresAt = turn.Now + Duration.FromDays(7),
            });
        }
    }

    /// <summary>Contact points that check-ins go to and that have not had the first message.</summary>
    public static ImmutableArray<ContactPoint> Strangers(Turn turn)
    {
        if (turn.State.Enrollments.IsEmpty || turn.Patient.Status != PatientStatus.Active || Of(turn, sensitive: false) is not { } usual) return [];
        var known = turn.State.Standing(usual)?.Introduced == true;
        var own = turn.Patient.SharedPhone || turn.Patient.Mobile is null ? Of(turn, sensitive: turn.DueNow.Any(IsSensitive)) : usual;
        if (own is null || own == usual || turn.State.Standing(own)?.Introduced == true) return known ? [] : [usual];
        return known ? [own] : [usual, own];
    }

    /// <summary>Said once while nothing reaches the patient: a follow-up that cannot ask is not a patient who is fine (R9).</summary>
    public static void RaiseUnreachable(Turn turn)
    {
        if (turn.State.Escalations.Any(e => e.Concerns.Any(c => c.Rule.StartsWith("contact/", StringComparison.Ordinal)))) return;
        Escalating.Raise(turn, new Concern(turn.NextId(), UnreachableRule, Urgency.Routine, Topic.Other, $"Check-ins do not reach the patient: {Contacts.WhyNone(turn.State)}", null, null, turn.Now));
    }

    /// <summary>The message did not arrive, and there is no other way.</summary>
    public static void RaiseUndelivered(Turn turn, string detail) =>
        Escalating.Raise(turn, new Concern(turn.NextId(), "contact/undelivered", Urgency.Routine, Topic.Other, $"A check-in could not be delivered, and there is no other way{(detail.Length > 0 ? $": {detail}" : "")}", null, null, turn.Now));
}
