using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
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

    /// <summary>A provider's link that opens nothing, for whatever reason: a fresh one can go to the address on file.</summary>
    public static Task OffersFreshAsync(HttpContext context)
    {
        var token = context.Place("token");
        return new Page(
            "This link opens nothing",
            Html.Of($"""
                <section class="card plain"><h1>This link opens nothing</h1><p>Links work for a day, and only whole. If one was sent to you, a fresh one can be sent to your address on file.</p>
                <form method="post" action="{context.Request.Path.Value}">{PostedForm.Hidden(context, token)}<input type="hidden" name="act" value="fresh"><p><button>Send a fresh link</button></p></form></section>
                """)) { Status = StatusCodes.Status410Gone }.WriteAsync(context);
    }

    /// <summary>The same whether one was sent or not.</summary>
    public static Task FreshSentAsync(HttpContext context) => WriteAsync(
        context,
        StatusCodes.Status200OK,
        new("Look into your mail", "Revise su correo"),
        new("If the link was yours, a fresh one is on its way to your address on file.", "Si el enlace era suyo, uno nuevo va en camino a su dirección registrada."));

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
