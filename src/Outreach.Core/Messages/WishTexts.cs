using Outreach.Core.Patients;

namespace Outreach.Core.Messages;

/// <summary>What is said to PLAN, GOAL, PAUSE and their like.</summary>
public static class WishTexts
{
    /// <summary>When, and never what or why: that stands behind the link (R12).</summary>
    public static readonly Words Next = new(
        "{practice}: next we ask on {days}. What we ask and why: {link}",
        "{practice}: le preguntamos el {days}. Qué preguntamos y por qué: {link}");

    /// <summary>To a phone that is not the patient's own: no link.</summary>
    public static readonly Words NextWithoutWhy = new(
        "{practice}: next we ask on {days}. To know why, or to change it, call {phone}. Text PAUSE, LESS or MORE any time.",
        "{practice}: le preguntamos el {days}. Para saber por qué o cambiarlo, llame al {phone}. Puede enviar PAUSA, MENOS o MÁS.");

    public static readonly Words NothingNext = new(
        "{practice}: no check-in is planned just now. If you need us, call {phone}.",
        "{practice}: por ahora no hay preguntas para usted. Si nos necesita, llame al {phone}.");

    public static readonly Words NextWhilePaused = new(
        "{practice}: your check-ins are paused. Text RESUME to start again, or call {phone}.",
        "{practice}: sus mensajes están en pausa. Envíe REANUDAR para seguir, o llame al {phone}.");

    public static readonly Words AskGoal = new(
        "What would you like to be able to do? Text GOAL and your own words, like: GOAL walk to the park.",
        "¿Qué le gustaría poder hacer? Envíe META y sus palabras, por ejemplo: META caminar al parque.");

    public static readonly Words GoalKept = new(
        "Thank you, {name}. We wrote down your goal, and your care team can see it.",
        "Gracias, {name}. Anotamos su meta y su equipo la puede ver.");

    public static readonly Words Paused = new(
        "Your check-ins are paused. Text RESUME to start again. If you feel unwell, call {phone}; in an emergency call {emergency}.",
        "Sus mensajes están en pausa. Envíe REANUDAR para seguir. Si se siente mal, llame al {phone}; en una emergencia, al {emergency}.");

    public static readonly Words PausedUntil = new(
        "Your check-ins are paused until {days}. If you feel unwell, call {phone}; in an emergency call {emergency}.",
        "Sus mensajes están en pausa hasta el {days}. Si se siente mal, llame al {phone}; en una emergencia, al {emergency}.");

    public static readonly Words Resumed = new(
        "Welcome back, {name}. Your check-ins go on.",
        "Qué bueno tenerle de vuelta, {name}. Seguimos con sus mensajes.");

    public static readonly Words Fewer = new(
        "All right, {name}. We will ask less often. Text MORE to go back.",
        "De acuerdo, {name}. Le preguntaremos menos. Envíe MÁS para volver a lo de antes.");

    public static readonly Words MoreAgain = new(
        "All right, {name}. We will ask as often as your plan says.",
        "De acuerdo, {name}. Le preguntaremos tan seguido como dice su plan.");

    /// <summary>Where the plan keeps its pace, or the wish cannot be met without a person.</summary>
    public static readonly Words WishToTeam = new(
        "Thank you, {name}. Your care team decides this with you. In office hours we tell them what you would like.",
        "Gracias, {name}. Esto lo decide su equipo con usted. En horario de oficina les decimos lo que usted prefiere.");

    public static readonly Words ByEmail = new(
        "All right, {name}. We will write to your email from now on. Text TEXT to change back.",
        "De acuerdo, {name}. Ahora le escribiremos a su correo. Envíe TEXTO para volver.");

    public static readonly Words ByText = new(
        "All right, {name}. We will text you from now on.",
        "De acuerdo, {name}. Ahora le enviaremos mensajes de texto.");

    /// <summary>In the language that was asked for.</summary>
    public static readonly Words InThisLanguage = new(
        "All right. We will write to you in English.",
        "De acuerdo. Le escribiremos en español.");
}
