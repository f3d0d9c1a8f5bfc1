using NodaTime;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Links;

/// <summary>Links that open one escalation or check-in for one recipient and end by themselves: 24 hours for staff, 7 days for patients.</summary>
/// <param name="key">At least 32 random bytes, never in the repository.</param>
/// <param name="baseAddress">Where this host is reached, without a trailing slash.</param>
public sealed class LinkSigner(byte[] key, Func<string> baseAddress)
{
    public static readonly Duration StaffLinksLast = Duration.FromHours(24);
    public static readonly Duration PatientLinksLast = Duration.FromDays(7);

    /// <summary>The same arguments always give the same link, so a retried message is the same message (R2).</summary>
    public string Url(LinkTarget target) => throw new NotSupportedException(baseAddress() + key.Length);

    /// <summary>Null for a token that is foreign or damaged; an expired one is returned with <see cref="LinkTarget.ExpiresAt"/> in the past.</summary>
    public LinkTarget? Read(string token) => throw new NotSupportedException(token);
}

/// <param name="Recipient">"patient", or the provider's id.</param>
/// <param name="Target">The id of the escalation or check-in.</param>
public sealed record LinkTarget(LinkKind Kind, PatientId Patient, string Recipient, Guid Target, Instant ExpiresAt);
