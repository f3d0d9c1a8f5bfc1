using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.Tests.Replies;

/// <summary>The trap tables of the clinical facts, English and Spanish, one row a trap: the lowest and highest urgency a careful clinician accepts.</summary>
public class ReplyTrapTests
{
    [Theory]
    [InlineData("no chest pain", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("no chest pain but cant breathe", Ask.Free, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("not sure if its chest pain", Ask.None, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("I can't say I don't have chest pain", Ask.YesNo, Urgency.Urgent, Urgency.Emergency)]
    [InlineData("no longer having chest pain", Ask.None, Urgency.Urgent, Urgency.Urgent)]
    [InlineData("chest pain gone now", Ask.None, Urgency.Urgent, Urgency.Urgent)]
    [InlineData("had chest pain last night", Ask.None, Urgency.Urgent, Urgency.Emergency)]
    [InlineData("heart attack in 2015", Ask.None, Urgency.None, Urgency.Routine)]
    [InlineData("my husband had chest pain", Ask.None, Urgency.Urgent, Urgency.Emergency)]
    [InlineData("my husband has chest pain right now", Ask.None, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("my mom died of a stroke", Ask.None, Urgency.None, Urgency.Routine)]
    [InlineData("if I get chest pain should I call?", Ask.None, Urgency.None, Urgency.Routine)]
    [InlineData("worried about chest pain from the new med", Ask.None, Urgency.Routine, Urgency.Urgent)]
    [InlineData("chest pain? no", Ask.YesNo, Urgency.None, Urgency.None)]
    [InlineData("get my number off this thing please, blood", Ask.None, Urgency.Urgent, Urgency.Emergency)]
    [InlineData("I. cant. breathe.", Ask.None, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("cant\nbreathe\nhelp", Ask.YesNo, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("No. Dizzy. Sweaty.", Ask.YesNo, Urgency.Urgent, Urgency.Emergency)]
    [InlineData("Fine. Thanks. Bye.", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("ya no sangra", Ask.Free, Urgency.None, Urgency.Urgent)]
    [InlineData("mi tia viuda anda buscando novio", Ask.None, Urgency.None, Urgency.Routine)]
    [InlineData("No puedo hablar ahora, te marco luego.", Ask.None, Urgency.None, Urgency.None)]
    [InlineData("Can't talk now. What's up?", Ask.None, Urgency.None, Urgency.None)]
    [InlineData("1. my kid had a stroke of genius and hid it", Ask.DaysMissed, Urgency.None, Urgency.None)]
    [InlineData("No. Chest pain", Ask.YesNo, Urgency.Urgent, Urgency.Emergency)]
    [InlineData("no fever, chest pain since morning", Ask.YesNo, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("no fever, chills or chest pain", Ask.YesNo, Urgency.None, Urgency.None)]
    [InlineData("this is her son, mom passed away", Ask.None, Urgency.Routine, Urgency.Routine)]
    [InlineData("like a horse kicked me and stayed there", Ask.Free, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("fork keeps dropping and I sound drunk but I'm not", Ask.None, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("no, chest pain all day", Ask.YesNo, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("deny SOB", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("sob just sitting here", Ask.Free, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("watched a sad movie, sob sob 😭 im fine", Ask.Free, Urgency.None, Urgency.Routine)]
    [InlineData("dying to see you", Ask.None, Urgency.None, Urgency.None)]
    [InlineData("my back is killing me", Ask.Free, Urgency.Routine, Urgency.Urgent)]
    [InlineData("I could kill for a coffee", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("need something to kill the pain", Ask.None, Urgency.Routine, Urgency.Urgent)]
    [InlineData("got my flu shot", Ask.Free, Urgency.None, Urgency.Routine)]
    [InlineData("metoprolol 25 mg od", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("fit as a fiddle", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("not suicidal", Ask.Free, Urgency.Routine, Urgency.Urgent)]
    [InlineData("never felt better", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("not too good", Ask.Free, Urgency.Routine, Urgency.Urgent)]
    [InlineData("not great", Ask.Free, Urgency.Routine, Urgency.Urgent)]
    [InlineData("can't complain", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("can't stop vomiting", Ask.None, Urgency.Urgent, Urgency.Emergency)]
    [InlineData("the bleeding won't stop", Ask.None, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("stopped taking lisinopril", Ask.None, Urgency.Routine, Urgency.Urgent)]
    [InlineData("should I stop the metformin?", Ask.None, Urgency.None, Urgency.Routine)]
    [InlineData("quit smoking last week", Ask.Free, Urgency.None, Urgency.Routine)]
    [InlineData("cancel my appointment", Ask.None, Urgency.None, Urgency.Routine)]
    public void English_trap_is_not_stepped_into(string text, Ask ask, Urgency least, Urgency most) => Check(text, ask, Language.English, least, most);

    [Theory]
    [InlineData("no me duele el pecho", Ask.YesNo, Urgency.None, Urgency.None)]
    [InlineData("no, me duele el pecho", Ask.YesNo, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("ya no me duele", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("me dolia el pecho ayer", Ask.Free, Urgency.Urgent, Urgency.Emergency)]
    [InlineData("a mi esposo le duele el pecho", Ask.None, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("si me duele el pecho", Ask.YesNo, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("y si me llega a doler el pecho?", Ask.None, Urgency.None, Urgency.Routine)]
    [InlineData("no puedo mas", Ask.Free, Urgency.Urgent, Urgency.Emergency)]
    [InlineData("me muero de hambre", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("me muero de risa", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("me muero de sueño", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("me mata la espalda", Ask.Free, Urgency.Routine, Urgency.Urgent)]
    [InlineData("ando constipado", Ask.None, Urgency.Routine, Urgency.Routine)]
    [InlineData("estoy intoxicado con mariscos", Ask.None, Urgency.Routine, Urgency.Urgent)]
    [InlineData("estoy embarazada", Ask.None, Urgency.Routine, Urgency.Urgent)]
    [InlineData("a las once", Ask.Free, Urgency.None, Urgency.None)]
    [InlineData("me dio un ataque de nervios", Ask.Free, Urgency.Routine, Urgency.Urgent)]
    [InlineData("hice un coraje", Ask.Free, Urgency.None, Urgency.Routine)]
    [InlineData("me siento dizzy", Ask.Free, Urgency.Urgent, Urgency.Urgent)]
    [InlineData("no solo es la cabeza, tambien me duele el pecho", Ask.None, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("no estoy seguro si es dolor de pecho", Ask.YesNo, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("no para de sangrar", Ask.None, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("ya dejé todo arreglado para cuando no esté", Ask.None, Urgency.Emergency, Urgency.Emergency)]
    [InlineData("no sé", Ask.Scale0To10, Urgency.None, Urgency.Routine)]
    public void Spanish_trap_is_not_stepped_into(string text, Ask ask, Urgency least, Urgency most) => Check(text, ask, Language.Spanish, least, most);

    [Theory]
    [InlineData("bp 1400/90", Ask.BloodPressure, null)]
    [InlineData("14/9", Ask.BloodPressure, null)]
    [InlineData("11/12", Ask.BloodPressure, null)]
    [InlineData("one forty over ninety", Ask.BloodPressure, "140/90")]
    [InlineData("140 90", Ask.BloodPressure, "140/90")]
    [InlineData("140-90", Ask.BloodPressure, "140/90")]
    [InlineData("sugar 5.2", Ask.Glucose, "5.2")]
    [InlineData("250.5 lbs", Ask.Weight, "250.5")]
    [InlineData("8/10", Ask.Scale0To10, "8")]
    [InlineData("6.0", Ask.Scale0To10, "6")]
    [InlineData("=", Ask.BetterSameWorse, "same")]
    [InlineData("👍", Ask.YesNo, "yes")]
    [InlineData("👍🏽", Ask.YesNo, "yes")]
    [InlineData("nel", Ask.YesNo, "no")]
    [InlineData("para nada", Ask.YesNo, "no")]
    [InlineData("n", Ask.YesNo, "no")]
    [InlineData("took it 6 out of 7", Ask.DaysMissed, "1")]
    public void Value_trap_is_not_stepped_into(string text, Ask ask, string? value)
    {
        var meaning = ReplyReader.Default.Read(text, OpenAsk.For(ask), Language.English);

        Assert.Equal(value, meaning.Value);
        Assert.Equal(value is null, meaning.Has(Intents.Unclear));
    }

    [Theory]
    [InlineData("can't stop vomiting")]
    [InlineData("should I stop the metformin?")]
    [InlineData("tryin to quit smoking")]
    [InlineData("cancel my appointment tues")]
    [InlineData("I just want it all to stop")]
    [InlineData("when do they remove my stitches")]
    [InlineData("la presion la traigo baja")]
    [InlineData("sigue alto, 238")]
    [InlineData("no para de sangrar")]
    public void Words_that_stop_something_else_are_no_opt_out(string text) =>
        Assert.False(ReplyReader.Default.Read(text, OpenAsk.Nothing, Language.English).Has(Intents.OptOut));

    [Fact]
    public void An_opt_out_with_danger_is_both()
    {
        var meaning = ReplyReader.Default.Read("STOP I have chest pain", OpenAsk.For(Ask.YesNo), Language.English);

        Assert.Equal(Intents.OptOut | Intents.Concern, meaning.Intents);
        Assert.Equal(Urgency.Emergency, meaning.Urgency);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("ok")]
    [InlineData("sí")]
    public void Nothing_was_asked_so_a_bare_yes_answers_nothing(string text) =>
        Assert.False(ReplyReader.Default.Read(text, OpenAsk.Nothing, Language.English).Has(Intents.Answer));

    private static void Check(string text, Ask ask, Language language, Urgency least, Urgency most)
    {
        var meaning = ReplyReader.Default.Read(text, OpenAsk.For(ask), language);

        Assert.InRange(meaning.Urgency, least, most);
    }
}
