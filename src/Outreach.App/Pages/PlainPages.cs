using Microsoft.AspNetCore.Http;
using Outreach.Core.Patients;

namespace Outreach.App.Pages;

/// <summary>Pages that tell nothing: no name, no practice, no reason beyond what helps (R12). In both languages, because they do not know whose they are.</summary>
internal static class PlainPages
{
    /// <summary>The link was good once.</summary>
    public static Task EndedAsync(HttpContext context) => WriteAsync(
        context,
        StatusCodes.Status410Gone,
        new("This link has ended", "Este enlace ya no sirve"),
        new("Links work for a limited time. Please use the newest message, or call the practice.", "Los enlaces sirven por un tiempo. Use el mensaje más reciente o llame al consultorio."));

    /// <summary>It never was one of ours, or it was damaged on the way.</summary>
    public static Task UnknownAsync(HttpContext context) => WriteAsync(
        context,
        StatusCodes.Status404NotFound,
        new("There is nothing at this address", "No hay nada en esta dirección"),
        new("Please open the link from the message again, or copy the whole of it.", "Abra de nuevo el enlace del mensaje o cópielo completo."));

    /// <summary>The form did not come from the page we served.</summary>
    public static Task StaleAsync(HttpContext context) => WriteAsync(
        context,
        StatusCodes.Status403Forbidden,
        new("Nothing was sent", "No se envió nada"),
        new("Please open the link from the message again and repeat what you did.", "Abra de nuevo el enlace del mensaje y repita lo que hizo."));

    public static Task NotSignedInAsync(HttpContext context) => WriteAsync(
        context,
        StatusCodes.Status403Forbidden,
        new("Please sign in", "Inicie sesión"),
        new("This page is for the practice's staff. Sign in with an account that has one of its roles.", "Esta página es para el personal del consultorio. Inicie sesión con una cuenta que tenga un rol."));

    public static Task FailedAsync(HttpContext context) => WriteAsync(
        context,
        StatusCodes.Status500InternalServerError,
        new("Something went wrong here", "Algo falló aquí"),
        new("Please try again in a minute. In an emergency call 911.", "Inténtelo de nuevo en un minuto. En una emergencia llame al 911."));

    private static Task WriteAsync(HttpContext context, int status, Words title, Words text) => new Page(
        title.En,
        Html.Of($"""
            <section class="card plain"><h1>{title.En}</h1><p>{text.En}</p></section>
            <section class="card plain" lang="es"><h2>{title.Es}</h2><p>{text.Es}</p></section>
            """)) { Status = status }.WriteAsync(context);
}
