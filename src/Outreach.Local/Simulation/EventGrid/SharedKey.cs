using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace Outreach.Local.Simulation.EventGrid;

/// <summary>Signs a request to a storage queue with the account's key (learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key).</summary>
internal static class SharedKey
{
    private const string ServiceVersion = "2021-12-02";

    public static void Sign(HttpRequestMessage request, StorageAccount account, Instant now)
    {
        request.Headers.Add("x-ms-date", now.ToDateTimeUtc().ToString("R", CultureInfo.InvariantCulture));
        request.Headers.Add("x-ms-version", ServiceVersion);
        var signature = HMACSHA256.HashData(account.Key, Encoding.UTF8.GetBytes(TextToSign(request, account.Name)));
        request.Headers.Authorization = new AuthenticationHeaderValue("SharedKey", $"{account.Name}:{Convert.ToBase64String(signature)}");
    }

    private static string TextToSign(HttpRequestMessage request, string account)
    {
        var length = request.Content?.Headers.ContentLength is { } bytes and > 0 ? bytes.ToString(CultureInfo.InvariantCulture) : "";
        var type = request.Content?.Headers.ContentType?.ToString() ?? "";
        var headers = request.Headers
            .Where(h => h.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .Select(h => $"{h.Key.ToLowerInvariant()}:{string.Join(',', h.Value)}\n")
            .Order(StringComparer.Ordinal);
        var query = QueryHelpers.ParseQuery(request.RequestUri!.Query).OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => $"\n{q.Key}:{q.Value}");
        // Empty lines: encoding, language, MD5, date, the conditions and the range, of which none is sent.
        return $"{request.Method}\n\n\n{length}\n\n{type}\n\n\n\n\n\n\n{string.Concat(headers)}/{account}{request.RequestUri.AbsolutePath}{string.Concat(query)}";
    }
}
