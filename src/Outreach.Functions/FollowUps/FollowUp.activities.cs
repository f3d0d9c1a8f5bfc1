using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Outreach.App.Stepping;
using Outreach.Core.Patients;

namespace Outreach.Functions.FollowUps;

/// <summary>What the clock has done. Each may run twice: the ledger's revision makes a second step harmless, the outbox key a second attempt.</summary>
public sealed class Activities(Turns turns, Clocks clocks)
{
    public const string Step = "Step";
    public const string SendSms = "SendSms";
    public const string SendEmail = "SendEmail";

    public static readonly TaskOptions OneQuickRetry = TaskOptions.FromRetryPolicy(new RetryPolicy(maxNumberOfAttempts: 2, TimeSpan.FromSeconds(3)));

    [Function(Step)]
    public async Task<Turned> StepAsync([ActivityTrigger] string patient, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var id = Id(patient);
        return Turned.Of(id, await clocks.OthersAsync(client, id, () => turns.StepAsync(id, cancel), cancel));
    }

    [Function(SendSms)]
    public Task<Turned> SendSmsAsync([ActivityTrigger] DueMessage due, [DurableClient] DurableTaskClient client, CancellationToken cancel) => AttemptAsync(due, client, cancel);

    [Function(SendEmail)]
    public Task<Turned> SendEmailAsync([ActivityTrigger] DueMessage due, [DurableClient] DurableTaskClient client, CancellationToken cancel) => AttemptAsync(due, client, cancel);

    private async Task<Turned> AttemptAsync(DueMessage due, DurableTaskClient client, CancellationToken cancel)
    {
        var id = Id(due.Patient);
        return Turned.Of(id, await clocks.OthersAsync(client, id, () => turns.AttemptAsync(id, due.Key, due.Attempt, cancel), cancel));
    }

    private static PatientId Id(string patient) => PatientId.TryParse(patient) ?? throw new ArgumentException("The instance id of a follow-up is a patient's id, 32 hex digits.", nameof(patient));
}
