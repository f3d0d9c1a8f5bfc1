using System.Security.Cryptography;
using System.Text;

namespace Outreach.Functions.Tables;

/// <summary>An external id as a part of a row key: with nothing that a key may not hold, and in the same order as the ids themselves,
/// character by character. Digits, letters and hyphens stand for themselves; every other character is three digits of base 64 after a
/// sign that stands where the character would.</summary>
internal static class ExternalIdKey
{
    /// <summary>Ends an id; before all that an id is written with, so that an id comes before a longer one that begins with it.</summary>
    public const string End = "!";

    /// <summary>The first after <see cref="End"/>.</summary>
    public const string AfterEnd = "\"";

    /// <summary>A key takes 512 characters, and the patient's id follows. An id of 100 characters always fits.</summary>
    private const int Most = 470;

    private const string Digits = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    /// <summary>Of an id too long for a key the beginning keeps its order and the rest is a hash.</summary>
    public static string Of(string externalId)
    {
        var key = new StringBuilder(externalId.Length + End.Length);
        foreach (var c in externalId)
        {
            if (key.Length > Most) break;
            if (char.IsAsciiLetterOrDigit(c) || c == '-') key.Append(c);
            else key.Append(Sign(c)).Append(Digits[c >> 12]).Append(Digits[(c >> 6) & 63]).Append(Digits[c & 63]);
        }

        if (key.Length <= Most) return key.ToString();
        key.Length = Most - 70;
        return key.Append('~').Append(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(externalId)))).ToString();
    }

    private static char Sign(char c) => c switch
    {
        < '-' => '$',
        < '0' => '.',
        < 'A' => ':',
        < 'a' => '_',
        _ => '~',
    };
}
