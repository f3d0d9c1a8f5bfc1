using Outreach.App.Pages.CheckIns;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.CarePlans;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.App.Tests.Pages;

public sealed class WebWordingTests
{
    [Theory]
    [InlineData(Ask.YesNo, "Have you felt faint or dizzy this week? YES or NO", "Have you felt faint or dizzy this week?")]
    [InlineData(Ask.YesNo, "¿Tiene una tos seca? SÍ o NO", "¿Tiene una tos seca?")]
    [InlineData(Ask.BloodPressure, "What is your reading? Please send both numbers, like {example}.", "What is your reading?")]
    [InlineData(Ask.BloodPressure, "Please measure again now and send both numbers, like {example}.", "Please measure again now and send both numbers.")]
    [InlineData(Ask.Weight, "{name}, what did the scale say, in pounds? For example {example}.", "What did the scale say, in pounds?")]
    [InlineData(Ask.DaysMissed, "On how many days did you miss a dose? 0 to 7", "On how many days did you miss a dose?")]
    [InlineData(Ask.Scale0To3, "How much does it bother you? 0 not at all, 1 a little, 2 quite a bit, 3 a lot", "How much does it bother you?")]
    [InlineData(Ask.Choice, "Need help today? 1 At once, 2 Later", "Need help today?")]
    [InlineData(Ask.Free, "In a few words, what is it? Call {phone} for {practice}.", "In a few words, what is it? Call 212-555-0100 for Riverside Family Medicine.")]
    [InlineData(Ask.BetterSameWorse, "Do you feel BETTER, the SAME or WORSE?", "Do you feel BETTER, the SAME or WORSE?")]
    public void Text_WrittenForAText_ReadsWellOnThePage(Ask kind, string written, string expected)
    {
        var question = new Question { Id = "q", Kind = kind, Text = Words.Same(written), Example = Words.Same("128/82"), Options = kind == Ask.Choice ? [Words.Same("At once"), Words.Same("Later")] : [] };

        Assert.Equal(expected, WebWording.Text(question, Language.English, Samples.Practice));
    }

    [Fact]
    public void Text_EveryShippedQuestion_IsASentenceWithoutPlaceholders()
    {
        var questions = Shipped.Context.Plans.All.SelectMany(p => p.CheckIns).SelectMany(c => c.Questions);

        Assert.All(questions, q => Assert.All([Language.English, Language.Spanish], language =>
        {
            var text = WebWording.Text(q, language, Shipped.Practice);
            Assert.Matches("[?.]$", text);
            Assert.DoesNotMatch("[{}]|YES or NO|SÍ o NO", text);
        }));
    }
}
