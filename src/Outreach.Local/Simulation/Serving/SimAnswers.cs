using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Outreach.Core.Json;

namespace Outreach.Local.Simulation.Serving;

/// <summary>A request that cannot be carried out: what is wrong, and what to write instead.</summary>
internal sealed class SimRefusal(int status, string code, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static SimRefusal Invalid(string detail) => new(StatusCodes.Status400BadRequest, "invalid", detail);

    public static SimRefusal Conflict(string code, string detail) => new(StatusCodes.Status409Conflict, code, detail);
}

/// <summary>JSON answers and problem+json (RFC 9457).</summary>
internal static class SimAnswers
{
    /// <summary>A handler whose answer is JSON and whose refusals are problems.</summary>
    public static Func<HttpContext, Task> Json(Func<HttpContext, Task<object>> handle, int status = StatusCodes.Status200OK) => async context =>
    {
        try
        {
            await WriteAsync(context, status, "application/json", await handle(context));
        }
        catch (SimRefusal refusal)
        {
            await WriteAsync(context, refusal.Status, "application/problem+json", new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["type"] = "about:blank",
                ["title"] = refusal.Status == StatusCodes.Status409Conflict ? "Conflict" : "Bad Request",
                ["status"] = refusal.Status,
                ["code"] = refusal.Code,
                ["detail"] = refusal.Message,
            });
        }
    };

    private static Task WriteAsync(HttpContext context, int status, string type, object body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type + "; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, OutreachJson.Options), context.RequestAborted).AsTask();
    }
}

/// <summary>The fields of a JSON object in a request; fields nobody asked for are refused, so that a misspelt one is not silently without effect.</summary>
internal sealed class SimBody
{
    private const int MostBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    private readonly JsonElement body;

    private SimBody(JsonElement parsed) => body = parsed;

    public static async Task<SimBody> ReadAsync(HttpContext context, string example, params string[] fields)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[8192];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
        {
            if (memory.Length + read > MostBytes) throw new SimRefusal(StatusCodes.Status413PayloadTooLarge, "too-large", $"At most {MostBytes / 1024} KiB are accepted.");
            memory.Write(buffer, 0, read);
        }

        var parsed = Parse(memory.ToArray(), example);
        var unknown = parsed.EnumerateObject().Select(p => p.Name).FirstOrDefault(n => !fields.Contains(n, StringComparer.Ordinal));
        return unknown is null ? new SimBody(parsed) : throw SimRefusal.Invalid($"There is a field that is not known. Known are: {string.Join(", ", fields)}. For example {example}.");
    }

    public bool Has(string name) => body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string? Text(string name, string wanted) => !Has(name)
        ? null
        : body.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : throw SimRefusal.Invalid($"\"{name}\" must be text in quotes: {wanted}.");

    public double? Number(string name, string wanted) => !Has(name)
        ? null
        : body.GetProperty(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? number : throw SimRefusal.Invalid($"\"{name}\" must be a number without quotes: {wanted}.");

    /// <summary>A word or a number: 503 and "503" are the same.</summary>
    public string? Word(string name) => !Has(name)
        ? null
        : body.GetProperty(name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => "",
        };

    private static JsonElement Parse(byte[] bytes, string example)
    {
        try
        {
            var parsed = JsonElement.Parse(bytes, Strict);
            return parsed.ValueKind == JsonValueKind.Object ? parsed : throw SimRefusal.Invalid($"The body must be one JSON object, for example {example}.");
        }
        catch (JsonException)
        {
            throw SimRefusal.Invalid($"The body is not JSON that can be read. Send for example {example}.");
        }
    }
}
