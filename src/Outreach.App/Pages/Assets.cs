using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;

namespace Outreach.App.Pages;

/// <summary>Style sheet, icon and script, from the assembly. An address carries the content's hash, so it may be kept for a year.</summary>
internal static class Assets
{
    private const string Prefix = "Outreach.App.Pages.assets.";

    private static readonly FrozenDictionary<string, Asset> All = typeof(Assets).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(n => n[Prefix.Length..], Load, StringComparer.Ordinal);

    public static string Address(string name) => $"/assets/{name}?v={All[name].Hash}";

    public static async Task HandleAsync(HttpContext context)
    {
        if (!All.TryGetValue(context.Place("name"), out var asset))
        {
            await EndpointGuard.NotFoundAsync(context);
            return;
        }
        var etag = $"\"{asset.Hash}\"";
        var headers = context.Response.Headers;
        headers.ETag = etag;
        headers.CacheControl = context.Query("v") == asset.Hash ? "public, max-age=31536000, immutable" : "public, no-cache";
        if (context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Any(t => t == etag || t == "W/" + etag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = asset.Type;
        context.Response.ContentLength = asset.Bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(asset.Bytes, context.RequestAborted);
    }

    private static Asset Load(string resource)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)), Type(resource));
    }

    private static string Type(string resource) => Path.GetExtension(resource) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new NotSupportedException($"No content type is known for {other}."),
    };

    private sealed record Asset(byte[] Bytes, string Hash, string Type);
}
