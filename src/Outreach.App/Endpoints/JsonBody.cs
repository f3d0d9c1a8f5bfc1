using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Outreach.App.Endpoints;

/// <summary>Reads a JSON object from a request.</summary>
internal static class JsonBody
{
    private const int MostBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static Problem TooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, "too-large", $"At most {MostBytes / 1024} KiB are accepted.");

    /// <summary>An empty body is an empty object where it <paramref name="mayBeEmpty"/>.</summary>
    public static async Task<BodyRead> ReadAsync(HttpContext context, bool mayBeEmpty = false)
    {
        if (await BytesAsync(context.Request, MostBytes, context.RequestAborted) is not { } bytes)
        {
            return new(null, TooLarge);
        }
        if (bytes.Length == 0 && mayBeEmpty) return new(new Fields(JsonElement.Parse("{}")), null);
        var (body, error) = Parse(bytes);
        return error is null ? new(new Fields(body), null) : new(null, Problem.Invalid("", error));
    }

    /// <summary>The whole body, or null when it is larger than allowed.</summary>
    public static async Task<byte[]?> BytesAsync(HttpRequest request, int most, CancellationToken cancel)
    {
        if (request.ContentLength > most) return null;
        using var memory = new MemoryStream();
        var buffer = new byte[8192];
        while (await request.Body.ReadAsync(buffer, cancel) is var read and > 0)
        {
            if (memory.Length + read > most) return null;
            memory.Write(buffer, 0, read);
        }
        return memory.ToArray();
    }

    private static (JsonElement Body, string? Error) Parse(byte[] bytes)
    {
        try
        {
            var body = JsonElement.Parse(bytes, Strict);
            return body.ValueKind == JsonValueKind.Object ? (body, null) : (default, "The body must be one JSON object, as {\"field\": \"value\"}.");
        }
        catch (JsonException exception)
        {
            return (default, $"The body is not JSON that can be read: look at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }
    }
}

/// <summary>The fields, or why there are none.</summary>
internal sealed record BodyRead(Fields? Fields, Problem? Problem);
