using NodaTime;
using Outreach.Functions.Sending;

namespace Outreach.Functions.Tests.Sending;

public sealed class SendingQueueTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 14, 0);
    private static readonly SendingRate[] Rates = [new(100, Duration.FromHours(1), 1), new(30, Duration.FromMinutes(1), 1)];

    [Fact]
    public async Task TakeAsync_OneAfterTheOther_HaveDifferentPlaces()
    {
        var queue = new SendingQueue(new FakeTable());
        List<Instant> places = [];
        for (var i = 0; i < 3; i++) places.Add(await queue.TakeAsync("email", Rates, Now, mayWait: true, CancellationToken.None));

        Assert.Equal([Now, Now + Duration.FromSeconds(45), Now + Duration.FromSeconds(90)], places);
    }

    [Fact]
    public async Task TakeAsync_OfTwoInstances_NeverHaveTheSamePlace()
    {
        var table = new FakeTable();
        Instant? others = null;
        table.AfterRead = () =>
        {
            table.AfterRead = null;
            others = new SendingQueue(table).TakeAsync("email", Rates, Now, mayWait: true, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        };

        var own = await new SendingQueue(table).TakeAsync("email", Rates, Now, mayWait: true, CancellationToken.None);

        Assert.Equal(Now, others);
        Assert.Equal(Now + Duration.FromSeconds(45), own);
    }

    [Fact]
    public async Task TakeAsync_EverySender_HasItsOwnQueue()
    {
        var queue = new SendingQueue(new FakeTable());

        await queue.TakeAsync("sms+18005550100", Rates, Now, mayWait: true, CancellationToken.None);

        Assert.Equal(Now, await queue.TakeAsync("sms+18005550101", Rates, Now, mayWait: true, CancellationToken.None));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 10)]
    public async Task TakeAsync_RacesWithoutEnd_IsGivenUpSoon(bool mayWait, int seconds)
    {
        var table = new FakeTable();
        var others = 0;
        table.AfterRead = () =>
        {
            others++;
            table.UpsertEntityAsync(new Azure.Data.Tables.TableEntity("email", "rate")).GetAwaiter().GetResult();
        };

        Assert.Equal(Now + Duration.FromSeconds(seconds), await new SendingQueue(table).TakeAsync("email", Rates, Now, mayWait, CancellationToken.None));
        Assert.Equal(20, others);
    }
}
