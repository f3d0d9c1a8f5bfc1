using Outreach.Core.Patients;

namespace Outreach.App.Pages.Plans;

/// <summary>What the page of the patient's plan says, in both languages.</summary>
internal static class PlanWords
{
    public static readonly Words Title = new("Your plan", "Su plan");
    public static readonly Words Next = new("When we ask next", "Cuándo le preguntamos");
    public static readonly Words Nothing = new("No check-in is planned just now.", "Por ahora no hay preguntas para usted.");
    public static readonly Words Paused = new("Your check-ins are paused. Text RESUME to start again.", "Sus mensajes están en pausa. Envíe REANUDAR para seguir.");
    public static readonly Words Change = new("To change it, text LESS, MORE or PAUSE.", "Para cambiarlo, envíe MENOS, MÁS o PAUSA.");
    public static readonly Words What = new("What we ask and why", "Qué le preguntamos y por qué");
    public static readonly Words GiveYear = new("To see it, give the year you were born.", "Para verlo, escriba el año en que nació.");
    public static readonly Words Goal = new("Your own goal", "Su propia meta");
    public static readonly Words ChangeGoal = new("Text GOAL and your words to change it.", "Envíe META y sus palabras para cambiarla.");
    public static readonly Words MadeToFit = new("Made to fit you", "Hecho para usted");
    public static readonly Words WhyWord = new("Why:", "Por qué:");
    public static readonly Words AfterAnswers = new("only after some answers", "solo después de algunas respuestas");
    public static readonly Words Then = new("What we do with your answers", "Qué hacemos con sus respuestas");

    public static readonly Words ThenText = new(
        "Your care team sees them. If one gives cause for worry, or if we do not hear from you, a person looks at it and gets in touch. In an emergency do not wait for us.",
        "Su equipo las ve. Si una preocupa, o si no sabemos de usted, una persona la revisa y se comunica con usted. En una emergencia no nos espere.");
}
