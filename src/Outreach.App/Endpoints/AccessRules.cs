using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Outreach.App.Endpoints;

/// <summary>Who may use the admin API.</summary>
/// <param name="TrustLoopback">Only where callers connect to this process themselves. Never behind a front end on the same machine, as the Functions host is: there every call comes from loopback.</param>
/// <param name="Key">What <c>x-functions-key</c> must be; null when no key opens it.</param>
public sealed record AccessRules(bool TrustLoopback, string? Key)
{
    /// <summary>Where the host knows who has signed in: who it is and what they may do.</summary>
    public Func<HttpContext, Staff?>? SignedIn { get; init; }

    /// <summary>Where a browser is sent to sign in, with the page it came for appended; null where nobody can.</summary>
    public string? SignInAt { get; init; }

    public const string KeyHeader = "x-functions-key";

    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Via"];

    /// <summary>Null when the caller may go on.</summary>
    internal Problem? Refuse(HttpContext context)
    {
        if (SignedIn?.Invoke(context)?.Role == StaffRole.Admin) return null;
        var given = context.Request.Headers[KeyHeader].ToString();
        if (given.Length > 0)
        {
            return Key is not null && CryptographicOperations.FixedTimeEquals(Digest(given), Digest(Key))
                ? null
                : new Problem(StatusCodes.Status403Forbidden, "wrong-key", $"The key in {KeyHeader} is not this server's key.");
        }
        return TrustLoopback && IsLocal(context)
            ? null
            : new Problem(StatusCodes.Status401Unauthorized, "key-required", $"Send the server's key in the header {KeyHeader}. Without a key only http://127.0.0.1 or http://localhost on the machine itself is served.");
    }

    /// <summary>Who is at the board; null for a stranger.</summary>
    internal Staff? StaffOf(HttpContext context) =>
        SignedIn?.Invoke(context) ?? (TrustLoopback && IsLocal(context) ? Staff.AtThisMachine : null);

    /// <summary>The Host check stops a page of another site whose name was pointed at 127.0.0.1; the Origin check one that posts to us across sites.</summary>
    private static bool IsLocal(HttpContext context)
    {
        var request = context.Request;
        return context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            && IsLoopbackHost(request.Host.Host)
            && !Forwarding.Any(request.Headers.ContainsKey)
            && SameOrigin(request);
    }

    /// <summary>Our pages send no referrer, and so a browser calls the origin of their forms "null"; that it is ours it then says in a header that no page can set.</summary>
    private static bool SameOrigin(HttpRequest request) =>
        request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || (origin == "null" && request.Headers["Sec-Fetch-Site"] == "same-origin")
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || host is "127.0.0.1" or "[::1]" or "::1";

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
