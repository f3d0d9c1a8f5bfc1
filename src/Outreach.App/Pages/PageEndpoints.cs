using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.App.Endpoints.OpenApi;
using Outreach.App.Pages.Board;
using Outreach.App.Pages.CheckIns;
using Outreach.App.Pages.Escalations;
using Outreach.App.Pages.Plans;
using Endpoint = Outreach.App.Endpoints.Endpoint;

namespace Outreach.App.Pages;

/// <summary>What people open: the provider's page of an escalation, the patient's check-in and plan, and what those pages load.</summary>
internal static class PageEndpoints
{
    private const string HtmlType = "text/html";
    private const string FormType = "application/x-www-form-urlencoded";

    private static readonly Answer[] LinkRefusals = [new(404, "The link is not one of ours.", null, HtmlType), new(410, "The link has ended.", null, HtmlType)];

    private static readonly Answer[] FormRefusals = [new(303, "Done; the page says what happened."), new(403, "The form is not from the page of this link.", null, HtmlType), .. LinkRefusals];

    public static IEnumerable<Endpoint> All =>
    [
        new("EscalationPage", HttpMethods.Get, "e/{token}", Access.SignedLink, EscalationPage.ShowAsync)
        {
            Operation = new("A provider's page of one escalation") { Answers = [new(200, "The page.", null, HtmlType), .. LinkRefusals] },
        },
        new("EscalationForm", HttpMethods.Post, "e/{token}", Access.SignedLink, EscalationPost.HandleAsync)
        {
            Operation = new("What the provider pressed on it") { BodyType = FormType, Body = new Schema { Type = "object" }, Answers = [.. FormRefusals, new(409, "Not done; the page says why.", null, HtmlType)] },
        },
        new("CheckInPage", HttpMethods.Get, "c/{token}", Access.SignedLink, CheckInPage.ShowAsync)
        {
            Operation = new("A patient's check-in") { Answers = [new(200, "The page.", null, HtmlType), .. LinkRefusals] },
        },
        new("CheckInForm", HttpMethods.Post, "c/{token}", Access.SignedLink, CheckInPage.PostAsync)
        {
            Operation = new("The patient's answers") { BodyType = FormType, Body = new Schema { Type = "object" }, Answers = [.. FormRefusals, new(422, "Some of it could not be read; the page says what.", null, HtmlType)] },
        },
        new("PlanPage", HttpMethods.Get, "p/{token}", Access.SignedLink, PlanPage.ShowAsync)
        {
            Operation = new("A patient's own plan: what comes next") { Answers = [new(200, "The page.", null, HtmlType), .. LinkRefusals] },
        },
        new("PlanForm", HttpMethods.Post, "p/{token}", Access.SignedLink, PlanPage.PostAsync)
        {
            Operation = new("The year of birth, for what is asked and why") { BodyType = FormType, Body = new Schema { Type = "object" }, Answers = [new(200, "The page.", null, HtmlType), new(403, "The form is not from the page of this link.", null, HtmlType), .. LinkRefusals] },
        },
        Board("Board", HttpMethods.Get, "board", BoardPage.ShowAsync, "The practice's board: open concerns by deadline, what nobody has read, who cannot be reached, who is away"),
        Board("BoardUnread", HttpMethods.Get, "board/unread", UnreadPage.ShowAsync, "What somebody wrote, nothing could use and nobody has read"),
        Board("BoardSeen", HttpMethods.Post, "board/unread", UnreadPage.SeenAsync, "Say that it has been read"),
        Board("BoardEscalation", HttpMethods.Get, "board/escalations/{id}", BoardPage.OpenEscalationAsync, "To the page of one escalation, for the provider who has signed in"),
        Board("BoardPatients", HttpMethods.Get, "board/patients", PatientsPage.ShowAsync, "The practice's patients"),
        Board("BoardFind", HttpMethods.Post, "board/patients", PatientsPage.FindAsync, "Patients by name, number or id"),
        Board("BoardUnreachable", HttpMethods.Get, "board/unreachable", UnreachablePage.ShowAsync, "Patients with whom there is no contact"),
        Board("BoardNewPatient", HttpMethods.Get, "board/new", PatientForm.ShowNewAsync, "An empty form for a patient"),
        Board("BoardAddPatient", HttpMethods.Post, "board/new", PatientForm.AddAsync, "Add a patient"),
        Board("BoardPatient", HttpMethods.Get, "board/patients/{id}", PatientPage.ShowAsync, "One patient: contact, consents, plans, timeline"),
        Board("BoardPatientForm", HttpMethods.Post, "board/patients/{id}", PatientPage.ActAsync, "Enrol, withdraw, change the status"),
        Board("BoardPatientProfile", HttpMethods.Get, "board/patients/{id}/edit", PatientForm.ShowAsync, "A patient's profile to change"),
        Board("BoardChangePatient", HttpMethods.Post, "board/patients/{id}/edit", PatientForm.ChangeAsync, "Bring a patient up to date"),
        Board("BoardChart", HttpMethods.Get, "board/patients/{id}/chart", PatientPage.ChartAsync, "A plain dated note to copy into the chart"),
        new("Asset", HttpMethods.Get, "assets/{name}", Access.Anyone, Assets.HandleAsync)
        {
            Operation = new("Style sheet, icon and script of the pages") { Answers = [new(200, "The asset."), new(304, "As you have it.")] },
        },
    ];

    private static Endpoint Board(string name, string method, string route, Func<HttpContext, Task> handle, string summary) => new(name, method, route, Access.Staff, handle)
    {
        Operation = HttpMethods.IsPost(method)
            ? new(summary) { BodyType = FormType, Body = new Schema { Type = "object" }, Answers = [new(200, "The page.", null, HtmlType), new(303, "Done; the page says what happened."), new(403, "Not signed in, or not a form of the board.", null, HtmlType)] }
            : new(summary) { Answers = [new(200, "The page.", null, HtmlType), new(302, "Sign in first."), new(403, "Not signed in.", null, HtmlType)] },
    };
}
