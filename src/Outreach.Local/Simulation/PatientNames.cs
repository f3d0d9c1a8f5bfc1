using System.Collections.Concurrent;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Local.Simulation;

/// <summary>How the live lines name a patient: by first name in the demo, by initials with real people.</summary>
internal sealed class PatientNames(bool firstNames)
{
    private const int Page = 500;

    private readonly ConcurrentDictionary<PatientId, string> names = new();

    public string Of(PatientId id) => names.GetValueOrDefault(id, "someone");

    public async Task LoadAsync(ILedgerStore ledgers, CancellationToken cancel)
    {
        string? after = null;
        while (await ledgers.PatientsAsync(Page, after, cancel) is { Count: > 0 } page)
        {
            foreach (var row in page) Note(row.Id, row.Patient);
            after = page[^1].ExternalId;
        }
    }

    public void Note(PatientId id, Event committed)
    {
        if (committed is Event.PatientRegistered registered) Note(id, registered.Patient);
    }

    private void Note(PatientId id, Patient patient) => names[id] = firstNames ? patient.PreferredName : patient.Initials;
}
