using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints.OpenApi;

namespace Outreach.App.Endpoints;

/// <summary>The care plans at hand.</summary>
internal static class PlanEndpoints
{
    public static IEnumerable<Endpoint> All =>
    [
        new("ListPlans", HttpMethods.Get, "api/plans", Access.Admin, Asked.Api(ListAsync))
        {
            Operation = new("List the care plans") { Answers = [new(200, "All of them, on one page.", Schema.Page(Schema.Ref("Plan")))] },
        },
    ];

    private static Task<IAnswer> ListAsync(HttpContext context) =>
        Task.FromResult<IAnswer>(JsonAnswer.Page(context.Known().Plans.All.Select(Views.Of), null));
}
