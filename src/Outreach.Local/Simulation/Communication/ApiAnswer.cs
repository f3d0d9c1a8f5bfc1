using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.Core.Json;

namespace Outreach.Local.Simulation.Communication;

/// <summary>An answer of the REST API, in the documented shapes of success and error.</summary>
internal sealed record ApiAnswer(int Status, object Body)
{
    private const string Json = "application/json; charset=utf-8";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The connection breaks off instead: whoever asked does not learn whether it was done.</summary>
    public bool IsLost { get; init; }

    public static ApiAnswer Lost { get; } = new(0, "") { IsLost = true };

    /// <summary><c>{"error":{"code","message"}}</c></summary>
    public static ApiAnswer Error(int status, string code, string message, string? target = null) =>
        new(status, new { error = new { code, message, target } }) { Headers = [("x-ms-error-code", code)] };

    public static ApiAnswer Denied(string message) => Error(StatusCodes.Status401Unauthorized, "Denied", message);

    public static ApiAnswer BadRequest(string message, string? target = null) => Error(StatusCodes.Status400BadRequest, "BadRequest", message, target);

    public static ApiAnswer TooMany(Duration wait) => Error(StatusCodes.Status429TooManyRequests, "TooManyRequests", "The rate limit is exceeded. Try again after the time in Retry-After.") is var answer
        ? answer with { Headers = [.. answer.Headers, ("Retry-After", Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture))] }
        : answer;

    /// <summary><c>{"type","title","status","errors":{field:[…]},"traceId"}</c>, which the SMS API answers to a malformed body.</summary>
    public static ApiAnswer Invalid(string field, string message) => new(StatusCodes.Status400BadRequest, new
    {
        type = "https://tools.ietf.org/html/rfc9110#section-15.5.1",
        title = "One or more validation errors occurred.",
        status = StatusCodes.Status400BadRequest,
        errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] },
        traceId = Guid.NewGuid().ToString(),
    });

    public static ApiAnswer NotFound() => new(StatusCodes.Status404NotFound, new
    {
        type = "https://tools.ietf.org/html/rfc9110#section-15.5.5",
        title = "Not Found",
        status = StatusCodes.Status404NotFound,
        traceId = Guid.NewGuid().ToString(),
    });

    public async Task WriteAsync(HttpContext context)
    {
        if (IsLost)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = Status;
        context.Response.ContentType = Json;
        foreach (var (name, value) in Headers) context.Response.Headers[name] = value;
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(Body, OutreachJson.Options), context.RequestAborted);
    }
}
