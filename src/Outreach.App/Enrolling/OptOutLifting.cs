using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Enrolling;

/// <summary>An opt-out belongs to the contact point (R4): when staff lift it, it is lifted for everyone who is reached there.</summary>
public sealed class OptOutLifting(IContactBook contacts, Submit submit, IClock clock)
{
    public async ValueTask<Submitted> LiftAsync(PatientId id, ContactPoint contact, string by, string reason, string commandId, CancellationToken cancel)
    {
        var lifted = await SubmitAsync(id);
        if (lifted.Refusal is not null) return lifted;
        await contacts.SetOptedOutAsync(contact, null, cancel);
        foreach (var other in (await contacts.FindAsync(contact, cancel)).Patients.Where(p => p != id)) await SubmitAsync(other);
        return lifted;

        ValueTask<Submitted> SubmitAsync(PatientId patient) =>
            submit(patient, new Command.ContactOptedIn(contact, by, reason) { Id = commandId, At = clock.GetCurrentInstant() }, cancel);
    }
}
