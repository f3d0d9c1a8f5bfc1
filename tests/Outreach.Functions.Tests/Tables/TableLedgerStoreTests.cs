using System.Net;
using Azure;
using Azure.Data.Tables;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Testing.Ledgers;

namespace Outreach.Functions.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class TableLedgerStoreTests(AzuriteServer azurite) : TableTests(azurite)
{
    [Theory]
    [InlineData("x", 200_000)]
    [InlineData("á", 100_000)]
    [InlineData("\U0001F600", 20_000)]
    [InlineData("x\U0001F600", 16_000)]
    [InlineData("\"", 100_000)]
    public async Task LargeBodies_AreSplitAndReadBack(string of, int times)
    {
        var text = string.Concat(Enumerable.Repeat(of, times));
        var state = LedgerSamples.State(1) with { Unread = new Unread(LedgerSamples.Phone, [text], T) };
        await Store.AppendAsync(Id, LedgerSamples.Reply("m1", T, text), None);
        await Store.CommitAsync(Id, null, LedgerSamples.Commit(state) with { OutboxChanged = [LedgerSamples.Message(1, T) with { Text = text }], Events = [LedgerSamples.Happened(text, T)] }, None);

        var ledger = await Store.LoadAsync(Id, None);

        Assert.Equal(text, Assert.Single(ledger.State.Unread!.Texts));
        Assert.Equal(text, Assert.Single(ledger.State.Outbox).Text);
        Assert.Equal(text, Assert.IsType<Command.Reply>(Assert.Single(ledger.Inbox).Command).Text);
        Assert.Equal(text, Assert.IsType<Event.HandedToPerson>(Assert.Single(await Store.TimelineAsync(Id, 1, null, None)).Event).Reason);
    }

    [Fact]
    public async Task CommitAsync_StateShrinks_LeavesNothingOfTheLargerOne()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1) with { Unread = new Unread(LedgerSamples.Phone, [new string('x', 100_000)], T) }));
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)));

        Assert.Null((await Store.LoadAsync(Id, None)).State.Unread);
        Assert.DoesNotContain("body2", (await Space.RowsAsync("ledger")).Single(r => r.RowKey == RowKeys.State).Keys);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    public async Task CommitAsync_AnswerLost_IsKnownToHaveLanded(bool isThere, int times)
    {
        if (isThere) await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)));
        var ledger = await Store.LoadAsync(Id, None);
        LoseAnswers(r => r.IsTransactionIn("ledger"), times);

        Assert.True(await Store.CommitAsync(Id, ledger.Revision, LedgerSamples.Commit(LedgerSamples.State(1)) with { Events = [LedgerSamples.Happened("a", T)] }, None));
        Assert.Single(await Store.TimelineAsync(Id, 10, null, None));
    }

    [Fact]
    public async Task CommitAsync_AnswerLostAndSomebodyElseGotOn_IsKnownToHaveLanded()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)));
        var ledger = await Store.LoadAsync(Id, None);
        var lost = false;
        Rules.After = async request =>
        {
            if (lost || !request.IsTransactionIn("ledger")) return;
            lost = true;
            for (var n = 0; n < 3; n++) await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)));
            throw new IOException("the connection was reset");
        };

        Assert.True(await Store.CommitAsync(Id, ledger.Revision, LedgerSamples.Commit(LedgerSamples.State(1)) with { Events = [LedgerSamples.Happened("a", T)] }, None));
        Assert.Single(await Store.TimelineAsync(Id, 10, null, None));
    }

    [Fact]
    public async Task CommitAsync_NoAnswerAtAll_SaysThatTryingAgainCanHelp()
    {
        Rules.Before = r => r.IsTransactionIn("ledger") ? throw new IOException("the connection was reset") : Task.CompletedTask;

        var fault = await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await Store.CommitAsync(Id, null, LedgerSamples.Commit(LedgerSamples.State(1)), None));
        Assert.True(fault.CanRetry);
        Rules.Before = null;
        Assert.Null((await Store.LoadAsync(Id, None)).Revision);
    }

    [Fact]
    public async Task CommitAsync_CancelledAfterItWasHandedOver_IsMade()
    {
        using var cancel = new CancellationTokenSource();
        Rules.Before = r => r.IsTransactionIn("ledger") ? cancel.CancelAsync() : Task.CompletedTask;

        Assert.True(await Store.CommitAsync(Id, null, LedgerSamples.Commit(LedgerSamples.State(1)), cancel.Token));
    }

    [Fact]
    public async Task CommitAsync_WritersRacing_LoseNoStep()
    {
        const int writers = 4, steps = 10;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            for (var step = 0; step < steps;)
            {
                var ledger = await Store.LoadAsync(Id, None);
                var commit = LedgerSamples.Commit(LedgerSamples.State(1) with { Happenings = ledger.State.Happenings + 1 }) with { Events = [LedgerSamples.Happened($"{writer}-{step}", T)] };
                if (await Store.CommitAsync(Id, ledger.Revision, commit, None)) step++;
            }
        }));

        Assert.Equal(writers * steps, (await Store.LoadAsync(Id, None)).State.Happenings);
        Assert.Equal(writers * steps, (await Store.TimelineAsync(Id, 100, null, None)).Select(e => e.Event).Distinct().Count());
    }

    [Fact]
    public async Task AppendAsync_AnswerLost_IsStillNew()
    {
        LoseAnswers(r => r.Name.StartsWith("add", StringComparison.Ordinal) && r.Table.EndsWith("ledger", StringComparison.Ordinal));

        Assert.True(await Store.AppendAsync(Id, LedgerSamples.Reply("m1", T), None));
        Assert.False(await Store.AppendAsync(Id, LedgerSamples.Reply("m1", T), None));
        Assert.Single((await Store.LoadAsync(Id, None)).Inbox);
    }

    [Fact]
    public async Task LoadAsync_MoreThanAPage_IsOfOneMomentEvenWhereItMoves()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)));
        await FillInboxAsync(1_100);
        Meanwhile(r => r.IsNextPageOf("ledger"), () => DecideAsync("m0000"));

        var ledger = await Store.LoadAsync(Id, None);

        Assert.Equal(Enumerable.Range(1, LedgerLimits.InboxRowsAStep).Select(n => $"m{n:D4}"), ledger.Inbox.Select(e => e.SourceId));
        Assert.True(await Store.CommitAsync(Id, ledger.Revision, LedgerSamples.Commit(ledger.State) with { Decided = [.. ledger.Inbox.Select(e => new DecidedEntry(e.SourceId, null, null))] }, None));
    }

    [Fact]
    public async Task TimelineAsync_MoreThanAPage_GivesEachEventOnce()
    {
        var from = 0;
        while (from < 1_050)
        {
            var first = from;
            await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)) with { Events = [.. Enumerable.Range(first, LedgerLimits.OperationsAStep - 1).Select(n => LedgerSamples.Happened($"{n}", T))] });
            from += LedgerLimits.OperationsAStep - 1;
        }

        var timeline = await Store.TimelineAsync(Id, 5_000, null, None);

        Assert.Equal(Enumerable.Range(0, from).Reverse().Select(n => $"{n}"), timeline.Select(e => Assert.IsType<Event.HandedToPerson>(e.Event).Reason));
    }

    [Fact]
    public async Task LoadAsync_TextsOfOneInstant_AreInOrderOfArrival()
    {
        string[] burst = ["z", "a", "m", "b"];
        foreach (var id in burst) await Store.AppendAsync(Id, LedgerSamples.Reply(id, T), None);

        Assert.Equal(burst, (await Store.LoadAsync(Id, None)).Inbox.Select(e => e.SourceId));
    }

    [Fact]
    public async Task LoadAsync_InboxRowThatCannotBeRead_IsSetAsideAndHoldsNothingUp()
    {
        await Store.AppendAsync(Id, LedgerSamples.Reply("m1", T), None);
        await Store.AppendAsync(Id, LedgerSamples.Reply("m2", T + Duration.FromSeconds(1)), None);
        await SpoilAsync("i|m1", "{\"command\":\"of the future\"}");

        Assert.Equal("m2", Assert.Single((await Store.LoadAsync(Id, None)).Inbox).SourceId);
        Assert.Equal("unreadable", (await Store.OutcomeAsync(Id, "m1", None))!.RefusalCode);
        Assert.Equal(T + Duration.FromSeconds(1), await Store.NextDueAsync(None));
    }

    [Fact]
    public async Task LoadAsync_StateThatCannotBeRead_SaysSoWithoutItsContent()
    {
        await StepAsync(LedgerSamples.Commit(LedgerSamples.State(1)));
        await SpoilAsync(RowKeys.State, "{\"secret Ruiz");

        var fault = await Assert.ThrowsAsync<UnreadableLedgerException>(async () => await Store.LoadAsync(Id, None));
        Assert.DoesNotContain("Ruiz", fault.ToString(), StringComparison.Ordinal);
        Assert.Empty(await Store.PatientsAsync(10, null, None));
        Assert.Equal(Id, await Store.PatientByExternalIdAsync("MRN-0001", None));
    }

    [Fact]
    public async Task Replies_CanBeReadAsATable()
    {
        await Store.AppendAsync(Id, LedgerSamples.Reply("m1", T, "128/82 \"hoy\""), None);

        var row = Assert.Single(await Space.RowsAsync("ledger"));
        Assert.Equal(["sms", "128/82 \"hoy\"", "2026-03-02T14:00:00Z", "m1"], new[] { "channel", "text", "receivedAt", "messageId" }.Select(row.GetString));
    }

    [Fact]
    public async Task Replies_LongerThanAColumn_AreShownInPart()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("\U0001F600", 20_000));
        await Store.AppendAsync(Id, LedgerSamples.Reply("m1", T, text), None);

        var shown = Assert.Single(await Space.RowsAsync("ledger")).GetString("text");
        Assert.StartsWith(shown, text, StringComparison.Ordinal);
        Assert.InRange(shown.Length, 30_000, 32_000);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, true)]
    [InlineData(HttpStatusCode.TooManyRequests, true)]
    public async Task AnyCall_ServiceRefuses_SaysWhetherTryingAgainCanHelp(HttpStatusCode status, bool canRetry)
    {
        Rules.Before = _ => throw new RequestFailedException((int)status, "the service says so");

        var fault = await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await Store.LoadAsync(Id, None));
        Assert.Equal(canRetry, fault.CanRetry);
    }

    [Fact]
    public async Task AnyCall_TablesWereNeverMade_SaysSo()
    {
        await Space.Table("ledger").DeleteAsync();

        var fault = await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await Store.CommitAsync(Id, null, LedgerSamples.Commit(LedgerSamples.State(1)), None));
        Assert.Contains("made when the app starts", fault.Message, StringComparison.Ordinal);
    }

    private async Task FillInboxAsync(int count)
    {
        await Store.AppendAsync(Id, LedgerSamples.Reply("m0000", T), None);
        var first = (await Space.RowsAsync("ledger")).Single(r => r.RowKey == "i|m0000");
        foreach (var some in Enumerable.Range(1, count - 1).Chunk(100))
        {
            await Space.Table("ledger").SubmitTransactionAsync(some.Select(n => new TableTransactionAction(TableTransactionActionType.Add, Copy(first, n))));
        }

        static TableEntity Copy(TableEntity of, int n)
        {
            var row = new TableEntity(of.PartitionKey, $"i|m{n:D4}");
            foreach (var column in new[] { "schema", "pending", "body" }) row[column] = of[column];
            row["body"] = of.GetString("body").Replace("m0000", $"m{n:D4}", StringComparison.Ordinal);
            row["stored"] = of.GetInt64("stored") + n;
            return row;
        }
    }

    private async Task DecideAsync(string source)
    {
        var row = (await Space.Table("ledger").GetEntityAsync<TableEntity>(Id.ToString(), RowKeys.State)).Value;
        row["revision"] = row.GetInt64("revision") + 1;
        await Space.Table("ledger").SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateReplace, row, row.ETag),
            new(TableTransactionActionType.UpdateMerge, new TableEntity(Id.ToString(), RowKeys.Inbox(source)) { ["pending"] = false }, ETag.All),
        ]);
    }

    private async Task SpoilAsync(string key, string body) =>
        await Space.Table("ledger").UpdateEntityAsync(new TableEntity(Id.ToString(), key) { ["body"] = body }, ETag.All);
}
