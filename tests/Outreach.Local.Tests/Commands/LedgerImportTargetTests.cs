using NodaTime;
using NSubstitute;
using Outreach.App.Enrolling;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Local.Commands.Import;
using Outreach.Testing;
using Outreach.Testing.Ledgers;

namespace Outreach.Local.Tests.Commands;

public sealed class LedgerImportTargetTests
{
    private const string Plan = "post-discharge";

    private readonly InMemoryLedger ledgers = new();
    private readonly ContextSource contexts = new(Shipped.Context with { Practice = Shipped.Practice with { Choices = Shipped.Practice.Choices with { AllowUnapprovedPlans = true } } });
    private int runs;

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task ApplyAsync_SameRowTwice_ChangesNothing()
    {
        Assert.Equal(new ApplyOutcome(Applied.Created, 1, null), await ImportAsync(Row()));
        Assert.Equal(new ApplyOutcome(Applied.Unchanged, 0, null), await ImportAsync(Row()));
        Assert.Equal(new ApplyOutcome(Applied.Updated, 0, null), await ImportAsync(Row(p => p with { FamilyName = "Marsh-Ito" })));
    }

    [Fact]
    public async Task ApplyAsync_PatientWasWithdrawn_IsNotEnrolledAgainFromTheSameDay()
    {
        await ImportAsync(Row());
        var id = (await ledgers.PatientByExternalIdAsync("R-1", None))!.Value;
        await SubmitAsync(id, new Command.Withdraw(Plan, "lee", "asked to stop") { Id = "w1", At = LedgerSamples.Start }, None);

        Assert.Equal(new ApplyOutcome(Applied.Unchanged, 0, null), await ImportAsync(Row()));
        Assert.Equal(1, (await ImportAsync(Row(anchor: new LocalDate(2026, 3, 9)))).Enrolled);
    }

    [Fact]
    public async Task ApplyAsync_OptedOut_StaysSo()
    {
        await ImportAsync(Row());
        var phone = ContactPoint.Of(People.RosaMobile);
        var id = (await ledgers.PatientByExternalIdAsync("R-1", None))!.Value;
        await ledgers.SetOptedOutAsync(phone, LedgerSamples.Start, None);
        await SubmitAsync(id, new Command.ContactOptedOut(phone) { Id = "o1", At = LedgerSamples.Start }, None);

        Assert.Equal(Applied.Updated, (await ImportAsync(Row(p => p with { FamilyName = "Marsh-Ito" }))).Applied);

        Assert.NotNull((await ledgers.FindAsync(phone, None)).OptedOutAt);
        Assert.NotNull((await ledgers.LoadAsync(id, None)).State.Standing(phone)!.OptedOutAt);
    }

    [Fact]
    public async Task CheckAsync_PlanWithoutApproval_SaysSoAndWritesNothing()
    {
        var unapproved = contexts.Current.Plans.All.Where(p => p.Ref.Id == Plan).Select(p => p with { Approval = null });
        contexts.Replace(contexts.Current with { Practice = Shipped.Practice with { Choices = Shipped.Practice.Choices with { AllowUnapprovedPlans = false } }, Plans = new(unapproved) });

        Assert.Contains("has no approval", await Target().CheckAsync(Row(), None), StringComparison.Ordinal);
        Assert.Null(await ledgers.PatientByExternalIdAsync("R-1", None));
    }

    [Fact]
    public async Task CheckAsync_EnrolledAlready_IsNoRefusal()
    {
        await ImportAsync(Row());

        Assert.Null(await Target().CheckAsync(Row(), None));
    }

    private static ImportRow Row(Func<Patient, Patient>? change = null, LocalDate? anchor = null) =>
        new(2, (change ?? (p => p))(People.Rosa with { Id = default }), null, [new PlannedEnrollment(Plan, anchor ?? new LocalDate(2026, 3, 1))]);

    private ValueTask<ApplyOutcome> ImportAsync(ImportRow row) => Target().ApplyAsync(row, None);

    private LedgerImportTarget Target()
    {
        var clock = Substitute.For<IClock>();
        clock.GetCurrentInstant().Returns(LedgerSamples.Start + Duration.FromMinutes(++runs));
        return new LedgerImportTarget(ledgers, new Registrar(ledgers, ledgers, SubmitAsync, clock), contexts, clock, new Guid(runs, 0, 0, new byte[8]));
    }

    private async ValueTask<Submitted> SubmitAsync(PatientId id, Command command, CancellationToken cancel)
    {
        if (!await ledgers.AppendAsync(id, new InboxEntry(command, command.At), cancel)) return new Submitted(true, null);
        var ledger = await ledgers.LoadAsync(id, cancel);
        var decision = Decider.Decide(contexts.Current, ledger.State, command);
        var commit = LedgerSamples.Commit(decision.State) with { Decided = [new DecidedEntry(command.Id, null, null)], Events = decision.Events };
        Assert.True(await ledgers.CommitAsync(id, ledger.Revision, commit, cancel));
        return new Submitted(false, decision.Refusal is { } refusal ? new SubmittedRefusal(refusal.Code, refusal.Message) : null);
    }
}
