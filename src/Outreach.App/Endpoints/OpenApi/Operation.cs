namespace Outreach.App.Endpoints.OpenApi;

/// <summary>What the OpenAPI document says of one endpoint, beside what its method, route and access say already.</summary>
public sealed record Operation(string Summary)
{
    public string? Description { get; init; }

    /// <summary>Parameters after the question mark; none is required.</summary>
    public IReadOnlyList<(string Name, Schema Schema)> Query { get; init; } = [];

    public Schema? Body { get; init; }

    /// <summary>What the body is sent as; forms of the pages are not JSON.</summary>
    public string BodyType { get; init; } = "application/json";

    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>An act that a repeat with the same Idempotency-Key does not do twice.</summary>
    public bool Idempotent { get; init; }
}

/// <param name="Schema">Null for an answer without a body, or one that is not JSON.</param>
/// <param name="Type">What it is sent as, where it is not JSON.</param>
public sealed record Answer(int Status, string Description, Schema? Schema = null, string? Type = null);
