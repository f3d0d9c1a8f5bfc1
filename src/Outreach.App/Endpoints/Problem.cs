using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Outreach.App.Stepping;

namespace Outreach.App.Endpoints;

/// <summary>One thing wrong in a request: where, what is wrong and what is accepted.</summary>
public sealed record FieldError(string Field, string Message);

/// <summary>Why a request was not carried out (RFC 9457, application/problem+json).</summary>
/// <param name="Code">For machines, stable.</param>
/// <param name="Detail">For people: what is wrong and what to do instead; nothing personal (R12).</param>
internal sealed record Problem(int Status, string Code, string Detail) : IAnswer
{
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    public static Problem Invalid(IReadOnlyList<FieldError> errors) =>
        new(StatusCodes.Status400BadRequest, "invalid", errors.Count == 1 ? "One thing in the request is not right." : $"{errors.Count} things in the request are not right.") { Errors = errors };

    public static Problem Invalid(string field, string message) => Invalid([new FieldError(field, message)]);

    public static Problem NotFound(string what) => new(StatusCodes.Status404NotFound, "not-found", what);

    public static Problem Refused(SubmittedRefusal refusal) => new(StatusCodes.Status409Conflict, refusal.Code, refusal.Message);

    public Task WriteAsync(HttpContext context)
    {
        var body = new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = Title,
            ["status"] = Status,
            ["code"] = Code,
            ["detail"] = Detail,
        };
        if (Errors.Count > 0) body["errors"] = new JsonArray([.. Errors.Select(e => new JsonObject { ["field"] = e.Field, ["message"] = e.Message })]);
        body["traceId"] = TraceId(context);
        return new JsonAnswer(body, Status) { ContentType = "application/problem+json" }.WriteAsync(context);
    }

    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private string Title => Status switch
    {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        _ => "Internal Server Error",
    };
}
