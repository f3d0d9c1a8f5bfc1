using Outreach.Core.Messages;

namespace Outreach.Core.Tests.Messages;

public class SmsSegmentsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(160, 1)]
    [InlineData(161, 2)]
    [InlineData(306, 2)]
    [InlineData(307, 3)]
    [InlineData(459, 3)]
    [InlineData(460, 4)]
    public void Count_Gsm7_AtItsBoundaries(int length, int segments) =>
        Assert.Equal((SmsEncoding.Gsm7, length, segments), Of(new string('a', length)));

    [Theory]
    [InlineData(70, 1)]
    [InlineData(71, 2)]
    [InlineData(134, 2)]
    [InlineData(135, 3)]
    public void Count_Ucs2_AtItsBoundaries(int length, int segments) =>
        Assert.Equal((SmsEncoding.Ucs2, length, segments), Of(new string('á', length)));

    [Theory]
    [InlineData("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ÄÖÑÜ§¿äöñüà", 1)]
    [InlineData("^{}\\[~]|€\f", 2)]
    public void Count_EachCharacterOfTheAlphabet_CostsItsSeptets(string alphabet, int septets) =>
        Assert.All(alphabet, c => Assert.Equal((SmsEncoding.Gsm7, septets, 1), Of(c.ToString())));

    [Fact]
    public void Count_AllOfGsm7_Is127Characters()
    {
        var gsm7 = Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(c => !char.IsSurrogate(c) && SmsSegments.Count(c.ToString()).Encoding == SmsEncoding.Gsm7).ToList();
        Assert.Equal(127 + 10, gsm7.Count); // 128 without the escape; nine printable extensions and the form feed
    }

    [Theory]
    [InlineData('á')]
    [InlineData('í')]
    [InlineData('ó')]
    [InlineData('ú')]
    [InlineData('ç')]
    [InlineData('’')]
    [InlineData('…')]
    [InlineData('–')]
    [InlineData('`')]
    public void Count_CharacterOutsideGsm7_IsNamed(char c)
    {
        var count = SmsSegments.Count($"abc{c}d{c}");
        Assert.Equal(SmsEncoding.Ucs2, count.Encoding);
        Assert.Equal(c.ToString(), string.Concat(count.ForcedBy));
    }

    [Fact]
    public void Count_ExtensionCharacter_IsNotSplitBetweenParts()
    {
        Assert.Equal((SmsEncoding.Gsm7, 160, 1), Of(new string('a', 158) + "€"));
        Assert.Equal((SmsEncoding.Gsm7, 161, 2), Of(new string('a', 159) + "€"));
        Assert.Equal((SmsEncoding.Gsm7, 306, 3), Of(new string('a', 152) + "€" + new string('a', 152)));
    }

    [Fact]
    public void Count_Emoji_TakesTwoUnitsAndIsNotSplit()
    {
        Assert.Equal((SmsEncoding.Ucs2, 2, 1), Of("🙂"));
        Assert.Equal((SmsEncoding.Ucs2, 134, 3), Of(new string('a', 66) + "🙂" + new string('a', 66)));
        Assert.Equal("🙂", string.Concat(SmsSegments.Count("ok 🙂🙂").ForcedBy));
    }

    [Theory]
    [InlineData("¿Cómo está? Sí, más según él.", "¿Como esta? Si, mas segun él.")]
    [InlineData("NIÑO, pingüino, ¡café!", "NIÑO, pingüino, ¡café!")]
    [InlineData("“It’s 9–5”…", "\"It's 9-5\"...")]
    [InlineData("a\u00A0b\u200Bc", "a bc")]
    [InlineData("e\u0301 n\u0303 i\u0301 u\u0308", "é ñ i ü")]
    [InlineData("≥ 180 × ½", ">= 180 x 1/2")]
    [InlineData("Łódź Çelik façade", "Lodz Çelik facade")]
    [InlineData("ok 🙂 日", "ok 🙂 日")]
    public void ToGsm7_Text_KeepsTheWords(string text, string plain) => Assert.Equal(plain, SmsSegments.ToGsm7(text));

    private static (SmsEncoding, int, int) Of(string text)
    {
        var count = SmsSegments.Count(text);
        return (count.Encoding, count.Units, count.Segments);
    }
}
