using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Outreach.App.Endpoints;
using Outreach.Core.Patients;
using Outreach.Functions.FollowUps;
using Endpoint = Outreach.App.Endpoints.Endpoint;

namespace Outreach.Functions.Http;

/// <summary>Serves App's endpoints by their names; the functions beside this only carry the attributes the Functions host reads.</summary>
public sealed class Served(Clocks clocks)
{
    private readonly FrozenDictionary<string, Endpoint> byName = OutreachEndpoints.All().ToFrozenDictionary(e => e.Name, StringComparer.Ordinal);

    public async Task<IResult> AsIsAsync(string name, HttpRequest request)
    {
        await EndpointGuard.InvokeAsync(request.HttpContext, byName[name]);
        return Results.Empty;
    }

    /// <summary>For an endpoint that decides something: the clocks of the patients it concerns are nudged.</summary>
    public Task<IResult> DecidingAsync(string name, HttpRequest request, DurableTaskClient client) =>
        clocks.AllAsync(client, () => new ValueTask<IResult>(AsIsAsync(name, request)), request.HttpContext.RequestAborted);

    public Task EndClockAsync(PatientId patient, DurableTaskClient client) => clocks.EndAsync(client, patient, CancellationToken.None);
}
