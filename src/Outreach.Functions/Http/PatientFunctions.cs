using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Outreach.Functions.Http;

/// <summary>Patients and their plans.</summary>
public sealed class PatientFunctions(Served served)
{
    [Function("SavePatient")]
    public Task<IResult> SavePatientAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/patients")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("SavePatient", request, client);

    [Function("ListPatients")]
    public Task<IResult> ListPatientsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/patients")] HttpRequest request) => served.AsIsAsync("ListPatients", request);

    [Function("GetPatient")]
    public Task<IResult> GetPatientAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/patients/{id}")] HttpRequest request) => served.AsIsAsync("GetPatient", request);

    [Function("GetTimeline")]
    public Task<IResult> GetTimelineAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/patients/{id}/timeline")] HttpRequest request) => served.AsIsAsync("GetTimeline", request);

    [Function("GetFhirBundle")]
    public Task<IResult> GetFhirBundleAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/patients/{id}/fhir")] HttpRequest request) => served.AsIsAsync("GetFhirBundle", request);

    [Function("Enroll")]
    public Task<IResult> EnrollAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/patients/{id}/enrollments")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("Enroll", request, client);

    [Function("Withdraw")]
    public Task<IResult> WithdrawAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/patients/{id}/enrollments/{plan}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("Withdraw", request, client);

    [Function("ChangeStatus")]
    public Task<IResult> ChangeStatusAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/patients/{id}/status")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("ChangeStatus", request, client);

    [Function("LiftOptOut")]
    public Task<IResult> LiftOptOutAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/patients/{id}/opt-ins")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("LiftOptOut", request, client);

    [Function("ListPlans")]
    public Task<IResult> ListPlansAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/plans")] HttpRequest request) => served.AsIsAsync("ListPlans", request);
}
