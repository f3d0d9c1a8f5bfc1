using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Links;

/// <summary>Links that open one escalation, check-in or plan for one recipient and end by themselves: 24 hours for staff, 7 days for patients.</summary>
public sealed class LinkSigner
{
    public static readonly Duration StaffLinksLast = Duration.FromHours(24);
    public static readonly Duration PatientLinksLast = Duration.FromDays(7);

    private const int LeastKeyBytes = 32;

    private readonly byte[] linkKey;
    private readonly byte[] formKey;
    private readonly Func<string> baseAddress;

    /// <param name="key">At least 32 random bytes, never in the repository.</param>
    /// <param name="baseAddress">Where this host is reached, without a trailing slash.</param>
    public LinkSigner(byte[] key, Func<string> baseAddress)
    {
        if (key.Length < LeastKeyBytes) throw new ArgumentException($"The key for signed links needs at least {LeastKeyBytes} bytes.", nameof(key));
        linkKey = HMACSHA256.HashData(key, "outreach links"u8);
        formKey = HMACSHA256.HashData(key, "outreach forms"u8);
        this.baseAddress = baseAddress;
    }

    /// <summary>A page that asks for signing in: no secret is in its address.</summary>
    public string At(string path) => baseAddress() + path;

    /// <summary>The same arguments always give the same link, so a retried message is the same message (R2).</summary>
    public string Url(LinkTarget target) => baseAddress() + Path(target);

    /// <summary>"/e/…" for an escalation, "/c/…" for a check-in, "/p/…" for a patient's plan.</summary>
    public string Path(LinkTarget target) => target.Kind switch { LinkKind.Escalation => "/e/", LinkKind.Plan => "/p/", _ => "/c/" } + LinkToken.Write(target, linkKey);

    /// <summary>Null for a token that is foreign or damaged; an expired one is returned with <see cref="LinkTarget.ExpiresAt"/> in the past.</summary>
    public LinkTarget? Read(string token) => LinkToken.Read(token, linkKey);

    /// <summary>What a token says, signed by us or not; null for what is no token at all. Nothing may be shown on the word of one that is not ours.</summary>
    internal (LinkTarget Target, bool IsOurs)? Claimed(string token) =>
        LinkToken.Parse(token) is { } target ? (target, LinkToken.Read(token, linkKey) is not null) : null;

    /// <summary>What a form on the page of this link must carry: only a page that we served to its holder can know it.</summary>
    public string FormProof(string token) => Convert.ToHexStringLower(HMACSHA256.HashData(formKey, Encoding.UTF8.GetBytes(token)).AsSpan(0, 16));

    /// <summary>Six digits for the holder of this link, good for one slot of time.</summary>
    public string Code(string token, long slot)
    {
        var hash = HMACSHA256.HashData(formKey, Encoding.UTF8.GetBytes($"code|{slot}|{token}"));
        return (BinaryPrimitives.ReadUInt32BigEndian(hash) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>What the browser keeps after the right code: good for this link until then.</summary>
    public string Pass(string token, Instant until)
    {
        var seconds = until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{seconds}.{Convert.ToHexStringLower(HMACSHA256.HashData(formKey, Encoding.UTF8.GetBytes($"pass|{seconds}|{token}")).AsSpan(0, 16))}";
    }

    public bool IsPass(string token, string? pass, Instant now) =>
        pass is { Length: < 64 } && pass.Split('.') is [var until, _] && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800 && Instant.FromUnixTimeSeconds(seconds) is var ends && ends > now
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Pass(token, ends)), Encoding.UTF8.GetBytes(pass));

    public bool IsFormProof(string token, string? proof) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(FormProof(token)), Encoding.UTF8.GetBytes(proof ?? ""));
}

/// <param name="Recipient">"patient", or the provider's id.</param>
/// <param name="Target">The id of the escalation or check-in; of the message with the link, where it leads to the patient's plan.</param>
public sealed record LinkTarget(LinkKind Kind, PatientId Patient, string Recipient, Guid Target, Instant ExpiresAt)
{
    public const string PatientRecipient = "patient";
}
