using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace Outreach.Local.Simulation.Communication;

/// <summary>What a failure on demand answers.</summary>
internal static class ApiFaults
{
    private const int TooManyRequests = 429;

    private static readonly Duration Wait = Duration.FromSeconds(1);

    public static ApiAnswer Answer(int status) => status == TooManyRequests
        ? ApiAnswer.TooMany(Wait)
        : ApiAnswer.Error(status, Name(status), "A failure on demand, asked for at /sim/faults.");

    /// <summary>503 is "ServiceUnavailable".</summary>
    public static string Name(int status) => ReasonPhrases.GetReasonPhrase(status).Replace(" ", "", StringComparison.Ordinal) is { Length: > 0 } name ? name : "Failed";
}
