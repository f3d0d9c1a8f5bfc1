using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Stepping;

/// <summary>Hands a command to the patient's turn: <see cref="Turns.SubmitAsync"/>, as endpoints and use cases see it.</summary>
public delegate ValueTask<Submitted> Submit(PatientId id, Command command, CancellationToken cancel);
