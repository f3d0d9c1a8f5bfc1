using NodaTime;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Testing;

public sealed class NobodyWatches : IFollowUpWatcher
{
    public void Happened(PatientId patient, FollowUp state, Event happened)
    {
        // What happened is in the ledger.
    }

    public void Committed(PatientId patient, Instant? wakeBefore, Instant? wakeNow)
    {
        // Nobody waits.
    }
}
