using NodaTime;

namespace Outreach.App.Health;

/// <summary>When the auditor was last there, told by whichever instance ran it to whichever is asked.</summary>
public interface IAuditorNotes
{
    ValueTask WriteAsync(AuditorRun run, CancellationToken cancel);

    /// <summary>Null before the first.</summary>
    ValueTask<AuditorRun?> LastAsync(CancellationToken cancel);
}

/// <param name="TakenUp">What it found overdue and did.</param>
public sealed record AuditorRun(Instant At, int TakenUp);

/// <summary>For an app of one process.</summary>
public sealed class AuditorNotes : IAuditorNotes
{
    private AuditorRun? last;

    public ValueTask WriteAsync(AuditorRun run, CancellationToken cancel)
    {
        Volatile.Write(ref last, run);
        return ValueTask.CompletedTask;
    }

    public ValueTask<AuditorRun?> LastAsync(CancellationToken cancel) => ValueTask.FromResult(Volatile.Read(ref last));
}
