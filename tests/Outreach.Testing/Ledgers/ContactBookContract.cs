using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.Testing.Ledgers;

/// <summary>What every book of contact points does.</summary>
public abstract class ContactBookContract : IAsyncLifetime
{
    private static readonly Instant T = LedgerSamples.Start;
    private static readonly ContactPoint Other = ContactPoint.TryParse(Channel.Sms, "+12125550199")!;

    private IContactBook book = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => book = await OpenAsync();

    public abstract Task DisposeAsync();

    /// <summary>A book that nobody has written to.</summary>
    protected abstract ValueTask<IContactBook> OpenAsync();

    [Fact]
    public async Task FindAsync_Nobodys_IsEmpty()
    {
        var card = await book.FindAsync(LedgerSamples.Phone, None);

        Assert.Empty(card.Patients);
        Assert.Null(card.OptedOutAt);
    }

    [Fact]
    public async Task LinkAsync_SharedPhone_FindsBoth()
    {
        await book.LinkAsync(LedgerSamples.Id(1), [LedgerSamples.Phone, LedgerSamples.Email], None);
        await book.LinkAsync(LedgerSamples.Id(2), [LedgerSamples.Phone], None);

        Assert.Equal(
            new[] { LedgerSamples.Id(1), LedgerSamples.Id(2) }.OrderBy(id => id.ToString(), StringComparer.Ordinal),
            (await book.FindAsync(LedgerSamples.Phone, None)).Patients.OrderBy(id => id.ToString(), StringComparer.Ordinal));
        Assert.Equal([LedgerSamples.Id(1)], (await book.FindAsync(LedgerSamples.Email, None)).Patients.AsEnumerable());
    }

    [Fact]
    public async Task LinkAsync_Again_ReplacesTheFormerContactPoints()
    {
        await book.LinkAsync(LedgerSamples.Id(1), [LedgerSamples.Phone], None);
        await book.LinkAsync(LedgerSamples.Id(2), [LedgerSamples.Phone], None);

        await book.LinkAsync(LedgerSamples.Id(1), [Other], None);
        await book.LinkAsync(LedgerSamples.Id(1), [Other], None);

        Assert.Equal([LedgerSamples.Id(2)], (await book.FindAsync(LedgerSamples.Phone, None)).Patients.AsEnumerable());
        Assert.Equal([LedgerSamples.Id(1)], (await book.FindAsync(Other, None)).Patients.AsEnumerable());
    }

    [Fact]
    public async Task SetOptedOutAsync_BelongsToTheContactPointAndOutlivesPatients()
    {
        await book.LinkAsync(LedgerSamples.Id(1), [LedgerSamples.Phone], None);
        await book.SetOptedOutAsync(LedgerSamples.Phone, T, None);
        await book.LinkAsync(LedgerSamples.Id(1), [], None);
        await book.LinkAsync(LedgerSamples.Id(2), [LedgerSamples.Phone], None);

        Assert.Equal(T, (await book.FindAsync(LedgerSamples.Phone, None)).OptedOutAt);
        Assert.Null((await book.FindAsync(Other, None)).OptedOutAt);

        await book.SetOptedOutAsync(LedgerSamples.Phone, null, None);
        Assert.Null((await book.FindAsync(LedgerSamples.Phone, None)).OptedOutAt);

        await book.SetOptedOutAsync(LedgerSamples.Phone, T + Duration.FromDays(1), None);
        Assert.Equal(T + Duration.FromDays(1), (await book.FindAsync(LedgerSamples.Phone, None)).OptedOutAt);
    }

    [Fact]
    public async Task SetOptedOutAsync_LiftedWithoutAnOptOut_ChangesNothing()
    {
        await book.SetOptedOutAsync(LedgerSamples.Phone, null, None);

        Assert.Null((await book.FindAsync(LedgerSamples.Phone, None)).OptedOutAt);
    }

    [Fact]
    public async Task StoreTextAsync_SameIdTwice_IsStoredOnce()
    {
        Assert.True(await book.StoreTextAsync(new StrayText(LedgerSamples.Phone, "a/1", "hola", T, null), None));
        Assert.False(await book.StoreTextAsync(new StrayText(LedgerSamples.Phone, "a/1", "again", T, null), None));
        Assert.True(await book.StoreTextAsync(new StrayText(Other, "a/1", "another's", T, null), None));

        Assert.Equal(new StrayText(LedgerSamples.Phone, "a/1", "hola", T, null), Assert.Single(await book.TextsAsync(LedgerSamples.Phone, 10, None)));
    }

    [Fact]
    public async Task UnreadAsync_UntilSomebodyHasReadIt_OldestFirst()
    {
        await book.StoreTextAsync(new StrayText(LedgerSamples.Phone, "2", "second", T + Duration.FromSeconds(2), null), None);
        await book.StoreTextAsync(new StrayText(Other, "1", "first", T + Duration.FromSeconds(1), null), None);
        await book.StoreTextAsync(new StrayText(Other, "3", "STOP", T + Duration.FromSeconds(3), null), None);
        Assert.Empty(await book.UnreadAsync(10, None));
        await book.MarkHandledAsync(LedgerSamples.Phone, "2", StrayText.Answered, unread: true, None);
        await book.MarkHandledAsync(Other, "1", StrayText.Answered, unread: true, None);
        await book.MarkHandledAsync(Other, "3", "not answered", unread: false, None);

        Assert.Equal(["first", "second"], (await book.UnreadAsync(10, None)).Select(t => t.Text));
        Assert.Equal("first", Assert.Single(await book.UnreadAsync(1, None)).Text);

        await book.MarkSeenAsync(Other, "1", "lee", T + Duration.FromHours(1), None);
        await book.MarkSeenAsync(Other, "1", "ortiz", T + Duration.FromHours(2), None);
        await book.MarkSeenAsync(Other, "no such text", "lee", T, None);
        Assert.Equal("second", Assert.Single(await book.UnreadAsync(10, None)).Text);
        var seen = (await book.TextsAsync(Other, 10, None)).Single(t => t.MessageId == "1");
        Assert.Equal((StrayText.Answered, false, "lee", (Instant?)(T + Duration.FromHours(1))), (seen.Outcome, seen.Unread, seen.SeenBy, seen.SeenAt));
        Assert.Empty(await book.UnhandledAsync(T + Duration.FromHours(1), None));
    }

    [Fact]
    public async Task UnhandledAsync_GivesWhatWaitsLongerThanThat()
    {
        await book.StoreTextAsync(new StrayText(LedgerSamples.Phone, "2", "second", T + Duration.FromSeconds(2), null), None);
        await book.StoreTextAsync(new StrayText(Other, "1", "first", T + Duration.FromSeconds(1), null), None);
        await book.StoreTextAsync(new StrayText(Other, "3", "third", T + Duration.FromSeconds(3), null), None);
        await book.StoreTextAsync(new StrayText(Other, "4", "fourth", T + Duration.FromSeconds(4), null), None);
        await book.MarkHandledAsync(Other, "3", "answered", unread: false, None);
        await book.MarkHandledAsync(Other, "4", StrayText.Asked, unread: false, None);
        await book.MarkHandledAsync(Other, "2", "no such text", unread: false, None);

        Assert.Equal(["first", "second", "fourth"], (await book.UnhandledAsync(T + Duration.FromMinutes(1), None)).Select(t => t.Text));
        Assert.Equal(["first"], (await book.UnhandledAsync(T + Duration.FromSeconds(2), None)).Select(t => t.Text));
        Assert.Equal([StrayText.Asked, "answered"], (await book.TextsAsync(Other, 2, None)).Select(t => t.Outcome));
    }

    [Fact]
    public async Task TextsAsync_IsNewestFirst()
    {
        for (var n = 0; n < 5; n++) await book.StoreTextAsync(new StrayText(LedgerSamples.Phone, $"{n}", $"text {n}", T + Duration.FromSeconds(n), null), None);

        Assert.Equal(["text 4", "text 3", "text 2"], (await book.TextsAsync(LedgerSamples.Phone, 3, None)).Select(t => t.Text));
    }
}
