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
    private const int PageSize = 500;

    public async ValueTask<string?> CheckAsync(ImportRow row, CancellationToken cancel)
    {
        var known = await ledgers.PatientByExternalIdAsync(row.Patient.ExternalId, cancel);
        var id = known ?? new PatientId(DerivedId.From($"{run}|{row.Patient.ExternalId}"));
        var state = known is null ? FollowUp.Empty(id) : (await ledgers.LoadAsync(id, cancel)).State;
        var now = clock.GetCurrentInstant();
        var registered = Decide(state, new Command.Register(row.Patient with { Id = id }, By, []) { Id = CommandId(row), At = now });
        if (registered.Refusal is { } refusal) return refusal.Message;
        foreach (var planned in row.Enrollments.Where(p => state.Enrollments.All(e => e.Plan.Id != p.Plan)))
        {
            if (Decide(registered.State, new Command.Enroll(Newest(planned), planned.Anchor, By) { Id = CommandId(row, planned), At = now }).Refusal is { } why) return why.Message;
        }

        return null;
    }

    public async ValueTask<ApplyOutcome> ApplyAsync(ImportRow row, CancellationToken cancel)
    {
        var registered = await registrar.RegisterAsync(new PatientDraft(row.Patient, row.Status), By, CommandId(row), cancel);
        if (registered.Outcome == Registration.Refused) return new ApplyOutcome(Applied.Refused, 0, registered.Refusal?.Message);
        var enrolled = 0;
        string? refusal = null;
        foreach (var planned in row.Enrollments)
        {
            if (await WasEnrolledAsync(registered.Id, planned, cancel)) continue;
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
    private async ValueTask<bool> WasEnrolledAsync(PatientId id, PlannedEnrollment planned, CancellationToken cancel)
    {
        if ((await ledgers.LoadAsync(id, cancel)).State.Enrollments.Any(e => e.Plan.Id == planned.Plan)) return true;
        string? before = null;
        for (var page = await ledgers.TimelineAsync(id, PageSize, before, cancel); page.Count > 0; page = await ledgers.TimelineAsync(id, PageSize, before, cancel))
        {
            if (page.Any(e => e.Event is Event.Enrolled { Enrollment: var former } && former.Plan.Id == planned.Plan && former.Anchor == planned.Anchor)) return true;
            before = page[^1].Place;
        }

        return false;
    }

    private Decision Decide(FollowUp state, Command command) => Decider.Decide(contexts.Current, state, command);

    /// <summary>A plan that is gone since the file was read is refused by the decider.</summary>
    private PlanRef Newest(PlannedEnrollment planned) => contexts.Current.Plans.Latest(planned.Plan)?.Ref ?? new PlanRef(planned.Plan, 0);

    private string CommandId(ImportRow row) => $"import:{run:N}:{row.Line}";

    private string CommandId(ImportRow row, PlannedEnrollment planned) => $"{CommandId(row)}:{planned.Plan}";
}
