using NodaTime;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.Tests.Replies;

/// <summary>What the collected facts list, word by word: opt-outs and their traps (section 1), the triage lexicon and its traps (section 4), the label format's own rules.</summary>
public class ReplyFactsTests
{
    [Theory]
    [InlineData("STOP")]
    [InlineData("stop.")]
    [InlineData("STOPALL")]
    [InlineData("STOP ALL")]
    [InlineData("UNSUBSCRIBE")]
    [InlineData("CANCEL")]
    [InlineData("END")]
    [InlineData("QUIT")]
    [InlineData("REVOKE")]
    [InlineData("OPTOUT")]
    [InlineData("opt out")]
    [InlineData("OPT-OUT")]
    [InlineData("REMOVE")]
    [InlineData("remove me")]
    [InlineData("take me off this list")]
    [InlineData("stop texting")]
    [InlineData("Stop texting me")]
    [InlineData("don't text me")]
    [InlineData("do not contact")]
    [InlineData("leave me alone")]
    [InlineData("arret")]
    [InlineData("ALTO")]
    [InlineData("PARE")]
    [InlineData("PARAR")]
    [InlineData("BASTA")]
    [InlineData("CANCELAR")]
    [InlineData("BAJA")]
    [InlineData("dar de baja")]
    [InlineData("no mas")]
    [InlineData("no más mensajes")]
    [InlineData("no me manden mas mensajes")]
    [InlineData("dejen de escribirme")]
    [InlineData("no me escriban")]
    [InlineData("quítenme")]
    public void Every_word_of_leaving_is_an_opt_out(string text) => Assert.True(Read(text).Has(Intents.OptOut));

    [Theory]
    [InlineData("can't stop vomiting")]
    [InlineData("the bleeding won't stop")]
    [InlineData("stopped taking lisinopril")]
    [InlineData("should I stop the metformin?")]
    [InlineData("stop bleeding")]
    [InlineData("quit smoking")]
    [InlineData("cancel my appointment")]
    [InlineData("no me escriba despues de las 5, trabajo")]
    public void What_only_sounds_like_leaving_is_none(string text) => Assert.False(Read(text).Has(Intents.OptOut));

    [Theory]
    [InlineData("wrong number")]
    [InlineData("not my number")]
    [InlineData("número equivocado")]
    [InlineData("equivocado, aquí no vive ninguna Marisol")]
    public void A_wrong_number_is_heard(string text) => Assert.True(Read(text).Has(Intents.WrongNumber));

    [Theory]
    [InlineData("HELP", Intents.Help)]
    [InlineData("INFO", Intents.Help)]
    [InlineData("AYUDA", Intents.Help)]
    [InlineData("who is this", Intents.Help)]
    [InlineData("START", Intents.OptIn)]
    [InlineData("UNSTOP", Intents.OptIn)]
    [InlineData("I'm driving right now, will reply later", Intents.Auto)]
    [InlineData("Ahora no puedo hablar. ¿Qué pasa?", Intents.Auto)]
    [InlineData("Liked \"What is your reading?\"", Intents.Auto)]
    [InlineData("Me gusta \"¿Cómo sigue?\"", Intents.Auto)]
    [InlineData("en español x favor", Intents.Unclear)]
    [InlineData("", Intents.Unclear)]
    public void Replies_that_answer_nothing_are_known_for_what_they_are(string text, Intents intent) => Assert.True(Read(text).Has(intent));

    [Theory]
    [InlineData("chest pain")]
    [InlineData("chest hurts")]
    [InlineData("elephant on my chest")]
    [InlineData("chst pain")]
    [InlineData("chest pane")]
    [InlineData("cant breath")]
    [InlineData("short of breath sitting still")]
    [InlineData("gasping for air")]
    [InlineData("blue lips")]
    [InlineData("face droop on one side")]
    [InlineData("slurred speech all of a sudden")]
    [InlineData("worst headache of my life")]
    [InlineData("having a seizure right now")]
    [InlineData("he is unresponsive")]
    [InlineData("coughing up blood clots")]
    [InlineData("bleeding wont stop")]
    [InlineData("throat closing")]
    [InlineData("took too many pills")]
    [InlineData("kill myself")]
    [InlineData("end it all")]
    [InlineData("dont want to live")]
    [InlineData("better off dead")]
    [InlineData("kms")]
    [InlineData("unalive myself")]
    [InlineData("no reason to live")]
    [InlineData("I want to hurt myself")]
    [InlineData("carbon monoxide alarm and we all feel sick")]
    [InlineData("dolor en el pecho")]
    [InlineData("opresion en el pecho")]
    [InlineData("no puedo respirar")]
    [InlineData("me falta el aire")]
    [InlineData("me ahogo")]
    [InlineData("labios morados")]
    [InlineData("arrastra las palabras")]
    [InlineData("no para de sangrar")]
    [InlineData("se me cierra la garganta")]
    [InlineData("sobredosis")]
    [InlineData("tome muchas pastillas")]
    [InlineData("quiero morirme")]
    [InlineData("no quiero vivir")]
    [InlineData("me quiero matar")]
    [InlineData("quitarme la vida")]
    [InlineData("acabar con todo")]
    public void Every_emergency_sign_of_the_list_is_an_emergency(string text) => Assert.Equal(Urgency.Emergency, Read(text).Urgency);

    [Theory]
    [InlineData("had chest pain last night", Language.English, 1, Urgency.Emergency)]
    [InlineData("had chest pain last night", Language.English, 20, Urgency.Urgent)]
    [InlineData("anoche me dolió el pecho", Language.Spanish, 2, Urgency.Emergency)]
    [InlineData("anoche me dolió el pecho", Language.Spanish, 15, Urgency.Urgent)]
    [InlineData("had chest pain yesterday", Language.English, 1, Urgency.Urgent)]
    public void Last_night_is_tonight_while_the_night_is_on(string text, Language language, int hour, Urgency urgency) =>
        Assert.Equal(urgency, ReplyReader.Default.Read(text, OpenAsk.Nothing, language, new LocalTime(hour, 0)).Urgency);

    [Theory]
    [InlineData("12 st 4", null, "172", "lb")]
    [InlineData("12 stone 4 lb", null, "172", "lb")]
    [InlineData("11st", null, "154", "lb")]
    [InlineData("12 st 4", "kg", "78", "kg")]
    [InlineData("72.5", "kg", "72.5", "kg")]
    [InlineData("182", null, "182", "lb")]
    [InlineData("182 lbs", "kg", "182", "lb")]
    [InlineData("72 kilos y medio", null, "72.5", "kg")]
    [InlineData("79 kilos con 400 gramos", null, "79.4", "kg")]
    [InlineData("71 kilos 300", null, "71.3", "kg")]
    [InlineData("wt 217 & a half", null, "217.5", "lb")]
    [InlineData("one ninety one and three quarters", null, "191.75", "lb")]
    [InlineData("168 pt 8", null, "168.8", "lb")]
    public void A_weight_is_read_in_the_units_people_use(string text, string? habit, string value, string unit)
    {
        var meaning = ReplyReader.Default.Read(text, OpenAsk.For(Ask.Weight) with { Habit = habit }, Language.English);

        Assert.Equal((value, unit), (meaning.Value, meaning.Unit));
    }

    [Theory]
    [InlineData("12", "mmol/L", "mmol/L")]
    [InlineData("120", null, "mg/dL")]
    [InlineData("5.2", null, "mmol/L")]
    public void A_sugar_is_read_in_the_unit_the_patient_is_used_to(string text, string? habit, string unit) =>
        Assert.Equal(unit, ReplyReader.Default.Read(text, OpenAsk.For(Ask.Glucose) with { Habit = habit }, Language.English).Unit);

    [Theory]
    [InlineData("10:30 120/80", Ask.BloodPressure, "120/80")]
    [InlineData("one sixty two over ninety eight", Ask.BloodPressure, "162/98")]
    [InlineData("ciento cuarenta sobre noventa", Ask.BloodPressure, "140/90")]
    [InlineData("126 for 81", Ask.BloodPressure, "126/81")]
    [InlineData("124 & 80", Ask.BloodPressure, "124/80")]
    [InlineData("147.84", Ask.BloodPressure, "147/84")]
    [InlineData("143.. 92", Ask.BloodPressure, "143/92")]
    [InlineData("bottom one 121 top one 170", Ask.BloodPressure, "170/121")]
    [InlineData("168/96 and half my screen is gone", Ask.BloodPressure, "168/96")]
    [InlineData("101.4 day after the shot", Ask.Temperature, "101.4")]
    [InlineData("a buck thirty one", Ask.Glucose, "131")]
    [InlineData("↑", Ask.BetterSameWorse, "better")]
    [InlineData("goose egg", Ask.Scale0To3, "0")]
    [InlineData("38 con 4", Ask.Temperature, "38.4")]
    [InlineData("39 y 6", Ask.Temperature, "39.6")]
    [InlineData("36 y medio", Ask.Temperature, "36.5")]
    [InlineData("ninety eight six", Ask.Temperature, "98.6")]
    [InlineData("98.6", Ask.Temperature, "98.6")]
    [InlineData("un 7", Ask.Scale0To10, "7")]
    [InlineData("not a one", Ask.DaysMissed, "0")]
    [InlineData("mhm", Ask.YesNo, "yes")]
    [InlineData("no diff", Ask.BetterSameWorse, "same")]
    public void A_value_is_taken_as_people_say_it(string text, Ask ask, string value) =>
        Assert.Equal(value, ReplyReader.Default.Read(text, OpenAsk.For(ask), Language.Spanish).Value);

    [Theory]
    [InlineData("182/124", Ask.BloodPressure, Urgency.Urgent)]
    [InlineData("182/124 and my chest hurts", Ask.BloodPressure, Urgency.Emergency)]
    [InlineData("52", Ask.Glucose, Urgency.Urgent)]
    [InlineData("65", Ask.Glucose, Urgency.Urgent)]
    [InlineData("310", Ask.Glucose, Urgency.Urgent)]
    [InlineData("103.2", Ask.Temperature, Urgency.Urgent)]
    [InlineData("39.5", Ask.Temperature, Urgency.Urgent)]
    public void A_crisis_number_alone_is_urgent_and_with_a_sign_an_emergency(string text, Ask ask, Urgency urgency) =>
        Assert.Equal(urgency, ReplyReader.Default.Read(text, OpenAsk.For(ask), Language.English).Urgency);

    private static Meaning Read(string text) => ReplyReader.Default.Read(text, OpenAsk.Nothing, Language.English, new LocalTime(12, 0));
}
