using NodaTime;
using Outreach.App.Enrolling;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Local.Commands.Import;

/// <summary>Imports into the ledgers of this machine.</summary>
/// <param name="run">Random, one for each import: the same file later is a new word on the patients, not a redelivery.</param>
internal sealed class LedgerImportTarget(ILedgerStore ledgers, Registrar registrar, ContextSource contexts, IClock clock, Guid run) : IImportTarget
{
    private const string By = "import";

    public async ValueTask<string?> CheckAsync(ImportRow row, CancellationToken cancel)
    {
        var known = await ledgers.PatientByExternalIdAsync(row.Patient.ExternalId, cancel);
        var id = known ?? new PatientId(DerivedId.From($"{run}|{row.Patient.ExternalId}"));
        var state = known is null ? FollowUp.Empty(id) : (await ledgers.LoadAsync(id, cancel)).State;
        var now = clock.GetCurrentInstant();
        var registered = Decide(state, new Command.Register(row.Patient with { Id = id }, By, []) { Id = CommandId(row), At = now });
        if (registered.Refusal is { } refusal) return refusal.Message;
        foreach (var planned in row.Enrollments.Where(p => !WasEnrolled(state, p)))
        {
            if (Decide(registered.State, new Command.Enroll(Newest(planned), planned.Anchor, By) { Id = CommandId(row, planned), At = now }).Refusal is { } why) return why.Message;
        }

        return null;
    }

    public async ValueTask<ApplyOutcome> ApplyAsync(ImportRow row, CancellationToken cancel)
    {
        var registered = await registrar.RegisterAsync(new PatientDraft(row.Patient, row.Status) { SaysCaregivers = row.SaysCaregivers, Silent = row.Silent }, By, CommandId(row), cancel);
        if (registered.Outcome == Registration.Refused) return new ApplyOutcome(Applied.Refused, 0, registered.Refusal?.Message);
        var enrolled = 0;
        string? refusal = null;
        var state = (await ledgers.LoadAsync(registered.Id, cancel)).State;
        foreach (var planned in row.Enrollments.Where(p => !WasEnrolled(state, p)))
        {
            var submitted = await registrar.EnrollAsync(registered.Id, Newest(planned), planned.Anchor, By, CommandId(row, planned), cancel);
            if (submitted.Refusal is null) enrolled++;
            else refusal ??= submitted.Refusal.Message;
        }

        var applied = registered.Outcome switch
        {
            Registration.Created => Applied.Created,
            Registration.Unchanged when enrolled == 0 => Applied.Unchanged,
            _ => Applied.Updated,
        };
        return new ApplyOutcome(applied, enrolled, refusal);
    }

    /// <summary>Now, or from the same day 0 before: a file that is imported again does not start what ended or what somebody withdrew.</summary>
    private static bool WasEnrolled(FollowUp state, PlannedEnrollment planned) =>
        state.Enrollments.Any(e => e.Plan.Id == planned.Plan) || state.Past.Any(e => e.Plan.Id == planned.Plan && e.Anchor == planned.Anchor);

    private Decision Decide(FollowUp state, Command command) => Decider.Decide(contexts.Current, state, command);

    /// <summary>A plan that is gone since the file was read is refused by the decider.</summary>
    private PlanRef Newest(PlannedEnrollment planned) => contexts.Current.Plans.Latest(planned.Plan)?.Ref ?? new PlanRef(planned.Plan, 0);

    private string CommandId(ImportRow row) => $"import:{run:N}:{row.Line}";

    private string CommandId(ImportRow row, PlannedEnrollment planned) => $"{CommandId(row)}:{planned.Plan}";
}
