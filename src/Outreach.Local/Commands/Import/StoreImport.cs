using NodaTime;
using Outreach.App.Enrolling;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;

namespace Outreach.Local.Commands.Import;

/// <summary>Rows go to the store of this machine.</summary>
/// <param name="run">One id for this run: what it says is decided once.</param>
internal sealed class StoreImport(Registrar registrar, ILedgerStore ledgers, Context context, IClock clock, string run) : IImportTarget
{
    private const string By = "import";

    /// <summary>The decisions themselves say what they would refuse; nothing is written.</summary>
    public async ValueTask<string?> CheckAsync(ImportRow row, CancellationToken cancel)
    {
        var known = await ledgers.PatientByExternalIdAsync(row.Patient.ExternalId, cancel);
        var state = known is { } id ? (await ledgers.LoadAsync(id, cancel)).State : FollowUp.Empty(row.Patient.Id);
        var now = clock.GetCurrentInstant();
        var registered = Decider.Decide(context, state, new Command.Register(row.Patient with { Id = state.Id }, By, []) { Id = run, At = now });
        if (registered.Refusal is { } refusal) return refusal.Message;
        state = registered.State;
        foreach (var planned in New(row, state))
        {
            var enrolled = Decider.Decide(context, state, Enroll(planned, now));
            if (enrolled.Refusal is { } refused) return refused.Message;
            state = enrolled.State;
        }

        return null;
    }

    public async ValueTask<ApplyOutcome> ApplyAsync(ImportRow row, CancellationToken cancel)
    {
        var registered = await registrar.RegisterAsync(new PatientDraft(row.Patient, row.Status), By, $"{run}-{row.Patient.ExternalId}", cancel);
        var applied = registered.Outcome switch
        {
            Registration.Created => Applied.Created,
            Registration.Updated => Applied.Updated,
            Registration.Unchanged => Applied.Unchanged,
            _ => Applied.Refused,
        };
        if (registered.Refusal is { } refusal) return new ApplyOutcome(applied, 0, refusal.Message);
        var enrolled = 0;
        var state = (await ledgers.LoadAsync(registered.Id, cancel)).State;
        foreach (var planned in New(row, state))
        {
            var enroll = Enroll(planned, clock.GetCurrentInstant());
            var submitted = await registrar.EnrollAsync(registered.Id, enroll.Plan, enroll.Anchor, By, $"{run}-{row.Patient.ExternalId}-{planned.Plan}", cancel);
            if (submitted.Refusal is { } refused) return new ApplyOutcome(applied, enrolled, refused.Message);
            enrolled++;
        }

        return new ApplyOutcome(applied, enrolled, null);
    }

    /// <summary>Plans of the row that the patient is not on yet; one that has ended is not begun again by the same anchor's file.</summary>
    private static IEnumerable<PlannedEnrollment> New(ImportRow row, FollowUp state) =>
        row.Enrollments.Where(p => state.Enrollments.All(e => e.Plan.Id != p.Plan) && !state.Past.Any(e => e.Plan.Id == p.Plan && e.Anchor == p.Anchor));

    private Command.Enroll Enroll(PlannedEnrollment planned, Instant now) =>
        new(context.Plans.Latest(planned.Plan)!.Ref, planned.Anchor, By) { Id = run + planned.Plan, At = now };
}
