using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Receiving;

namespace Outreach.Local.Hosting;

/// <summary>Texts of numbers of nobody or of several that are not settled: each minute again, until the carrier takes the answer or somebody has said who is writing.</summary>
internal sealed class ClockStrayTexts(IContactBook book, Reception reception) : IDueWork
{
    private static readonly Duration Every = Duration.FromMinutes(1);

    private Instant? notBefore;

    public async ValueTask<Instant?> NextAsync(CancellationToken cancel)
    {
        if (await book.UnhandledAsync(Instant.MaxValue, cancel) is not [var oldest, ..]) return null;
        var due = oldest.At + Every;
        return notBefore is { } later && later > due ? later : due;
    }

    public async ValueTask RunDueAsync(Instant now, CancellationToken cancel)
    {
        notBefore = now + Every;
        await reception.TakeUpAsync(now, cancel);
    }
}
