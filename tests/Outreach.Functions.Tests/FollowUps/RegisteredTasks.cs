using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Outreach.Functions.FollowUps;

namespace Outreach.Functions.Tests.FollowUps;

/// <summary>The activities under the names the Functions host knows them by, for the engine's own test host. In one place: the engine's analyzers take a name that a project registers twice for a mistake.</summary>
internal static class RegisteredTasks
{
    /// <param name="client">Asked when an activity runs: the engine has to be up first.</param>
    /// <param name="around">Sees each activity's name and what comes of it; null for nobody.</param>
    public static void AddActivities(this DurableTaskRegistry tasks, Activities activities, Func<DurableTaskClient> client, Func<string, Task<Turned>, Task<Turned>>? around = null)
    {
        around ??= (_, turned) => turned;
        tasks.AddActivityFunc<string, Turned>(Activities.Step, (_, patient) => around(Activities.Step, activities.StepAsync(patient, client(), CancellationToken.None)));
        tasks.AddActivityFunc<DueMessage, Turned>(Activities.SendSms, (_, due) => around(Activities.SendSms, activities.SendSmsAsync(due, client(), CancellationToken.None)));
        tasks.AddActivityFunc<DueMessage, Turned>(Activities.SendEmail, (_, due) => around(Activities.SendEmail, activities.SendEmailAsync(due, client(), CancellationToken.None)));
    }
}
