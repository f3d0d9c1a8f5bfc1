using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Outreach.Core.Json;

namespace Outreach.App.Endpoints;

/// <summary>What a handler of the API answers.</summary>
internal interface IAnswer
{
    Task WriteAsync(HttpContext context);
}

/// <summary>An answer as JSON.</summary>
internal sealed record JsonAnswer(JsonNode Body, int Status = StatusCodes.Status200OK) : IAnswer
{
    /// <summary>Where a new thing is found.</summary>
    public string? Location { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>A page of a list; <paramref name="next"/> is what to hand in for the page after it.</summary>
    public static JsonAnswer Page(IEnumerable<JsonNode> items, string? next) => new(new JsonObject { ["items"] = new JsonArray([.. items]), ["next"] = next });

    public async Task WriteAsync(HttpContext context)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(Body, OutreachJson.Options);
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType + "; charset=utf-8";
        response.ContentLength = bytes.Length;
        if (Location is not null) response.Headers.Location = Location;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}

/// <summary>Done, and nothing to say.</summary>
internal sealed record NothingToSay : IAnswer
{
    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
