using System.Security.Cryptography;

namespace Outreach.Local.Simulation.Communication;

/// <summary>The key that requests are signed with, as bytes; written in base64.</summary>
internal sealed class AccessKey
{
    /// <summary>Known to everybody, like that of the storage emulator: it guards nothing but a simulation on loopback, and lets a connection string stay the same.</summary>
    public const string Development = "b3V0cmVhY2ggc2ltdWxhdGVkIGNhcnJpZXIsIHRoaXMga2V5IGd1YXJkcyBub3RoaW5nIQ==";

    private readonly byte[] key;

    private AccessKey(byte[] bytes) => key = bytes;

    public string Text => Convert.ToBase64String(key);

    /// <summary>Null for what is not base64, or empty.</summary>
    public static AccessKey? TryParse(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > 0 ? new AccessKey(bytes[..length]) : null;
    }

    /// <summary>What the official clients are given.</summary>
    public string ConnectionString(string address) => $"endpoint={address.TrimEnd('/')}/;accesskey={Text}";

    public byte[] Sign(byte[] text) => HMACSHA256.HashData(key, text);
}
