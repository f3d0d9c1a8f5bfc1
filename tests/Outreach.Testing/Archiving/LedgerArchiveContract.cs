using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Archiving;
using Outreach.App.Ledgers;
using Outreach.Core.Escalations;
using Outreach.Core.Patients;
using Outreach.Testing.Ledgers;

namespace Outreach.Testing.Archiving;

/// <summary>What every archive does: ledgers go out and come back as they were, and what is erased is gone but for opt-outs.</summary>
public abstract class LedgerArchiveContract : IAsyncLifetime
{
    private static readonly Instant Start = LedgerSamples.Start;

    private WholeStore store = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => store = await OpenAsync();

    public abstract Task DisposeAsync();

    /// <summary>A store that nobody has written to, under the same key as the others.</summary>
    protected abstract ValueTask<WholeStore> OpenAsync();

    [Fact]
    public async Task Ledger_TakenUpInAnotherStore_IsTheSame()
    {
        await WriteAsync(1);
        await store.Ledgers.AppendAsync(LedgerSamples.Id(1), LedgerSamples.Reply("waiting", Start + Duration.FromMinutes(9)), None);
        var other = await OpenAsync();

        var rows = await store.Archive.LedgerAsync(LedgerSamples.Id(1), None);
        Assert.True(await other.Archive.AddAsync(LedgerSamples.Id(1), rows, None));

        Assert.Equal(RowKeys.State, rows[^1].Key);
        Assert.Equal(rows, await other.Archive.LedgerAsync(LedgerSamples.Id(1), None));
        var (before, after) = (await store.Ledgers.LoadAsync(LedgerSamples.Id(1), None), await other.Ledgers.LoadAsync(LedgerSamples.Id(1), None));
        Assert.Equal(Json(before.State), Json(after.State));
        Assert.Equal(before.State.Outbox.Select(o => o.Key), after.State.Outbox.Select(o => o.Key));
        Assert.Equal(["waiting"], after.Inbox.Select(i => i.SourceId));
        Assert.Equal((await store.Ledgers.TimelineAsync(LedgerSamples.Id(1), 100, null, None)).Select(e => e.Place), (await other.Ledgers.TimelineAsync(LedgerSamples.Id(1), 100, null, None)).Select(e => e.Place));
        Assert.Equal(await store.Ledgers.OutcomeAsync(LedgerSamples.Id(1), "decided", None), await other.Ledgers.OutcomeAsync(LedgerSamples.Id(1), "decided", None));
    }

    /// <summary>It is found, due, listed, and goes on where it stood.</summary>
    [Fact]
    public async Task Ledger_TakenUp_IsKnownToListsContactPointsAndTheClock()
    {
        await WriteAsync(1);
        var other = await OpenAsync();
        await other.Archive.AddAsync(LedgerSamples.Id(1), await store.Archive.LedgerAsync(LedgerSamples.Id(1), None), None);

        Assert.Equal(LedgerSamples.Id(1), await other.Ledgers.PatientByExternalIdAsync("MRN-0001", None));
        Assert.Contains(LedgerSamples.Id(1), (await other.Book.FindAsync(LedgerSamples.Phone, None)).Patients);
        Assert.Equal([LedgerSamples.Id(1)], (await other.Ledgers.DueAsync(Start + Duration.FromDays(2), 10, None)).Select(d => d.Id));
        Assert.Equal([LedgerSamples.Escalation(1, Start).Id], (await other.Ledgers.EscalationsAsync(EscalationFilter.Open, 10, null, None)).Select(e => e.Id));
        Assert.Equal([LedgerSamples.Id(1)], (await other.Ledgers.ListedAsync(PatientLists.Unreachable, 10, null, None)).Select(s => s.Id));
        var ledger = await other.Ledgers.LoadAsync(LedgerSamples.Id(1), None);
        Assert.True(await other.Ledgers.CommitAsync(LedgerSamples.Id(1), ledger.Revision, LedgerSamples.Commit(ledger.State), None));
    }

    [Fact]
    public async Task AddAsync_LedgerThatIsThere_IsLeftAsItIs()
    {
        await WriteAsync(1);
        var rows = await store.Archive.LedgerAsync(LedgerSamples.Id(1), None);

        Assert.False(await store.Archive.AddAsync(LedgerSamples.Id(1), [rows[^1] with { Body = rows[^1].Body.Replace("Maria", "Other") }], None));

        Assert.Equal(rows, await store.Archive.LedgerAsync(LedgerSamples.Id(1), None));
    }

    [Fact]
    public async Task AddAsync_InTwoParts_SecondRepeated_IsTheWhole()
    {
        await WriteAsync(1);
        var rows = await store.Archive.LedgerAsync(LedgerSamples.Id(1), None);
        var other = await OpenAsync();

        Assert.True(await other.Archive.AddAsync(LedgerSamples.Id(1), [.. rows.Take(2)], None));
        Assert.True(await other.Archive.AddAsync(LedgerSamples.Id(1), [.. rows.Take(3)], None));
        Assert.True(await other.Archive.AddAsync(LedgerSamples.Id(1), [.. rows.Skip(2)], None));
        Assert.False(await other.Archive.AddAsync(LedgerSamples.Id(1), [.. rows.Skip(2)], None));

        Assert.Equal(rows, await other.Archive.LedgerAsync(LedgerSamples.Id(1), None));
    }

    [Fact]
    public async Task IdsAsync_IsInOrderAndPaged()
    {
        foreach (var n in Enumerable.Range(1, 5)) await WriteAsync(n);
        var all = Enumerable.Range(1, 5).Select(LedgerSamples.Id).OrderBy(i => i.ToString(), StringComparer.Ordinal).ToList();

        Assert.Equal(all.Take(3), await store.Archive.IdsAsync(null, 3, None));
        Assert.Equal(all.Skip(3), await store.Archive.IdsAsync(all[2], 3, None));
        Assert.Empty(await store.Archive.IdsAsync(all[4], 3, None));
    }

    [Fact]
    public async Task OptOuts_TakenUp_HoldAgain_AndDoNotUndoOnesThatAreThere()
    {
        await store.Book.SetOptedOutAsync(LedgerSamples.Phone, Start, None);
        await store.Book.SetOptedOutAsync(LedgerSamples.Email, Start, None);
        await store.Book.SetOptedOutAsync(LedgerSamples.Email, null, None);
        var other = await OpenAsync();
        await other.Book.SetOptedOutAsync(LedgerSamples.Email, Start + Duration.FromDays(1), None);

        Assert.Equal(store.Archive.KeyFingerprint, other.Archive.KeyFingerprint);
        foreach (var row in await store.Archive.OptOutsAsync(None)) await other.Archive.AddOptOutAsync(row, None);

        Assert.Equal(Start, (await other.Book.FindAsync(LedgerSamples.Phone, None)).OptedOutAt);
        Assert.Equal(Start + Duration.FromDays(1), (await other.Book.FindAsync(LedgerSamples.Email, None)).OptedOutAt);
    }

    [Fact]
    public async Task StrayTexts_AreAllThere()
    {
        await store.Book.StoreTextAsync(new StrayText(LedgerSamples.Phone, "m-1", "who is this", Start, null), None);
        await store.Book.StoreTextAsync(new StrayText(LedgerSamples.Phone, "m-2", "hello", Start + Duration.FromMinutes(1), null), None);
        await store.Book.MarkHandledAsync(LedgerSamples.Phone, "m-2", "answered", unread: false, None);

        Assert.Equal([("m-1", null), ("m-2", "answered")], (await store.Archive.StrayTextsAsync(None)).Select(t => (t.MessageId, t.Outcome)));
    }

    [Fact]
    public async Task StrayTexts_TakenUp_AreUnreadOrSeenAsTheyWere()
    {
        foreach (var id in new[] { "m-1", "m-2" })
        {
            await store.Book.StoreTextAsync(new StrayText(LedgerSamples.Phone, id, "hello", Start, null), None);
            await store.Book.MarkHandledAsync(LedgerSamples.Phone, id, StrayText.Answered, unread: true, None);
        }

        await store.Book.MarkSeenAsync(LedgerSamples.Phone, "m-2", "lee", Start + Duration.FromHours(1), None);
        var texts = await store.Archive.StrayTextsAsync(None);
        var other = await OpenAsync();
        foreach (var text in texts) await other.Book.StoreTextAsync(text, None);

        Assert.Equal(texts, await other.Archive.StrayTextsAsync(None));
        Assert.Equal("m-1", Assert.Single(await other.Book.UnreadAsync(10, None)).MessageId);
    }

    [Fact]
    public async Task EraseAsync_LeavesNothingButOptOuts()
    {
        await WriteAsync(1);
        await store.Book.LinkAsync(LedgerSamples.Id(1), [LedgerSamples.Phone, LedgerSamples.Email], None);
        await store.Book.SetOptedOutAsync(LedgerSamples.Phone, Start, None);
        await store.Book.StoreTextAsync(new StrayText(LedgerSamples.Phone, "m-1", "who is this", Start, null), None);
        await store.Book.MarkHandledAsync(LedgerSamples.Phone, "m-1", StrayText.Answered, unread: true, None);
        await store.Accesses.WriteAsync(new Access(LedgerSamples.Id(1), "lee", "escalation", LedgerSamples.Escalation(1, Start).Id, Start), None);

        var erased = await store.Archive.EraseAsync(LedgerSamples.Id(1), None);

        Assert.True(erased.Rows > 4);
        Assert.Equal((1, 1), (erased.StrayTexts, erased.OptOutsKept));
        Assert.Empty(await store.Archive.LedgerAsync(LedgerSamples.Id(1), None));
        Assert.Null((await store.Ledgers.LoadAsync(LedgerSamples.Id(1), None)).Revision);
        Assert.Null(await store.Ledgers.PatientByExternalIdAsync("MRN-0001", None));
        Assert.Empty(await store.Ledgers.PatientsAsync(10, null, None));
        Assert.Empty(await store.Ledgers.EscalationsAsync(EscalationFilter.All, 10, null, None));
        Assert.Null(await store.Ledgers.PatientOfEscalationAsync(LedgerSamples.Escalation(1, Start).Id, None));
        Assert.Empty(await store.Accesses.ReadAsync(LedgerSamples.Id(1), 10, None));
        Assert.Empty(await store.Archive.StrayTextsAsync(None));
        Assert.Empty(await store.Book.UnreadAsync(10, None));
        Assert.Empty(await store.Ledgers.ListedAsync(PatientLists.Unreachable, 10, null, None));
        Assert.Empty(await store.Ledgers.DueAsync(Start + Duration.FromDays(400), 10, None));
        var card = await store.Book.FindAsync(LedgerSamples.Phone, None);
        Assert.Empty(card.Patients);
        Assert.Equal(Start, card.OptedOutAt);
        Assert.Equal(0, (await store.Archive.EraseAsync(LedgerSamples.Id(1), None)).Rows);
    }

    /// <summary>Who shares a number with somebody erased keeps it, and its texts.</summary>
    [Fact]
    public async Task EraseAsync_LeavesOthersAlone()
    {
        await WriteAsync(1);
        await WriteAsync(2);
        await store.Book.LinkAsync(LedgerSamples.Id(1), [LedgerSamples.Phone], None);
        await store.Book.LinkAsync(LedgerSamples.Id(2), [LedgerSamples.Phone], None);
        await store.Book.StoreTextAsync(new StrayText(LedgerSamples.Phone, "m-1", "who is this", Start, null), None);
        var before = await store.Archive.LedgerAsync(LedgerSamples.Id(2), None);

        await store.Archive.EraseAsync(LedgerSamples.Id(1), None);

        Assert.Equal(before, await store.Archive.LedgerAsync(LedgerSamples.Id(2), None));
        Assert.Equal(LedgerSamples.Id(2), Assert.Single((await store.Book.FindAsync(LedgerSamples.Phone, None)).Patients));
        Assert.Equal(LedgerSamples.Id(2), await store.Ledgers.PatientByExternalIdAsync("MRN-0002", None));
        Assert.Single(await store.Ledgers.EscalationsAsync(EscalationFilter.All, 10, null, None));
        Assert.Single(await store.Archive.StrayTextsAsync(None));
    }

    /// <summary>A step that was under way when its patient was erased writes nothing back.</summary>
    [Fact]
    public async Task CommitAsync_AfterErasure_IsLost()
    {
        await WriteAsync(1);
        var ledger = await store.Ledgers.LoadAsync(LedgerSamples.Id(1), None);
        await store.Archive.EraseAsync(LedgerSamples.Id(1), None);

        Assert.False(await store.Ledgers.CommitAsync(LedgerSamples.Id(1), ledger.Revision, LedgerSamples.Commit(ledger.State), None));

        Assert.Empty(await store.Archive.LedgerAsync(LedgerSamples.Id(1), None));
    }

    private async Task WriteAsync(int n)
    {
        var id = LedgerSamples.Id(n);
        var state = LedgerSamples.Silenced(n) with { Escalations = [LedgerSamples.Escalation(n, Start, EscalationStatus.Open)] };
        await store.Ledgers.AppendAsync(id, LedgerSamples.Reply("decided", Start), None);
        var message = LedgerSamples.Message(n, Start);
        var commit = LedgerSamples.Commit(state with { Outbox = [message] }, Start + Duration.FromDays(1)) with
        {
            Decided = [new DecidedEntry("decided", "code", "why not")],
            OutboxChanged = [message],
            Events = [LedgerSamples.Happened("one", Start), LedgerSamples.Happened("two", Start)],
        };
        Assert.True(await store.Ledgers.CommitAsync(id, null, commit, None));
    }

    private static string Json(Core.FollowUps.FollowUp state) => System.Text.Json.JsonSerializer.Serialize(state, Core.Json.OutreachJson.Options);
}

/// <summary>One store by all its ports.</summary>
public sealed record WholeStore(ILedgerArchive Archive, ILedgerStore Ledgers, IContactBook Book, IAccessLog Accesses)
{
    public static WholeStore Of<T>(T store)
        where T : ILedgerArchive, ILedgerStore, IContactBook, IAccessLog => new(store, store, store, store);
}
