using System.Collections.Immutable;
using Outreach.Core.FollowUps;

namespace Outreach.Core.Patients;

/// <summary>Which contact points a patient has, and which may be used for what.</summary>
public static class Contacts
{
    /// <summary>The patient's own contact points, and the guardian's mobile where the patient has none.</summary>
    public static ImmutableArray<ContactPoint> Of(Patient patient)
    {
        var contacts = ImmutableArray.CreateBuilder<ContactPoint>(2);
        if ((patient.Mobile ?? patient.Guardian?.Mobile) is { } mobile) contacts.Add(ContactPoint.Of(mobile));
        if (patient.Email is { } email) contacts.Add(ContactPoint.Of(email));
        return contacts.DrainToImmutable();
    }

    /// <summary>Whether it is one of those.</summary>
    public static bool IsTheirs(Patient patient, ContactPoint contact) =>
        contact.Address == (contact.Channel == Channel.Sms ? (patient.Mobile ?? patient.Guardian?.Mobile)?.Value : patient.Email?.Value);

    /// <summary>The caregiver who has this number; null where it is the patient's own too, or nobody's.</summary>
    public static Caregiver? CaregiverAt(Patient patient, ContactPoint contact) =>
        contact.Channel == Channel.Sms && !patient.Caregivers.IsEmpty && !IsTheirs(patient, contact) ? Caregiver(patient, contact.Address) : null;

    private static Caregiver? Caregiver(Patient patient, string number) => patient.Caregivers.FirstOrDefault(c => c.Mobile.Value == number);

    /// <summary>Where messages about this patient may come from: all of those, the guardian's mobile in any case, and caregivers'.</summary>
    public static ImmutableArray<ContactPoint> WritesFrom(Patient patient)
    {
        var contacts = Of(patient);
        if (patient.Guardian is { } guardian) contacts = contacts.Add(ContactPoint.Of(guardian.Mobile));
        return [.. contacts.Concat(patient.Caregivers.Select(c => ContactPoint.Of(c.Mobile))).Distinct()];
    }

    /// <summary>Contact points with consent, not opted out and not known to fail; the preferred channel first.</summary>
    public static ImmutableArray<ContactPoint> Usable(FollowUp state)
    {
        var patient = state.Patient!;
        var usable = ImmutableArray.CreateBuilder<ContactPoint>(2);
        foreach (var contact in Of(patient))
        {
            if (patient.ConsentFor(contact.Channel) is null || state.Standing(contact) is not { OptedOutAt: null, Unusable: null }) continue;
            usable.Insert(contact.Channel == patient.PreferredChannel ? 0 : usable.Count, contact);
        }

        return usable.DrainToImmutable();
    }

    /// <summary>The patient's, with consent, not opted out and not known to fail.</summary>
    public static bool IsUsable(Patient patient, ContactStanding standing) =>
        standing is { OptedOutAt: null, Unusable: null } && patient.ConsentFor(standing.Contact.Channel) is not null
        && IsTheirs(patient, standing.Contact);

    /// <summary>Not the patient's alone: sensitive questions never go there.</summary>
    public static bool IsShared(Patient patient, ContactPoint contact) =>
        contact.Channel == Channel.Sms && (patient.SharedPhone || patient.Mobile is null);

    /// <summary>Why nothing can be sent, in words for staff.</summary>
    public static string WhyNone(FollowUp state)
    {
        var patient = state.Patient!;
        var contacts = Of(patient);
        if (contacts.IsEmpty) return "no phone number or email address is known";
        if (contacts.All(c => patient.ConsentFor(c.Channel) is null)) return "no consent for any channel";
        if (contacts.Any(c => state.Standing(c)?.OptedOutAt is not null)) return "opted out";
        return contacts.Select(c => state.Standing(c)?.Unusable).FirstOrDefault(u => u is not null) ?? "no consent for the remaining channel";
    }
}
