using System.Globalization;
using Azure;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Functions.Sending;

/// <summary>What the carrier says, as words that carry nothing personal: codes, never its sentences (R12).</summary>
internal static class CarrierWords
{
    public const string OptedOut = "4007";

    public static string Status(int status) => status.ToString(CultureInfo.InvariantCulture);

    /// <summary>4007 is Communication Services' code for it; the network's own words are "Sender blocked for given recipient".</summary>
    public static bool IsOptOut(string? words) =>
        words is not null
        && (words.Contains(OptedOut, StringComparison.Ordinal)
            || words.Contains("sender blocked", StringComparison.OrdinalIgnoreCase)
            || words.Contains("opted out", StringComparison.OrdinalIgnoreCase));

    /// <summary>The first code of four digits, as "4006", or <paramref name="otherwise"/>.</summary>
    public static string Code(string? words, string otherwise)
    {
        var digits = new string([.. (words ?? "").SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
        return digits.Length == 4 ? digits : otherwise;
    }
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
