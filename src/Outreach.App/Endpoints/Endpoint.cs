using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints.OpenApi;

namespace Outreach.App.Endpoints;

/// <summary>Who may call.</summary>
public enum Access
{
    /// <summary>Anyone: assets, the OpenAPI document.</summary>
    Anyone,

    /// <summary>The holder of a signed link.</summary>
    SignedLink,

    /// <summary>A person of the practice who has signed in, with their role; on loopback whoever sits at the machine.</summary>
    Staff,

    /// <summary>Loopback without a key, anywhere else with the key in <c>x-functions-key</c> or the Entra role.</summary>
    Admin,
}

/// <summary>One endpoint as data; each host maps it in its own way.</summary>
/// <param name="Name">Unique, PascalCase, e.g. "AcknowledgeEscalation".</param>
/// <param name="Route">Without a leading slash, e.g. "api/patients/{id}".</param>
public sealed record Endpoint(string Name, string Method, string Route, Access Access, Func<HttpContext, Task> Handle)
{
    /// <summary>What the OpenAPI document says of it.</summary>
    public Operation Operation { get; init; } = new("");
}
