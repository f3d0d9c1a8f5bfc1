using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.App.Links;
using Outreach.Core.FollowUps;
using Endpoint = Outreach.App.Endpoints.Endpoint;

namespace Outreach.App.Pages.Board;

/// <summary>Lets staff in; everyone else is sent to sign in, or reads a page that tells nothing.</summary>
internal static class BoardGate
{
    public static Task AdmitAsync(HttpContext context, Endpoint endpoint)
    {
        var rules = context.Service<AccessRules>();
        if (rules.StaffOf(context) is not { } staff)
        {
            if (rules.SignInAt is { } signIn && HttpMethods.IsGet(context.Request.Method))
            {
                context.Response.Redirect(signIn + Uri.EscapeDataString(context.Request.Path));
                return Task.CompletedTask;
            }

            return PlainPages.NotSignedInAsync(context);
        }

        context.Items[typeof(Staff)] = staff;
        return endpoint.Handle(context);
    }

    public static Staff Staff(this HttpContext context) => (Staff)context.Items[typeof(Staff)]!;

    /// <summary>What this person sent from a page of ours; null when a plain page has been answered.</summary>
    public static Task<PostedForm?> FormAsync(HttpContext context) => PostedForm.ReadAsync(context, ProofOf(context.Staff()));

    /// <summary>The hidden fields of every form of the board.</summary>
    public static Html Hidden(HttpContext context) => PostedForm.Hidden(context, ProofOf(context.Staff()));

    /// <summary>The patient of the address, or null when a plain page has been answered.</summary>
    public static async Task<FollowUp?> PatientAsync(HttpContext context)
    {
        if (await PatientEndpoints.FindAsync(context) is { } state) return state;
        await PlainPages.UnknownAsync(context);
        return null;
    }

    private static string ProofOf(Staff staff) => $"board|{staff.Name}";
}
