using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Links;

/// <summary>A link's target as base64url of: kind (1 byte), patient (16), target (16), expiry in Unix seconds (4), recipient (UTF-8, empty for the patient), and the first
/// 16 bytes of the HMAC-SHA256 over all that. Half of the hash is what RFC 2104 asks for at least; it keeps a link inside one text.</summary>
internal static class LinkToken
{
    private const int Head = 1 + 16 + 16 + 4;
    private const int Mac = 16;
    private const int MostRecipientBytes = 64;
    private const int MostTokenChars = ((Head + MostRecipientBytes + Mac) * 4 / 3) + 4;

    public static string Write(LinkTarget target, byte[] key)
    {
        if (target.Kind is not (LinkKind.Escalation or LinkKind.CheckIn or LinkKind.Plan)) throw new ArgumentException("Only an escalation, a check-in or a plan has a link.", nameof(target));
        var recipient = target.Recipient == LinkTarget.PatientRecipient ? [] : Encoding.UTF8.GetBytes(target.Recipient);
        if (recipient.Length > MostRecipientBytes) throw new ArgumentException($"A recipient's id has at most {MostRecipientBytes} bytes.", nameof(target));
        var bytes = new byte[Head + recipient.Length + Mac];
        bytes[0] = (byte)target.Kind;
        target.Patient.Value.TryWriteBytes(bytes.AsSpan(1), bigEndian: true, out _);
        target.Target.TryWriteBytes(bytes.AsSpan(17), bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(33), checked((uint)target.ExpiresAt.ToUnixTimeSeconds()));
        recipient.CopyTo(bytes, Head);
        Sign(bytes.AsSpan(0, bytes.Length - Mac), key, bytes.AsSpan(bytes.Length - Mac));
        return Base64Url.EncodeToString(bytes);
    }

    public static LinkTarget? Read(string token, byte[] key)
    {
        if (Decode(token) is not { } bytes) return null;
        Span<byte> mac = stackalloc byte[Mac];
        var signed = bytes.AsSpan(0, bytes.Length - Mac);
        Sign(signed, key, mac);
        return CryptographicOperations.FixedTimeEquals(mac, bytes.AsSpan(signed.Length)) ? Target(signed) : null;
    }

    /// <summary>Whoever signed it; null for what has not the form of a token.</summary>
    public static LinkTarget? Parse(string token) => Decode(token) is { } bytes ? Target(bytes.AsSpan(0, bytes.Length - Mac)) : null;

    private static byte[]? Decode(string token)
    {
        if (token.Length > MostTokenChars || !Base64Url.IsValid(token)) return null;
        var bytes = Base64Url.DecodeFromChars(token);
        return bytes.Length < Head + Mac || Base64Url.EncodeToString(bytes) != token ? null : bytes;
    }

    private static LinkTarget Target(ReadOnlySpan<byte> signed)
    {
        var recipient = signed[Head..];
        return new LinkTarget(
            (LinkKind)signed[0],
            new PatientId(new Guid(signed.Slice(1, 16), bigEndian: true)),
            recipient.IsEmpty ? LinkTarget.PatientRecipient : Encoding.UTF8.GetString(recipient),
            new Guid(signed.Slice(17, 16), bigEndian: true),
            Instant.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(signed[33..])));
    }

    private static void Sign(ReadOnlySpan<byte> payload, byte[] key, Span<byte> mac)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, payload, hash);
        hash[..Mac].CopyTo(mac);
    }
}
