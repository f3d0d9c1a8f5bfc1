using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Core.Tests.Messages;

public class ReadingGradeTests
{
    [Theory]
    // 13 words, 1 sentence, 13 syllables
    [InlineData("How do you feel since you came to see us here last week?", 1.28)]
    // 6 words, 2 thoughts, 13 syllables
    [InlineData("Describe your respiratory symptoms today: thanks", 11.15)]
    public void English_KnownText_HasItsGrade(string text, double grade) => Assert.Equal(grade, ReadingGrade.English(text), 0.01);

    [Theory]
    // 10 words, 1 sentence, 17 syllables
    [InlineData("¿Cómo se ha sentido en su casa desde su visita?", 94.64)]
    // 7 words, 1 sentence, 35 syllables
    [InlineData("Administración inmediata de medicamentos antihipertensivos necesariamente individualizados", -100.3)]
    public void Spanish_KnownText_HasItsEase(string text, double ease) => Assert.Equal(ease, ReadingGrade.Spanish(text), 0.01);

    [Theory]
    [InlineData("Do you feel better, the same or worse than last week?", Language.English, false)]
    [InlineData("Have you experienced any unanticipated respiratory complications following hospitalization?", Language.English, true)]
    [InlineData("¿Se siente mejor, igual o peor que la semana pasada?", Language.Spanish, false)]
    [InlineData("¿Ha experimentado complicaciones respiratorias imprevistas posteriormente a su hospitalización?", Language.Spanish, true)]
    [InlineData("Hypertension medication administered?", Language.English, false)]
    public void IsHard_PlainAndLearnedWords_ToldApart(string text, Language language, bool hard) => Assert.Equal(hard, ReadingGrade.IsHard(text, language));

    [Fact]
    public void IsHard_Placeholders_AreNotTheAuthorsWords() =>
        Assert.False(ReadingGrade.IsHard("Hi {name}, it is {practice}. We want to know how you are.", Language.English));
}
