using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Core.Replies.Learned;
using Outreach.Core.Replies.Lexicons;

namespace Outreach.Core.Tests.Replies;

/// <summary>Five pounds in a week or three in a day, told beside the weight (heart failure zones, facts/clinical section 3).</summary>
public class WeightGainTests
{
    private static readonly ReplyReader Rules = new(Lexicon.Default, LearnedModel.Silent, LearnedIntents.Silent);

    [Theory]
    [InlineData("219, was 212 sunday", "219")]
    [InlineData("188 up 6", "188")]
    [InlineData("181.5, +6", "181.5")]
    [InlineData("230, ocho mas, panza dura", "230")]
    [InlineData("171, eran 164 el lunes", "171")]
    [InlineData("208, 202 weds", "208")]
    [InlineData("233, 9 en una semana", "233")]
    [InlineData("187 gained 3 overnight", "187")]
    [InlineData("84 kg subi 2.5 esta semana", "84")]
    [InlineData("84 kg, ayer 82.5", "84")]
    public void A_gain_that_counts_is_a_same_day_sign(string text, string value) => Assert.Equal((value, Urgency.Urgent, true), Read(text));

    [Theory]
    [InlineData("187 up 1", "187")]
    [InlineData("187, same as yesterday 187", "187")]
    [InlineData("197. goal is 180", "197")]
    [InlineData("242, up 6 in a month", "242")]
    [InlineData("188. up 5 in 3 months", "188")]
    [InlineData("244 down 31 since the sleeve", "244")]
    [InlineData("84 kg subi 1", "84")]
    [InlineData("11/20 was 189, 11/21 188.4 todays 188", "188")]
    public void Less_or_slower_or_a_loss_is_none(string text, string value) => Assert.Equal((value, Urgency.None, false), Read(text));

    private static (string? Value, Urgency Urgency, bool Gain) Read(string text)
    {
        var meaning = Rules.Read(text, OpenAsk.For(Ask.Weight), Language.English);
        return (meaning.Value, meaning.Urgency, meaning.Evidence.Any(e => e.Rule == "weight-gain"));
    }
}
