using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Outreach.Local.Simulation.Communication;

/// <summary>A rightly signed request with a known version.</summary>
internal sealed record ApiCall(HttpContext Context, byte[] Body)
{
    /// <summary>Scheme and authority that the client has used.</summary>
    public string Endpoint => $"{Context.Request.Scheme}://{Context.Request.Host}";

    public string Version => Context.Request.Query["api-version"].ToString();

    public string Place(string name) => Context.GetRouteValue(name) as string ?? "";

    /// <summary>Null for what is no JSON object of this shape.</summary>
    public T? Read<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What stands before every operation: the version, the size and the signature.</summary>
internal sealed class ApiDoor(SignatureCheck signature)
{
    /// <summary>10 MiB a request, documented for email; a text is far smaller.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <param name="since">The first api-version that has the operation, as "2021-03-07".</param>
    public Func<HttpContext, Task> Open(string since, Func<ApiCall, ApiAnswer> answer) => async context =>
        await (await ReadAsync(context) is { } body
            ? Refuse(context.Request, body, since) ?? answer(new ApiCall(context, body))
            : ApiAnswer.Error(StatusCodes.Status413PayloadTooLarge, "RequestBodyTooLarge", "A request may have 10 MiB.")).WriteAsync(context);

    private ApiAnswer? Refuse(HttpRequest request, byte[] body, string since)
    {
        if (signature.Refuse(request, body) is { } why) return ApiAnswer.Denied(why);
        var version = request.Query["api-version"].ToString();
        if (version.Length == 0) return ApiAnswer.Error(StatusCodes.Status400BadRequest, "ApiVersionUnspecified", "An API version is required, but was not specified.");
        return IsVersion(version) && string.CompareOrdinal(version, since) >= 0
            ? null
            : ApiAnswer.Error(StatusCodes.Status400BadRequest, "UnsupportedApiVersion", $"The HTTP resource does not support the API version '{version}'. The simulated carrier has it since {since}.");
    }

    private static bool IsVersion(string text) =>
        text.Length >= 10 && text[..10].Select((c, i) => i is 4 or 7 ? c == '-' : char.IsAsciiDigit(c)).All(b => b) && text[10..] is "" or "-preview";

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[8192];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
        {
            if (memory.Length + read > MostBytes) return null;
            memory.Write(buffer, 0, read);
        }

        return memory.ToArray();
    }
}
