using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints.OpenApi;
using Outreach.App.Pages;

namespace Outreach.App.Endpoints;

/// <summary>Every endpoint that both hosts serve.</summary>
public static class OutreachEndpoints
{
    /// <param name="ofHost">A host's own, which are in the OpenAPI document too.</param>
    public static IReadOnlyList<Endpoint> All(IReadOnlyList<Endpoint>? ofHost = null)
    {
        List<Endpoint> list =
        [
            .. PatientEndpoints.All,
            .. FollowUpEndpoints.All,
            .. EscalationEndpoints.All,
            .. BoardEndpoints.All,
            .. PlanEndpoints.All,
            .. PracticeEndpoints.All,
            .. ArchiveEndpoints.All,
            .. OperatingEndpoints.All,
            .. PageEndpoints.All,
            .. ofHost ?? [],
        ];
        list.Add(new("OpenApi", HttpMethods.Get, "openapi/v1.json", Access.Anyone, context => new JsonAnswer(OpenApiDocument.Build(list, Schemas.Named)).WriteAsync(context))
        {
            Operation = new("This document") { Answers = [new(200, "OpenAPI 3.1.", new Schema { Type = "object" })] },
        });
        return list;
    }
}
