using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.App.Pages.CheckIns;

/// <summary>What the patient's page says, in both languages.</summary>
internal static class CheckInWords
{
    public static readonly Words Title = new("Your check-in", "Su cuestionario");
    public static readonly Words Rest = new("A few more questions", "Unas preguntas más");
    public static readonly Words Greeting = new("A few questions from your care team. Answer what you can.", "Unas preguntas de su equipo médico. Conteste lo que pueda.");
    public static readonly Words RestGreeting = new("Thank you, that is noted. These are still open; answer what you can.", "Gracias, ya lo anotamos. Estas siguen abiertas; conteste lo que pueda.");
    public static readonly Words Send = new("Send my answers", "Enviar mis respuestas");
    public static readonly Words Yes = new("Yes", "Sí");
    public static readonly Words No = new("No", "No");
    public static readonly Words Better = new("Better", "Mejor");
    public static readonly Words Same = new("The same", "Igual");
    public static readonly Words Worse = new("Worse", "Peor");
    public static readonly Words Upper = new("Upper number", "Número de arriba");
    public static readonly Words Lower = new("Lower number", "Número de abajo");
    public static readonly Words Unit = new("Unit", "Unidad");
    public static readonly Words Example = new("For example", "Por ejemplo");
    public static readonly Words NotWatched = new("Your care team reads this in office hours.", "Su equipo médico lee esto en horas de oficina.");
    public static readonly Words Fix = new("Please look at this again", "Revise esto, por favor");
    public static readonly Words FixLead = new("What you wrote elsewhere has been sent. This could not be read:", "Lo demás ya se envió. Esto no se pudo leer:");
    public static readonly Words Nothing = new("Nothing is filled in yet. Answer at least one question.", "Todavía no hay nada escrito. Conteste al menos una pregunta.");
    public static readonly Words NeedNumber = new("Write a number, as in the example.", "Escriba un número, como en el ejemplo.");
    public static readonly Words NeedBoth = new("Write both numbers, as 128 and 82.", "Escriba los dos números, como 128 y 82.");
    public static readonly Words ThankYou = new("Thank you", "Gracias");
    public static readonly Words Received = new("Your answers have been received.", "Recibimos sus respuestas.");
    public static readonly Words ReceivedAndTold = new("Your answers have been received, and your care team has been told.", "Recibimos sus respuestas y avisamos a su equipo médico.");
    public static readonly Words MayClose = new("You may close this page.", "Puede cerrar esta página.");
    public static readonly Words OverTitle = new("This check-in is over", "Este cuestionario ya terminó");
    public static readonly Words Over = new("No answer is needed any more. The next one will come in its time.", "Ya no hace falta contestar. El próximo llegará a su tiempo.");
    public static readonly Words Earlier = new("Your earlier answers", "Sus respuestas anteriores");
    public static readonly Words EarlierWhy = new("To see them, give the year you were born.", "Para verlas, escriba el año en que nació.");
    public static readonly Words NoneEarlier = new("There are no earlier answers yet.", "Todavía no hay respuestas anteriores.");
    public static readonly Words Important = new("Important", "Importante");

    public static Words Emergency(Practice practice) => new(
        $"If this is an emergency, call {practice.Emergency.Emergency} now. If you think of hurting yourself, call or text {practice.Emergency.Crisis}.",
        $"Si es una emergencia, llame al {practice.Emergency.Emergency} ahora. Si piensa en hacerse daño, llame o mande un mensaje al {practice.Emergency.Crisis}.");

    public static Words Call(Practice practice) => new($"To reach the practice call {Phones.Readable(practice.Phone)}.", $"Para hablar con el consultorio llame al {Phones.Readable(practice.Phone)}.");
}
