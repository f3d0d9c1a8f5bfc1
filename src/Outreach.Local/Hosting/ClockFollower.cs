using Microsoft.Extensions.Logging;
using NodaTime;

namespace Outreach.Local.Hosting;

/// <summary>Follows a clock that moves by itself: four times a second everything due by now. Turns after a reply or a person's act need no waiting; they run where they are received.</summary>
internal sealed partial class ClockFollower(IClock clock, DueWorks works, ClockAuditor auditor, TimeProvider time, ILogger<ClockFollower> log)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Poll, time);
        do
        {
            try
            {
                var now = clock.GetCurrentInstant();
                await works.RunDueAsync(now, cancel);
                await auditor.RunAsync(now, cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                Failed(log, failure.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the scheduler failed with {Failure}; the next comes in a moment.")]
    private static partial void Failed(ILogger log, string failure);
}
