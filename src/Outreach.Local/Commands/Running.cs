using System.Runtime.InteropServices;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands;

/// <summary>A command that goes on until it is stopped by Ctrl-C or SIGTERM.</summary>
internal static class Running
{
    /// <summary>Exit code 0 when stopped, 2 with the reason when it could not start.</summary>
    public static async Task<int> UntilStoppedAsync(TextWriter error, Func<CancellationToken, Task> run, CancellationToken cancel)
    {
        try
        {
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, s => Stop(s, stopping));
            using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, s => Stop(s, stopping));
            await run(stopping.Token);
            return 0;
        }
        catch (StartException e)
        {
            await error.WriteLineAsync($"outreach: {e.Message}");
            return 2;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stopping)
    {
        signal.Cancel = true;
        // Not inline: what waits on it must not run, or fail, on the signal's own thread.
        _ = stopping.CancelAsync();
    }
}
