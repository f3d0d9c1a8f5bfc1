using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Outreach.Functions.Http;

/// <summary>What people open: pages behind signed links, and what those load.</summary>
public sealed class PageFunctions(Served served)
{
    [Function("EscalationPage")]
    public Task<IResult> EscalationPageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "e/{token}")] HttpRequest request) => served.AsIsAsync("EscalationPage", request);

    [Function("EscalationForm")]
    public Task<IResult> EscalationFormAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "e/{token}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("EscalationForm", request, client);

    [Function("CheckInPage")]
    public Task<IResult> CheckInPageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "c/{token}")] HttpRequest request) => served.AsIsAsync("CheckInPage", request);

    [Function("CheckInForm")]
    public Task<IResult> CheckInFormAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "c/{token}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("CheckInForm", request, client);

    [Function("PlanPage")]
    public Task<IResult> PlanPageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "p/{token}")] HttpRequest request) => served.AsIsAsync("PlanPage", request);

    [Function("PlanForm")]
    public Task<IResult> PlanFormAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "p/{token}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        served.DecidingAsync("PlanForm", request, client);

    [Function("Asset")]
    public Task<IResult> AssetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "assets/{name}")] HttpRequest request) => served.AsIsAsync("Asset", request);

    [Function("OpenApi")]
    public Task<IResult> OpenApiAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi/v1.json")] HttpRequest request) => served.AsIsAsync("OpenApi", request);
}
