using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.Tests.Replies;

/// <summary>
/// Mutated real lines, emoji, right-to-left text, control characters and half surrogates: a short run here; ten million with
/// OUTREACH_FUZZ=10000000 dotnet run -c Release --project tests/Outreach.Benchmarks -- fuzz.
/// </summary>
public class ReplyFuzzTests
{
    private const int Texts = 20_000;

    private static readonly string[] Pieces =
        ["😀", "👍🏽", "\uD83D", "\uDC4D", "\u0301", "\u202E", "שלום", "\0", "\u0007", "\n", "'", "“", "…", "///", "1400/90", "99999999999999999999", ",,,,", "Ａｂ", "漢字", "no", "if", "#", "=", "?", "\uFEFF", "½", "٣"];

    [Fact]
    public void No_text_makes_reading_throw_or_gives_evidence_outside_it()
    {
        var seeds = LabelledReply.Lines.Select(l => l.Text).ToArray();
        var asks = Enum.GetValues<Ask>();
        var random = new Random(11);
        for (var i = 0; i < Texts; i++)
        {
            var text = Mutate(seeds[random.Next(seeds.Length)], random);
            var meaning = ReplyReader.Default.Read(text, OpenAsk.For(asks[i % asks.Length]), (i & 1) == 0 ? Language.English : Language.Spanish);

            Assert.All(meaning.Evidence, e => Assert.InRange(e.End, e.Start + 1, text.Length));
            Assert.NotEqual(Intents.None, meaning.Intents);
        }
    }

    private static string Mutate(string text, Random random)
    {
        for (var changes = random.Next(6); changes > 0; changes--)
        {
            var at = random.Next(text.Length + 1);
            text = random.Next(4) switch
            {
                0 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                1 when at < text.Length => text.Remove(at, 1),
                2 => text[at..] + text[..at],
                _ => text.Insert(at, ((char)random.Next(char.MaxValue + 1)).ToString()),
            };
        }

        return text;
    }
}
