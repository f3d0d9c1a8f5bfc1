using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Testing;

namespace Outreach.Core.Tests.Messages;

public class WordingTests
{
    private static readonly Words Asked = new("What did {scale|the scale} say?", "¿Cuánto marcó {scale|la báscula}?")
    {
        Easy = new("Your weight?", "¿Su peso?"),
        WithGoal = new("To {goal}: your weight?", "Para {goal}: ¿su peso?"),
    };

    [Fact]
    public void For_NobodySpecial_IsThePlansWording() => Assert.Equal("What did the scale say?", Wording.For(Asked, People.Rosa with { Profile = HealthProfile.Empty }).En);

    [Fact]
    public void For_OwnWord_StandsInTheSlot()
    {
        var profile = HealthProfile.Empty with { OwnWords = HealthProfile.Empty.OwnWords.Add("scale", "la pesa") };
        Assert.Equal("¿Cuánto marcó la pesa?", Wording.For(Asked, People.Rosa with { Profile = profile }).Es);
    }

    [Theory]
    [InlineData("walk to church.", "To walk to church: your weight?")]
    [InlineData("get over my hypertension", "What did the scale say?")]
    [InlineData("a goal that is told at such great length that it would make two messages of one", "What did the scale say?")]
    [InlineData("see {link}", "What did the scale say?")]
    public void For_OwnGoal_StandsInTheTextWhereItMay(string goal, string expected)
    {
        var profile = HealthProfile.Empty with { Goals = [goal], Conditions = ["Hypertension"] };
        Assert.Equal(expected, Wording.For(Asked, People.Rosa with { Profile = profile, SharedPhone = false }).En);
        Assert.Equal("What did the scale say?", Wording.For(Asked, People.Rosa with { Profile = profile, SharedPhone = true }).En);
    }

    [Theory]
    [InlineData("low literacy")]
    [InlineData("mild dementia")]
    public void For_ReadingIsHard_IsTheEasierWording(string fact) =>
        Assert.Equal("Your weight?", Wording.For(Asked, People.Rosa with { Profile = HealthProfile.Empty with { Social = [fact], Goals = ["walk"] } }).En);

    [Theory]
    [InlineData("la pesa", true)]
    [InlineData("", false)]
    [InlineData("{name}", false)]
    [InlineData("a|b", false)]
    [InlineData("what my grandmother always called it", false)]
    public void IsOwnWord_IsShortAndPlain(string word, bool expected) => Assert.Equal(expected, Wording.IsOwnWord(word));
}
