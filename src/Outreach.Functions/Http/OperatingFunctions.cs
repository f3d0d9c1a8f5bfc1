using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Outreach.Core.Patients;
using Outreach.Functions.FollowUps;

namespace Outreach.Functions.Http;

/// <summary>For whoever runs the app: configuration, backup, erasure, health.</summary>
public sealed class OperatingFunctions(Served served)
{
    [Function("Alive")]
    public Task<IResult> AliveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) => served.AsIsAsync("Alive", request);

    [Function("Health")]
    public Task<IResult> HealthAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request) => served.AsIsAsync("Health", request);

    [Function("Setup")]
    public Task<IResult> SetupAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/setup")] HttpRequest request) => served.AsIsAsync("Setup", request);

    [Function("GetPractice")]
    public Task<IResult> GetPracticeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/practice")] HttpRequest request) => served.AsIsAsync("GetPractice", request);

    [Function("PutPractice")]
    public Task<IResult> PutPracticeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/practice")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("PutPractice", request, client);

    [Function("ListPracticeVersions")]
    public Task<IResult> ListPracticeVersionsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/practice/versions")] HttpRequest request) => served.AsIsAsync("ListPracticeVersions", request);

    [Function("GetPracticeVersion")]
    public Task<IResult> GetPracticeVersionAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/practice/versions/{version}")] HttpRequest request) => served.AsIsAsync("GetPracticeVersion", request);

    [Function("GoBackToPracticeVersion")]
    public Task<IResult> GoBackToPracticeVersionAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/practice/versions/{version}/restore")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("GoBackToPracticeVersion", request, client);

    [Function("ErasePatient")]
    public async Task<IResult> ErasePatientAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/patients/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        var result = await served.DecidingAsync("ErasePatient", request, client);
        if (request.HttpContext.Response.StatusCode == StatusCodes.Status200OK && PatientId.TryParse(request.RouteValues["id"] as string) is { } id) await served.EndClockAsync(id, client);
        return result;
    }

    [Function("Backup")]
    public Task<IResult> BackupAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/backup")] HttpRequest request) => served.AsIsAsync("Backup", request);

    [Function("Restore")]
    public Task<IResult> RestoreAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/backup")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("Restore", request, client);
}
