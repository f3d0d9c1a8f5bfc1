using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Outreach.Functions.FollowUps;

/// <summary>The durable clock of one patient; its instance id is the patient's random id. It holds no rules: it steps, delivers what is due,
/// waits for the next wake or a nudge, and begins anew. State decides what is due, so any turn may come too early, twice or not at all.</summary>
public static class FollowUp
{
    public const string Name = "FollowUp";

    /// <summary>Carries nothing: what happened is in the ledger.</summary>
    public const string Nudge = "nudge";

    /// <summary>More goes on with the next turn, so that no history grows long.</summary>
    private const int MostRounds = 12;

    /// <summary>A lost nudge costs a day at most; the auditor finds it sooner.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var wake = await TurnAsync(context);
        var latest = context.CurrentUtcDateTime + LongestWait;
        using var over = new CancellationTokenSource();
        var nudge = context.WaitForExternalEvent<object?>(Nudge, over.Token);
        var timer = context.CreateTimer(wake is { } at && at < latest ? at : latest, over.Token);
        await Task.WhenAny(nudge, timer);
#pragma warning disable CA1849, MA0042, S6966 // An orchestration awaits durable tasks only.
        over.Cancel();
#pragma warning restore CA1849, MA0042, S6966
        context.ContinueAsNew(preserveUnprocessedEvents: true);
    }

    /// <summary>When to wake again; null for no earlier than the longest wait. One try for each attempt: what failed is in the ledger, which says when to try again.</summary>
    private static async Task<DateTime?> TurnAsync(TaskOrchestrationContext context)
    {
        try
        {
            var turn = await context.CallActivityAsync<Turned>(Activities.Step, context.InstanceId, Activities.OneQuickRetry);
            for (var round = 0; round < MostRounds && turn.Due.Length > 0; round++)
            {
                turn = Turned.Together(await Task.WhenAll(turn.Due.Select(due => AttemptAsync(context, due)).ToList()));
            }

            return turn.Due.Length > 0 ? context.CurrentUtcDateTime : turn.WakeAt;
        }
        catch (TaskFailedException)
        {
            return context.CurrentUtcDateTime + AfterFailure;
        }
    }

    /// <summary>One that fails holds up none of the others, nor what they make due.</summary>
    private static async Task<Turned> AttemptAsync(TaskOrchestrationContext context, DueMessage due)
    {
        try
        {
            return await context.CallActivityAsync<Turned>(due.Activity, due);
        }
        catch (TaskFailedException)
        {
            return new Turned([], context.CurrentUtcDateTime + AfterFailure);
        }
    }
}
