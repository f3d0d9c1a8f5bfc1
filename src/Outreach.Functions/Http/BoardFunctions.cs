using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Outreach.Functions.Http;

/// <summary>The practice's board, for staff who have signed in.</summary>
public sealed class BoardFunctions(Served served)
{
    [Function("Board")]
    public Task<IResult> BoardAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board")] HttpRequest request) => served.AsIsAsync("Board", request);

    [Function("BoardUnread")]
    public Task<IResult> BoardUnreadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/unread")] HttpRequest request) => served.AsIsAsync("BoardUnread", request);

    [Function("BoardSeen")]
    public Task<IResult> BoardSeenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "board/unread")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("BoardSeen", request, client);

    [Function("BoardEscalation")]
    public Task<IResult> BoardEscalationAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/escalations/{id}")] HttpRequest request) => served.AsIsAsync("BoardEscalation", request);

    [Function("BoardPatients")]
    public Task<IResult> BoardPatientsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/patients")] HttpRequest request) => served.AsIsAsync("BoardPatients", request);

    [Function("BoardFind")]
    public Task<IResult> BoardFindAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "board/patients")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("BoardFind", request, client);

    [Function("BoardUnreachable")]
    public Task<IResult> BoardUnreachableAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/unreachable")] HttpRequest request) => served.AsIsAsync("BoardUnreachable", request);

    [Function("BoardNewPatient")]
    public Task<IResult> BoardNewPatientAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/new")] HttpRequest request) => served.AsIsAsync("BoardNewPatient", request);

    [Function("BoardAddPatient")]
    public Task<IResult> BoardAddPatientAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "board/new")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("BoardAddPatient", request, client);

    [Function("BoardPatient")]
    public Task<IResult> BoardPatientAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/patients/{id}")] HttpRequest request) => served.AsIsAsync("BoardPatient", request);

    [Function("BoardPatientForm")]
    public Task<IResult> BoardPatientFormAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "board/patients/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("BoardPatientForm", request, client);

    [Function("BoardPatientProfile")]
    public Task<IResult> BoardPatientProfileAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/patients/{id}/edit")] HttpRequest request) => served.AsIsAsync("BoardPatientProfile", request);

    [Function("BoardChangePatient")]
    public Task<IResult> BoardChangePatientAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "board/patients/{id}/edit")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("BoardChangePatient", request, client);

    [Function("BoardChart")]
    public Task<IResult> BoardChartAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/patients/{id}/chart")] HttpRequest request) => served.AsIsAsync("BoardChart", request);
}
