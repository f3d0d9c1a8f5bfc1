using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Outreach.Local.Simulation.Communication;

/// <summary>The HMAC-SHA256 of a request: over the verb, the path with its query, and the values of the headers it names itself.
/// The .NET client names <c>date</c> where the documentation and the JavaScript client have <c>x-ms-date</c>.</summary>
internal sealed class SignatureCheck(AccessKey key)
{
    public const string WrongContent = "Request 'x-ms-content-sha256' differs from generated content hash.";

    private const string Scheme = "HMAC-SHA256 ";
    private const string ContentHash = "x-ms-content-sha256";

    /// <summary>Why the request is denied; null when it is rightly signed.</summary>
    public string? Refuse(HttpRequest request, byte[] body)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return "Only access keys are simulated, not tokens: use the connection string with the access key.";
        if (!authorization.StartsWith(Scheme, StringComparison.Ordinal) || Parse(authorization[Scheme.Length..]) is not var (named, signature)) return "The request is not signed: send Authorization: HMAC-SHA256 SignedHeaders=…&Signature=….";
        if (!IsEnough(named)) return "SignedHeaders must name a date (x-ms-date or date), host and x-ms-content-sha256.";
        if (named.FirstOrDefault(n => !request.Headers.ContainsKey(n)) is { } missing) return $"SignedHeaders names '{missing}', which the request does not have.";
        if (!Same(request.Headers[ContentHash].ToString(), Convert.ToBase64String(SHA256.HashData(body)))) return WrongContent;
        return Same(signature, Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(TextToSign(request, named))))) ? null : "The signature does not match: check the access key, and what is signed.";
    }

    private static (string[] Named, string Signature)? Parse(string parameters)
    {
        const string Named = "SignedHeaders=";
        const string Signature = "Signature=";
        var parts = parameters.Split('&');
        return parts is [var first, var second] && first.StartsWith(Named, StringComparison.Ordinal) && second.StartsWith(Signature, StringComparison.Ordinal)
            ? (first[Named.Length..].Split(';'), second[Signature.Length..])
            : null;
    }

    private static bool IsEnough(string[] named) =>
        Has(named, "host") && Has(named, ContentHash) && (Has(named, "x-ms-date") || Has(named, "date"));

    private static bool Has(string[] named, string header) => named.Contains(header, StringComparer.OrdinalIgnoreCase);

    private static string TextToSign(HttpRequest request, string[] named)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(target)) target = request.Path + request.QueryString.Value;
        return $"{request.Method}\n{target}\n{string.Join(';', named.Select(n => request.Headers[n].ToString()))}";
    }

    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
