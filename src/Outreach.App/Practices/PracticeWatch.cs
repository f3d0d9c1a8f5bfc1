using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Outreach.App.Practices;

/// <summary>Every instance looks twice a minute whether another one has put a newer configuration in force.</summary>
public sealed partial class PracticeWatch(PracticeInForce practice, TimeProvider time, ILogger<PracticeWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await practice.RefreshAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                NotLooked(log, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether there is a newer configuration could not be seen ({Exception}); the one in force stays.")]
    private static partial void NotLooked(ILogger log, string exception);
}
