using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Outreach.App.Endpoints;

/// <summary>Maps the list in a host that has ASP.NET Core routing.</summary>
public static class EndpointMapping
{
    public static void MapOutreach(this IEndpointRouteBuilder routes, IEnumerable<Endpoint> endpoints)
    {
        foreach (var route in endpoints.GroupBy(e => e.Route, StringComparer.Ordinal))
        {
            Endpoint[] sameRoute = [.. route];
            routes.Map("/" + route.Key, context => EndpointGuard.InvokeAsync(context, sameRoute));
        }
        routes.MapFallback("{**path}", EndpointGuard.NotFoundAsync);
    }
}
