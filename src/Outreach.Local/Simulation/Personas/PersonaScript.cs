using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Local.Simulation.Personas;

/// <summary>Words to write personas with.</summary>
internal static class PersonaScript
{
    public static readonly string[] Reading = ["reading", "blood pressure", "both numbers", "lectura", "presion", "dos numeros"];
    public static readonly string[] Weight = ["weigh", "scale say", "in pounds", "peso", "bascula", "en libras"];
    public static readonly string[] Feeling = ["better, the same", "better", "how are you", "how do you feel", "mejor", "como sigue", "como se siente"];
    public static readonly string[] DangerSigns = ["very bad headache", "trouble breathing", "dolor de cabeza muy fuerte", "falta de aire"];
    public static readonly string[] MissedDays = ["how many days", "cuantos dias"];
    public static readonly string[] ChaseUp = ["checking in again", "reminder", "le pregunta de nuevo", "recordatorio"];
    public static readonly string[] FirstOfADay = ["hi ", "hello", "good morning", "good evening", "hola", "buenos dias", "buenas tardes"];

    private static readonly string[] Need = ["need help today", "necesita ayuda"];
    private static readonly string[] Prescribed = ["prescribe", "le recetamos"];
    private static readonly string[] HasIt = ["on the list", "booked", "enough left", "en la lista", "una cita", "suficiente"];
    private static readonly string[] YesOrNo = ["yes or no", "si o no"];

    /// <summary>A patient with rules of her own first, and plain answers to everything else a plan may ask.</summary>
    public static Persona Of(string id, string number, string inShort, Language language, params PersonaRule[] own)
    {
        string In(string en, string es) => language == Language.Spanish ? es : en;
        PersonaRule[] plain =
        [
            Always(Need, "1"),
            Always(Prescribed, "1"),
            Always(HasIt, In("Yes", "Si")),
            Always(MissedDays, "0"),
            Always(Weight, In("182", "182 libras")),
            Always(Reading, "124/78"),
            Always(Feeling, In("Better", "Mejor")),
            Always(YesOrNo, "No"),
        ];
        return new Persona(id, PhoneNumber.TryParse(number)!.Value, inShort, [.. own, .. plain]);
    }

    /// <summary>Says nothing to anything.</summary>
    public static Persona Silent(string id, string number, string inShort) => new(id, PhoneNumber.TryParse(number)!.Value, inShort, []);

    /// <summary>The same answer every time.</summary>
    public static PersonaRule Always(string[] words, string text, int seconds = 75) => InTurn(words, seconds, text) with { Again = true };

    /// <summary>One answer after another; after the last the rules below it are next.</summary>
    public static PersonaRule InTurn(string[] words, int seconds, params string[] texts) => new()
    {
        Words = [.. words],
        Turns = [.. texts.Select(t => new PersonaTurn([new PersonaReply(t, Duration.FromSeconds(seconds))]))],
    };

    /// <summary>Several texts at once, once.</summary>
    public static PersonaRule Burst(string[] words, int seconds, params string[] texts) => new()
    {
        Words = [.. words],
        Turns = [new PersonaTurn([.. texts.Select((t, i) => new PersonaReply(t, Duration.FromSeconds(seconds + (i * 8))))])],
    };

    public static PersonaRule Ignores(string[] words) => new() { Words = [.. words], Turns = [PersonaTurn.Silence], Again = true };

    public static readonly PersonaRule IgnoresAll = Ignores([]);
}
