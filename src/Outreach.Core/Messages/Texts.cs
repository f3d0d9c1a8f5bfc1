using Outreach.Core.Patients;

namespace Outreach.Core.Messages;

/// <summary>Our own fixed words, in both languages. <c>{…}</c> are filled in by <see cref="Writing"/>. No diagnosis, medicine or result is ever in them (R12).</summary>
public static class Texts
{
    /// <summary>The first message: who, why, how often, STOP and HELP, not monitored round the clock, 911 (CTIA principles; carrier messaging policy).</summary>
    public static readonly Words Introduction = new(
        "Hi {name}, this is {practice}. {provider} asked us to text you about {programme}: {frequency}. Reply HELP for help, STOP to stop. Msg&data rates may apply. Not watched 24/7: in an emergency call {emergency}.",
        "Hola {name}, le escribe {practice}. {provider} nos pidió enviarle mensajes sobre {programme}: {frequency}. Responda AYUDA para ayuda, ALTO para parar. Puede haber cargos. No se lee 24/7: en una emergencia llame al {emergency}.");

    public static readonly Words IntroductionByEmail = new(
        "Hello {name},\n\nthis is {practice}. {provider} asked us to write to you about {programme}: {frequency}. Each email has a private link to a short page. To stop these emails, call {phone}.\n\nThis address is not watched round the clock. In an emergency call {emergency}.",
        "Hola {name}:\n\nle escribe {practice}. {provider} nos pidió escribirle sobre {programme}: {frequency}. Cada correo lleva un enlace privado a una página corta. Para no recibir más correos, llame al {phone}.\n\nNadie lee esta dirección las 24 horas. En una emergencia llame al {emergency}.");

    public static readonly Words Help = new(
        "{practice}: check-ins from your care team, {frequency}. Questions? Call {phone}. Msg&data rates may apply. Reply STOP to stop. In an emergency call {emergency}.",
        "{practice}: mensajes de su equipo de salud, {frequency}. ¿Preguntas? Llame al {phone}. Puede haber cargos. Responda ALTO para parar. En una emergencia llame al {emergency}.");

    public static readonly Words EmergencySafety = new(
        "This may be an emergency: call {emergency} now. This line is not watched 24/7. We are also telling {practice}.",
        "Puede ser una emergencia: llame al {emergency} ahora. Esta línea no se lee 24/7. También avisamos a {practice}.");

    /// <summary>988 Suicide &amp; Crisis Lifeline; in Spanish press 2.</summary>
    public static readonly Words CrisisSafety = new(
        "We are glad you told us. Call or text {crisis} now, day or night, or call {emergency} if you are in danger. We are also telling your care team.",
        "Gracias por decirnos. Llame al {crisis} y oprima 2, a cualquier hora, o al {emergency} si está en peligro. También avisamos a su equipo de salud.");

    /// <summary>The same where nobody is told outside office hours.</summary>
    public static readonly Words EmergencySafetyAlone = new(
        "This may be an emergency: call {emergency} now. Nobody reads this line before office hours.",
        "Puede ser una emergencia: llame al {emergency} ahora. Nadie lee esta línea antes del horario de oficina.");

    public static readonly Words CrisisSafetyAlone = new(
        "We are glad you told us. Call or text {crisis} now, day or night, or call {emergency} if you are in danger. Nobody reads this line before office hours.",
        "Gracias por decirnos. Llame al {crisis} y oprima 2, a cualquier hora, o al {emergency} si está en peligro. Nadie lee esta línea antes del horario de oficina.");

    public static readonly Words OptedOutWithSafetyAlone = new(
        "You will get no more texts. If this may be an emergency, call {emergency} now (thoughts of suicide: {crisis}). Nobody reads this line before office hours.",
        "Ya no recibirá mensajes. Si puede ser una emergencia, llame al {emergency} ahora (ideas de suicidio: {crisis}). Nadie lee esta línea antes del horario de oficina.");

    public static readonly Words WaitsForOffice = new(
        "Thank you. {provider}'s team reads this in office hours, not before. If it cannot wait, call {phone}; in an emergency call {emergency}.",
        "Gracias. El equipo de {provider} lee esto en horario de oficina, no antes. Si no puede esperar, llame al {phone}; en una emergencia, al {emergency}.");

    /// <summary>Asked where danger cannot be ruled out. It names both lines, so that nobody waits for us.</summary>
    public static readonly Words IsItAnEmergency = new(
        "Is this an emergency? Reply YES or NO. If it may be, do not wait for us: call {emergency} now (thoughts of suicide: call or text {crisis}).",
        "¿Es una emergencia? Responda SI o NO. Si puede serlo, no nos espere: llame al {emergency} ahora (ideas de suicidio: {crisis}, oprima 2).");

    /// <summary>To somebody who tells us of a death: no cheer, no question, nothing of the patient.</summary>
    public static readonly Words Condolence = new(
        "We are very sorry for your loss. We will not send more check-ins. Someone from {practice} will be in touch; if you need us before, call {phone}.",
        "Lamentamos mucho su pérdida. No enviaremos más preguntas. Alguien de {practice} se comunicará con usted; si nos necesita antes, llame al {phone}.");

    public static readonly Words OptedOut = new(
        "{practice}: you will get no more texts from this number. Reply START to get them again, or call {phone}.",
        "{practice}: ya no recibirá mensajes de este número. Responda START para recibirlos otra vez, o llame al {phone}.");

    public static readonly Words OptedOutWithSafety = new(
        "You will get no more texts. If this may be an emergency, call {emergency} now (thoughts of suicide: {crisis}). We are telling {practice}.",
        "Ya no recibirá mensajes. Si puede ser una emergencia, llame al {emergency} ahora (ideas de suicidio: {crisis}). Avisamos a {practice}.");

    /// <summary>To whoever has the number now: no name, and nothing more.</summary>
    public static readonly Words WrongNumber = new(
        "Sorry for the mix-up. {practice} will not text this number again.",
        "Disculpe la confusión. {practice} no volverá a escribir a este número.");

    public static readonly Words OptedIn = new(
        "{practice}: you will get our texts again. Reply HELP for help, STOP to stop.",
        "{practice}: recibirá de nuevo nuestros mensajes. Responda AYUDA para ayuda, ALTO para parar.");

    public static readonly Words ToldRoutine = new(
        "Thank you for telling us. We are passing this to {provider}'s team for office hours. If it gets worse, call {phone}; in an emergency call {emergency}.",
        "Gracias por decirnos. Se lo pasamos al equipo de {provider} para el horario de oficina. Si empeora, llame al {phone}; en una emergencia, al {emergency}.");

    public static readonly Words ToldUrgent = new(
        "Thank you for telling us. We are letting {provider}'s team know now. If it gets worse, call {phone}; in an emergency call {emergency}.",
        "Gracias por decirnos. Estamos avisando ahora al equipo de {provider}. Si empeora, llame al {phone}; en una emergencia, al {emergency}.");

    /// <summary>A person will call; nothing of what was said is repeated, somebody else may be reading.</summary>
    public static readonly Words ToldPrivately = new(
        "Thank you. Someone from {practice} will call you. If you are in danger call {emergency}.",
        "Gracias. Alguien de {practice} le va a llamar. Si está en peligro llame al {emergency}.");

    public static readonly Words PassedOn = new(
        "Thank you. We have passed your message to {provider}'s team. They answer in office hours; for anything sooner call {phone}, in an emergency {emergency}.",
        "Gracias. Pasamos su mensaje al equipo de {provider}. Responden en horario de oficina; si es antes llame al {phone}, en una emergencia al {emergency}.");

    /// <summary>While an emergency is open nobody is told of office hours.</summary>
    public static readonly Words PassedOnInEmergency = new(
        "Thank you. We have passed this on to {practice} too. If you are in danger now, call {emergency} (thoughts of suicide: {crisis}).",
        "Gracias. También le pasamos esto a {practice}. Si está en peligro ahora, llame al {emergency} (ideas de suicidio: {crisis}).");

    public static readonly Words WillCall = new(
        "We have asked {provider}'s team to call you. If it cannot wait, call {phone}; in an emergency call {emergency}.",
        "Pedimos al equipo de {provider} que le llame. Si no puede esperar, llame al {phone}; en una emergencia, al {emergency}.");

    public static readonly Words AskAgain = new(
        "Sorry, we did not get that. {question}",
        "Disculpe, no entendimos. {question}");

    /// <summary>After a question that shows no example of its own.</summary>
    public static readonly Words ForExample = new("For example: {example}", "Por ejemplo: {example}");

    public static readonly Words Reminder = new(
        "{practice} checking in again: {question}",
        "{practice} le pregunta de nuevo: {question}");

    /// <summary>A text where email was not answered; it may be the first to this number.</summary>
    public static readonly Words AskedByText = new(
        "{practice} checking in: {question} Reply STOP to stop, HELP for help.",
        "{practice} le pregunta: {question} Responda ALTO para parar, AYUDA para ayuda.");

    public static readonly Words CheckInByLink = new(
        "{practice} has a short check-in for you: {link}",
        "{practice} tiene unas preguntas cortas para usted: {link}");

    public static readonly Words CheckInByEmail = new(
        "Hello {name},\n\n{practice} has a short check-in for you. It takes about a minute:\n\n{link}\n\nThe link is yours alone. If this may be an emergency, call {emergency} now.",
        "Hola {name}:\n\n{practice} tiene unas preguntas cortas para usted. Toman un minuto:\n\n{link}\n\nEl enlace es solo para usted. Si puede ser una emergencia, llame al {emergency} ahora.");

    public static readonly Words EmailSubject = new("A short note from {practice}", "Un mensaje corto de {practice}");

    public static readonly Words Acknowledged = new(
        "{who} at {practice} has your message. If it gets worse, call {phone}; in an emergency {emergency}.",
        "{who}, de {practice}, tiene su mensaje. Si empeora, llame al {phone}; en una emergencia, al {emergency}.");

    public static readonly Words AcknowledgedBy = new(
        "{who} at {practice} has your message and will be in touch by {time}. If it gets worse before then, call {phone}; in an emergency {emergency}.",
        "{who}, de {practice}, tiene su mensaje y se comunicará con usted antes de {time}. Si empeora antes, llame al {phone}; en una emergencia, al {emergency}.");

    public static readonly Words Resolved = new(
        "{who} at {practice} has looked after what you told us. If anything changes, text us here or call {phone}.",
        "{who}, de {practice}, ya atendió lo que nos dijo. Si algo cambia, escríbanos aquí o llame al {phone}.");

    /// <summary>An email is not read when it is answered.</summary>
    public static readonly Words ResolvedByEmail = new(
        "{who} at {practice} has looked after what you told us. If anything changes, call {phone}.",
        "{who}, de {practice}, ya atendió lo que nos dijo. Si algo cambia, llame al {phone}.");

    /// <summary>The same where the patient has told us nothing, because no answer came: no talk of a message they never wrote.</summary>
    public static readonly Words AcknowledgedQuiet = new(
        "{who} at {practice} is looking after your follow-up. If you need us, call {phone}; in an emergency {emergency}.",
        "{who}, de {practice}, está atendiendo su seguimiento. Si nos necesita, llame al {phone}; en una emergencia, al {emergency}.");

    public static readonly Words AcknowledgedQuietBy = new(
        "{who} at {practice} is looking after your follow-up and will be in touch by {time}. If you need us before then, call {phone}; in an emergency {emergency}.",
        "{who}, de {practice}, está atendiendo su seguimiento y se comunicará con usted antes de {time}. Si nos necesita antes, llame al {phone}; en una emergencia, al {emergency}.");

    public static readonly Words ResolvedQuiet = new(
        "{who} at {practice} has looked after your follow-up. If you need us, call {phone}.",
        "{who}, de {practice}, ya atendió su seguimiento. Si nos necesita, llame al {phone}.");

    /// <summary>To somebody who was told that a person has their message.</summary>
    public static readonly Words Undone = new(
        "Correction from {practice}: we are still finding who will look after your message. If it gets worse, call {phone}; in an emergency {emergency}.",
        "Corrección de {practice}: aún buscamos quién atenderá su mensaje. Si empeora, llame al {phone}; en una emergencia, al {emergency}.");

    public static readonly Words Helped = new(
        "{practice} here: your care team looked after what you told us. Has it helped? YES or NO",
        "{practice}: su equipo atendió lo que nos dijo. ¿Le ha ayudado? SÍ o NO");

    public static readonly Words HelpedThanks = new(
        "Thank you for telling us. If anything changes, text us here or call {phone}.",
        "Gracias por decirnos. Si algo cambia, escríbanos aquí o llame al {phone}.");

    public static readonly Words NotHelped = new(
        "Thank you. We are telling {provider}'s team that it has not helped. If it gets worse, call {phone}; in an emergency {emergency}.",
        "Gracias. Avisamos al equipo de {provider} que no le ha ayudado. Si empeora, llame al {phone}; en una emergencia, al {emergency}.");

    /// <summary>To somebody the patient has named: that it is looked after, not what it is.</summary>
    public static readonly Words CaregiverAcknowledged = new(
        "{practice}: {name} named you to hear from us. {who} is looking after what {name} told us. Reply STOP to stop.",
        "{practice}: {name} pidió que le avisemos. {who} está atendiendo lo que nos dijo {name}. Responda ALTO para parar.");

    public static readonly Words CaregiverResolved = new(
        "{practice}: {who} has looked after what {name} told us. Reply STOP to stop.",
        "{practice}: {who} ya atendió lo que nos dijo {name}. Responda ALTO para parar.");

    public static readonly Words FromProvider = new("{who} at {practice}: {text}", "{who}, de {practice}: {text}");

    /// <summary>To a provider's phone: nothing of the patient (R12).</summary>
    public const string ProviderSms = "A patient needs you: {link}";

    /// <summary>"+12125550100" as people write it: "212-555-0100".</summary>
    public static string Spoken(PhoneNumber number) =>
        number.Value is ['+', '1', .. { Length: 10 } ten] ? $"{ten[..3]}-{ten[3..6]}-{ten[6..]}" : number.Value;
}
