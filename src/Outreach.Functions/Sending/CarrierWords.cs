using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Functions.Sending;

/// <summary>What the carrier says, as words that carry nothing personal: codes, never its sentences (R12).</summary>
internal static partial class CarrierWords
{
    public const string OptedOut = "4007";

    private const int CodeDigits = 4;

    public static string Status(int status) => status.ToString(CultureInfo.InvariantCulture);

    /// <summary>4007 is Communication Services' code for it; the network's own words are "Sender blocked for given recipient".</summary>
    public static bool IsOptOut(string? words) =>
        words is not null
        && (CodeOf(words) == OptedOut
            || words.Contains("sender blocked", StringComparison.OrdinalIgnoreCase)
            || words.Contains("opted out", StringComparison.OrdinalIgnoreCase));

    /// <summary>The first code of four digits, as "4006", or <paramref name="otherwise"/>.</summary>
    public static string Code(string? words, string otherwise) => CodeOf(words ?? "") ?? otherwise;

    private static string? CodeOf(string words)
    {
        foreach (var number in Numbers().EnumerateMatches(words))
        {
            if (number.Length == CodeDigits && words.AsSpan(number.Index, number.Length) is [>= '1' and <= '9', ..] code && !code.ContainsAnyExceptInRange('0', '9')) return code.ToString();
        }

        return null;
    }

    /// <summary>With everything that may belong to a phone number: four digits of one are no code.</summary>
    [GeneratedRegex(@"\+?[0-9]+([-. ()]{1,2}[0-9]+)*", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();
}

/// <summary>Whose SMS it was: "patient|key", ids alone.</summary>
internal static class SmsTag
{
    public static string Write(PatientId patient, Guid key) => $"{patient}|{key:N}";

    public static (PatientId Patient, Guid Key)? Read(string? tag) =>
        tag?.Split('|') is [var patient, var key] && PatientId.TryParse(patient) is { } id && Guid.TryParseExact(key, "N", out var entry) ? (id, entry) : null;
}

/// <summary>The carrier's Retry-After.</summary>
internal static class RetryAfter
{
    private static readonly Duration Longest = Duration.FromHours(1);

    public static Instant? Of(Response? response, Instant now)
    {
        if (response is null || !response.Headers.TryGetValue("Retry-After", out var value)) return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return now + Duration.Min(Duration.FromSeconds(seconds), Longest);
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var at) ? Instant.Min(Instant.FromDateTimeOffset(at), now + Longest) : null;
    }
}
