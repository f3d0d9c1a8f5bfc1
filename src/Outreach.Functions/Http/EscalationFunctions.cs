using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Outreach.Functions.Http;

/// <summary>Concerns and what providers do about them, what nobody has read, and who cannot be reached.</summary>
public sealed class EscalationFunctions(Served served)
{
    [Function("ListEscalations")]
    public Task<IResult> ListEscalationsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/escalations")] HttpRequest request) => served.AsIsAsync("ListEscalations", request);

    [Function("Acknowledge")]
    public Task<IResult> AcknowledgeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/escalations/{id}/acknowledge")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("Acknowledge", request, client);

    [Function("Called")]
    public Task<IResult> CalledAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/escalations/{id}/called")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("Called", request, client);

    [Function("ReplyToPatient")]
    public Task<IResult> ReplyToPatientAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/escalations/{id}/reply")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("ReplyToPatient", request, client);

    [Function("UndoAcknowledge")]
    public Task<IResult> UndoAcknowledgeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/escalations/{id}/undo")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("UndoAcknowledge", request, client);

    [Function("Snooze")]
    public Task<IResult> SnoozeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/escalations/{id}/snooze")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("Snooze", request, client);

    [Function("AskColleague")]
    public Task<IResult> AskColleagueAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/escalations/{id}/ask")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("AskColleague", request, client);

    [Function("Resolve")]
    public Task<IResult> ResolveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/escalations/{id}/resolve")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("Resolve", request, client);

    [Function("ListUnread")]
    public Task<IResult> ListUnreadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/unread")] HttpRequest request) => served.AsIsAsync("ListUnread", request);

    [Function("SeeUnread")]
    public Task<IResult> SeeUnreadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/unread/seen")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("SeeUnread", request, client);

    [Function("ListUnreachable")]
    public Task<IResult> ListUnreachableAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/unreachable")] HttpRequest request) => served.AsIsAsync("ListUnreachable", request);
}
