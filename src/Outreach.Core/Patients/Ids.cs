using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Outreach.Core.Patients;

/// <summary>A patient's random id, 32 lower-case hex digits; safe in keys, URLs and logs because it says nothing (R12).</summary>
public readonly record struct PatientId(Guid Value)
{
    public static PatientId? TryParse(string? text) =>
        Guid.TryParseExact(text, "N", out var value) ? new PatientId(value) : null;

    public override string ToString() => Value.ToString("N");
}

/// <summary>Ids made from other ids: the same parts always give the same id, so a repeated decision repeats its ids (R2, R14).</summary>
public static class DerivedId
{
    public static Guid From(PatientId patient, string commandId, long happenings)
    {
        Span<byte> name = stackalloc byte[256];
        return Utf8.TryWrite(name, $"{patient.Value:N}|{commandId}|{happenings}", out var length)
            ? OfBytes(name[..length])
            : From($"{patient.Value:N}|{commandId}|{happenings}");
    }

    /// <summary>The ids after the first of one decision; hashing each anew would be half of what a decision costs.</summary>
    public static Guid Plus(Guid first, int ordinal)
    {
        Span<byte> bytes = stackalloc byte[16];
        first.TryWriteBytes(bytes, bigEndian: true, out _);
        var last = bytes[12..];
        BinaryPrimitives.WriteUInt32BigEndian(last, BinaryPrimitives.ReadUInt32BigEndian(last) + (uint)ordinal);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A number from 0 to below <paramref name="below"/>, always the same for one patient.</summary>
    public static int Spread(PatientId patient, int below)
    {
        Span<byte> bytes = stackalloc byte[16];
        patient.Value.TryWriteBytes(bytes);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes) % (uint)below);
    }

    public static Guid From(string name)
    {
        var max = Encoding.UTF8.GetMaxByteCount(name.Length);
        var bytes = max <= 512 ? stackalloc byte[512] : new byte[max];
        return OfBytes(bytes[..Encoding.UTF8.GetBytes(name, bytes)]);
    }

    private static Guid OfBytes(ReadOnlySpan<byte> name)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(name, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // RFC 9562 version 8: a name-based id of our own making
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
