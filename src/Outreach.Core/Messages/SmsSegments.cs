using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Outreach.Core.Messages;

public enum SmsEncoding
{
    Gsm7,
    Ucs2,
}

/// <summary>What a text costs: segments, and the characters that forced UCS-2, each once, in the order they appear.</summary>
/// <param name="Units">Septets for GSM-7, UTF-16 code units for UCS-2.</param>
public sealed record SmsCount(SmsEncoding Encoding, int Units, int Segments, ImmutableArray<string> ForcedBy);

/// <summary>Counts segments as carriers do: 3GPP TS 23.038 (GSM 03.38) default alphabet and its extension table; 3GPP TS 23.040 for the parts of a long text.</summary>
public static class SmsSegments
{
    private const int Gsm7Alone = 160;
    private const int Gsm7Part = 153;
    private const int Ucs2Alone = 70;
    private const int Ucs2Part = 67;

    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>Each is sent as an escape and a second septet.</summary>
    private const string Extension = "\f^{}\\[~]|€";

    private static readonly SearchValues<char> s_extension = SearchValues.Create(Extension);
    private static readonly SearchValues<char> s_gsm7 = SearchValues.Create(Basic + Extension);

    public static SmsCount Count(string text)
    {
        var forced = ForcedBy(text);
        return forced.IsEmpty
            ? Of(SmsEncoding.Gsm7, Parts(text, Gsm7Alone, Gsm7Part, forced), forced)
            : Of(SmsEncoding.Ucs2, Parts(text, Ucs2Alone, Ucs2Part, forced), forced);
    }

    /// <summary>The same words in characters that keep a text in GSM-7: á í ó ú lose their accent, curly quotes and dashes become plain; é ñ ü ¿ ¡ stay. What has no near equivalent (an emoji) is left as it is.</summary>
    public static string ToGsm7(string text)
    {
        if (IsGsm7(text)) return text;
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && IsGsm7((char)rune.Value)) plain.Append((char)rune.Value);
            else if (rune.IsBmp && plain.Length > 0 && Gsm7Likeness.IsCombiningMark((char)rune.Value)) plain[^1] = Gsm7Likeness.Joined(plain[^1], (char)rune.Value) ?? plain[^1];
            else plain.Append(Gsm7Likeness.Of(rune) ?? rune.ToString());
        }
        return plain.ToString();
    }

    private static bool IsGsm7(string text) => !text.AsSpan().ContainsAnyExcept(s_gsm7);

    private static bool IsGsm7(char c) => s_gsm7.Contains(c);

    private static ImmutableArray<string> ForcedBy(string text) =>
        IsGsm7(text) ? [] : [.. text.EnumerateRunes().Where(r => !r.IsBmp || !IsGsm7((char)r.Value)).Select(r => r.ToString()).Distinct()];

    private static SmsCount Of(SmsEncoding encoding, (int Units, int Segments) size, ImmutableArray<string> forced) =>
        new(encoding, size.Units, size.Segments, forced);

    /// <summary>Neither an escaped character nor a surrogate pair is split between two parts, so a part may hold one unit less.</summary>
    private static (int Units, int Segments) Parts(string text, int alone, int part, ImmutableArray<string> forced)
    {
        if (forced.IsEmpty && !text.AsSpan().ContainsAny(s_extension)) return (text.Length, text.Length <= alone ? 1 : (text.Length + part - 1) / part);
        int total = 0, segments = 1, filled = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var size = forced.IsEmpty ? s_extension.Contains((char)rune.Value) ? 2 : 1 : rune.Utf16SequenceLength;
            total += size;
            if (filled + size > part)
            {
                segments++;
                filled = 0;
            }
            filled += size;
        }
        return (total, total <= alone ? 1 : segments);
    }
}
