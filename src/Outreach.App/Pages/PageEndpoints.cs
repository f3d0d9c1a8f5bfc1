using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.App.Endpoints.OpenApi;
using Endpoint = Outreach.App.Endpoints.Endpoint;

namespace Outreach.App.Pages;

/// <summary>What people open: the provider's page of an escalation, the patient's check-in, and what those pages load.</summary>
internal static class PageEndpoints
{
    public static IEnumerable<Endpoint> All =>
    [
        new("Asset", HttpMethods.Get, "assets/{name}", Access.Anyone, Assets.HandleAsync)
        {
            Operation = new("Style sheet, icon and script of the pages") { Answers = [new(200, "The asset."), new(304, "As you have it.")] },
        },
    ];
}
