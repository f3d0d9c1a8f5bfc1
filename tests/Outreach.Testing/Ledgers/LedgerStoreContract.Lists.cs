using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Testing.Ledgers;

public abstract partial class LedgerStoreContract
{
    [Fact]
    public async Task TimelineAsync_SeveralSteps_IsNewestFirst()
    {
        await HappenAsync(1, ["a", "b"], ["c"], ["d", "e", "f"]);

        var timeline = await Store.TimelineAsync(LedgerSamples.Id(1), 10, null, None);

        Assert.Equal(["f", "e", "d", "c", "b", "a"], Reasons(timeline));
        Assert.Equal(timeline.Select(e => e.Place).OrderDescending(StringComparer.Ordinal), timeline.Select(e => e.Place));
    }

    [Fact]
    public async Task TimelineAsync_Paged_GivesEachEventOnce()
    {
        await HappenAsync(1, ["a", "b"], ["c"], ["d", "e", "f"]);
        await HappenAsync(2, ["another patient's"]);
        var seen = new List<string>();
        string? before = null;
        for (var page = await Store.TimelineAsync(LedgerSamples.Id(1), 2, before, None); page.Count > 0; page = await Store.TimelineAsync(LedgerSamples.Id(1), 2, before, None))
        {
            seen.AddRange(Reasons(page));
            before = page[^1].Place;
        }

        Assert.Equal(["f", "e", "d", "c", "b", "a"], seen);
    }

    [Fact]
    public async Task TimelineAsync_ManySteps_StaysInOrder()
    {
        await HappenAsync(1, [.. Enumerable.Range(0, 12).Select(n => new[] { $"{n}" })]);

        Assert.Equal(Enumerable.Range(0, 12).Reverse().Select(n => $"{n}"), Reasons(await Store.TimelineAsync(LedgerSamples.Id(1), 50, null, None)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a place")]
    [InlineData("0000000001|0x")]
    public async Task TimelineAsync_NoPlace_IsEmpty(string before)
    {
        await HappenAsync(1, ["a"]);

        Assert.Empty(await Store.TimelineAsync(LedgerSamples.Id(1), 10, before, None));
    }

    [Fact]
    public async Task DueAsync_WakeOrFirstUnreadReply_WhicheverIsEarlier()
    {
        await WakeAsync(1, T + Duration.FromMinutes(10));
        await WakeAsync(2, T + Duration.FromMinutes(30));
        await WakeAsync(3, null);
        await WakeAsync(4, T + Duration.FromMinutes(1));
        await Store.AppendAsync(LedgerSamples.Id(2), LedgerSamples.Reply("m1", T + Duration.FromMinutes(5)), None);
        await Store.AppendAsync(LedgerSamples.Id(2), LedgerSamples.Reply("m2", T + Duration.FromMinutes(6)), None);
        await Store.AppendAsync(LedgerSamples.Id(4), LedgerSamples.Reply("m3", T + Duration.FromMinutes(7)), None);
        await Store.AppendAsync(LedgerSamples.Id(5), LedgerSamples.Reply("m4", T + Duration.FromMinutes(8)), None);

        var due = await Store.DueAsync(T + Duration.FromMinutes(10), 10, None);

        Assert.Equal(
            [
                new DueLedger(LedgerSamples.Id(4), T + Duration.FromMinutes(1)),
                new DueLedger(LedgerSamples.Id(2), T + Duration.FromMinutes(5)),
                new DueLedger(LedgerSamples.Id(5), T + Duration.FromMinutes(8)),
                new DueLedger(LedgerSamples.Id(1), T + Duration.FromMinutes(10)),
            ],
            due);
        Assert.Equal(due.Take(2), await Store.DueAsync(T + Duration.FromMinutes(10), 2, None));
        Assert.Equal(due.Take(3), await Store.DueAsync(T + Duration.FromMinutes(9), 10, None));
        Assert.Empty(await Store.DueAsync(T, 10, None));
        Assert.Equal(T + Duration.FromMinutes(1), await Store.NextDueAsync(None));
    }

    [Fact]
    public async Task DueAsync_Decided_IsNotDueAnyMore()
    {
        var id = LedgerSamples.Id(1);
        await Store.AppendAsync(id, LedgerSamples.Reply("m1", T), None);
        Assert.Single(await Store.DueAsync(T, 10, None));

        await Store.CommitAsync(id, null, LedgerSamples.Commit(LedgerSamples.State(1)) with { Decided = [new DecidedEntry("m1", null, null)] }, None);

        Assert.Empty(await Store.DueAsync(T + Duration.FromDays(900), 10, None));
        Assert.Null(await Store.NextDueAsync(None));
    }

    [Fact]
    public async Task EscalationsAsync_Filtered_IsNewestFirstAndPaged()
    {
        var open = Enumerable.Range(1, 5).Select(n => LedgerSamples.Escalation(n, T + Duration.FromMinutes(n))).ToArray();
        var resolved = LedgerSamples.Escalation(9, T, EscalationStatus.Resolved);
        var acknowledged = LedgerSamples.Escalation(8, T + Duration.FromHours(1), EscalationStatus.Acknowledged);
        await Store.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1, open)), None);
        await Store.CommitAsync(LedgerSamples.Id(2), null, LedgerSamples.Commit(LedgerSamples.State(2, resolved, acknowledged)), None);

        var first = await Store.EscalationsAsync(EscalationFilter.Open, 4, null, None);
        var rest = await Store.EscalationsAsync(EscalationFilter.Open, 4, first[^1].Place, None);

        Assert.Equal([acknowledged.Id, open[4].Id, open[3].Id, open[2].Id], first.Select(e => e.Id));
        Assert.Equal([open[1].Id, open[0].Id], rest.Select(e => e.Id));
        Assert.Equal(EscalationRow.Of(LedgerSamples.Id(1), open[0]), rest[1]);
        Assert.Equal([resolved.Id], (await Store.EscalationsAsync(EscalationFilter.Resolved, 10, null, None)).Select(e => e.Id));
        Assert.Equal(7, (await Store.EscalationsAsync(EscalationFilter.All, 10, null, None)).Count);
        Assert.Equal(LedgerSamples.Id(2), await Store.PatientOfEscalationAsync(resolved.Id, None));
        Assert.Null(await Store.PatientOfEscalationAsync(LedgerSamples.Escalation(77, T).Id, None));
    }

    [Fact]
    public async Task EscalationsAsync_ResolvedAndGoneFromTheState_StaysInTheList()
    {
        var id = LedgerSamples.Id(1);
        var escalation = LedgerSamples.Escalation(1, T);
        await StepAsync(id, LedgerSamples.Commit(LedgerSamples.State(1, escalation)));
        await StepAsync(id, LedgerSamples.Commit(LedgerSamples.State(1, escalation with { Status = EscalationStatus.Resolved, NextStepAt = null })));
        await StepAsync(id, LedgerSamples.Commit(LedgerSamples.State(1)));

        Assert.Empty(await Store.EscalationsAsync(EscalationFilter.Open, 10, null, None));
        var row = Assert.Single(await Store.EscalationsAsync(EscalationFilter.Resolved, 10, null, None));
        Assert.Equal((EscalationStatus.Resolved, null), (row.Status, row.NextStepAt));
    }

    [Fact]
    public async Task PatientsAsync_Paged_IsInOrderOfExternalId()
    {
        string[] externalIds = ["b-2", "a-1", "B-1", "a-10", "a-2"];
        for (var n = 0; n < externalIds.Length; n++)
        {
            await Store.CommitAsync(LedgerSamples.Id(n), null, LedgerSamples.Commit(LedgerSamples.State(n) with { Patient = LedgerSamples.Patient(n, externalIds[n]) }), None);
        }

        await Store.CommitAsync(LedgerSamples.Id(50), null, LedgerSamples.Commit(FollowUp.Empty(LedgerSamples.Id(50))), None);

        var first = await Store.PatientsAsync(3, null, None);
        Assert.Equal(["B-1", "a-1", "a-10"], first.Select(p => p.ExternalId));
        Assert.Equal("Ruiz", first[0].Patient.FamilyName);
        Assert.Equal(["a-2", "b-2"], (await Store.PatientsAsync(3, "a-10", None)).Select(p => p.ExternalId));
        Assert.Equal(LedgerSamples.Id(3), await Store.PatientByExternalIdAsync("a-10", None));
        Assert.Null(await Store.PatientByExternalIdAsync("A-10", None));
    }

    [Fact]
    public async Task PatientByExternalIdAsync_ExternalIdChanged_IsFoundByTheNewOne()
    {
        var id = LedgerSamples.Id(1);
        await StepAsync(id, LedgerSamples.Commit(LedgerSamples.State(1) with { Patient = LedgerSamples.Patient(1, "old") }));
        await StepAsync(id, LedgerSamples.Commit(LedgerSamples.State(1) with { Patient = LedgerSamples.Patient(1, "new") }));

        Assert.Equal(id, await Store.PatientByExternalIdAsync("new", None));
        Assert.Null(await Store.PatientByExternalIdAsync("old", None));
    }

    [Fact]
    public async Task ListedAsync_KeptUpWithEachStep_IsInOrderOfIdAndPaged()
    {
        for (var n = 0; n < 6; n++) await StepAsync(LedgerSamples.Id(n), LedgerSamples.Commit(n % 2 == 0 ? LedgerSamples.Silenced(n) : LedgerSamples.State(n)));
        var expected = new[] { 0, 2, 4 }.Select(LedgerSamples.Id).OrderBy(id => id.ToString(), StringComparer.Ordinal).ToList();

        var first = await Store.ListedAsync(PatientLists.Unreachable, 2, null, None);

        Assert.Equal(expected.Take(2), first.Select(s => s.Id));
        Assert.Equal("Ruiz", first[0].Patient!.FamilyName);
        Assert.Equal(expected.Skip(2), (await Store.ListedAsync(PatientLists.Unreachable, 2, first[^1].Id, None)).Select(s => s.Id));
        Assert.Empty(await Store.ListedAsync(PatientLists.Unread, 10, null, None));

        var one = Enumerable.Range(0, 6).First(n => LedgerSamples.Id(n) == expected[0]);
        await StepAsync(expected[0], LedgerSamples.Commit(LedgerSamples.State(one)));
        Assert.Equal(expected.Skip(1), (await Store.ListedAsync(PatientLists.Unreachable, 10, null, None)).Select(s => s.Id));
        await StepAsync(expected[0], LedgerSamples.Commit(LedgerSamples.Silenced(one)));
        Assert.Equal(expected, (await Store.ListedAsync(PatientLists.Unreachable, 10, null, None)).Select(s => s.Id));
    }

    [Fact]
    public async Task ListedAsync_InTwoLists_IsInEach()
    {
        await StepAsync(LedgerSamples.Id(1), LedgerSamples.Commit(LedgerSamples.Silenced(1) with { LeftUnread = [new(LedgerSamples.Phone, "hm", T)] }));
        await StepAsync(LedgerSamples.Id(2), LedgerSamples.Commit(LedgerSamples.State(2) with { LeftUnread = [new(LedgerSamples.Phone, "what", T)] }));

        Assert.Equal(["hm", "what"], (await Store.ListedAsync(PatientLists.Unread, 10, null, None)).SelectMany(s => s.LeftUnread).Select(r => r.Text).Order(StringComparer.Ordinal));
        await StepAsync(LedgerSamples.Id(1), LedgerSamples.Commit(LedgerSamples.Silenced(1)));
        Assert.Equal(LedgerSamples.Id(2), Assert.Single(await Store.ListedAsync(PatientLists.Unread, 10, null, None)).Id);
        Assert.Equal(LedgerSamples.Id(1), Assert.Single(await Store.ListedAsync(PatientLists.Unreachable, 10, null, None)).Id);
    }

    [Fact]
    public async Task AllAsync_GivesEachLedgerOnce()
    {
        for (var n = 0; n < 12; n++) await HappenAsync(n, ["a", "b"], ["c"]);
        await Store.AppendAsync(LedgerSamples.Id(50), LedgerSamples.Reply("m1", T), None);

        var all = new List<PatientId>();
        await foreach (var id in Store.AllAsync(None)) all.Add(id);

        Assert.Equal(13, all.Count);
        Assert.Equal(13, all.Distinct().Count());
        Assert.Contains(LedgerSamples.Id(50), all);
    }

    private static IEnumerable<string> Reasons(IEnumerable<TimelineEntry> timeline) => timeline.Select(e => Assert.IsType<Event.HandedToPerson>(e.Event).Reason);

    private Task WakeAsync(int n, Instant? wake) => StepAsync(LedgerSamples.Id(n), LedgerSamples.Commit(LedgerSamples.State(n), wake));

    private async Task HappenAsync(int n, params string[][] steps)
    {
        foreach (var reasons in steps)
        {
            await StepAsync(LedgerSamples.Id(n), LedgerSamples.Commit(LedgerSamples.State(n)) with { Events = [.. reasons.Select(r => LedgerSamples.Happened(r, T))] });
        }
    }

    private async Task StepAsync(PatientId id, LedgerCommit commit) =>
        Assert.True(await Store.CommitAsync(id, (await Store.LoadAsync(id, None)).Revision, commit, None));
}
