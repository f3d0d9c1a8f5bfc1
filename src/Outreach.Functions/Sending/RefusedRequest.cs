using Azure;
using NodaTime;
using Outreach.App.Gateways;
using Outreach.Core.Messages;

namespace Outreach.Functions.Sending;

/// <summary>What a whole request that Communication Services refused means for the one message in it.</summary>
internal static class RefusedRequest
{
    /// <summary>Nothing about this recipient: an admin has to act, and then it goes on.</summary>
    public static bool IsForAnAdmin(int status) => status is 401 or 403 or 404;

    public static AttemptResult Outcome(RequestFailedException e, Instant now) => e.Status switch
    {
        0 => new(AttemptOutcome.Unknown, "no answer"),
        var status when IsForAnAdmin(status) => new(AttemptOutcome.Passing, CarrierWords.Status(status)),
        408 or 429 or >= 500 => new(AttemptOutcome.Passing, CarrierWords.Status(e.Status)) { NotBefore = RetryAfter.Of(e.GetRawResponse(), now) },
        _ => new(AttemptOutcome.Permanent, CarrierWords.Status(e.Status)),
    };
}
