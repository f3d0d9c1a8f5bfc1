using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.Core.Escalations;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.App.Pages.Escalations;

/// <summary>The forms: take it on, called, write, resolve. Each press is one act.</summary>
internal sealed class EscalationActions(HttpContext context, Opened opened, EscalationFile file, PageState page, Moments moments)
{
    public const int MostReplyChars = 600;

    private readonly Practice practice = context.Known().Practice;

    private Patient Patient => file.State.Patient!;

    public Html Render() => file.Escalation.Status == EscalationStatus.Resolved
        ? Html.Of($"""{Reach}<section class="card"><h2>Resolved</h2><p>Nothing is left to do here. What comes up next opens a new one.</p></section>""")
        : Html.Of($"""{Reach}{Acknowledge}{Reply}{Resolve}""");

    /// <summary>Name and number only after asking for them, which is written down; unless the practice has chosen full detail (R12).</summary>
    private Html Reach
    {
        get
        {
            var called = file.Escalation.Status == EscalationStatus.Resolved ? Html.Empty : Form("called", Html.Of($"""<button class="plain">I have called</button>"""));
            if (!page.Revealed && !practice.Choices.FullDetailInProviderEmail)
            {
                return Html.Of($"""
                    <section class="card" aria-labelledby="call"><h2 id="call">Call</h2>
                    <div class="row">{Form("reveal", Html.Of($"""<button class="plain">Show number</button>"""))}{called}</div></section>
                    """);
            }
            var phone = Patient.Mobile ?? Patient.Guardian?.Mobile;
            var guardian = Patient.Mobile is null && Patient.Guardian is { } g ? $"{g.Name}, guardian of " : "";
            var number = phone is { } known
                ? Html.Of($"""<a class="button" href="tel:{known.Value}">Call {Phones.Readable(known)}</a>""")
                : Html.Of($"""<p>No phone number is on record.</p>""");
            return Html.Of($"""
                <section class="card" aria-labelledby="call"><h2 id="call">{guardian}{Patient.PreferredName} {Patient.FamilyName}</h2>
                <p class="quiet about">Born {Patient.BirthDate.ToString("MMM d, yyyy", null)}, practice number {Patient.ExternalId}, speaks {(Patient.Language == Language.Spanish ? "Spanish" : "English")}</p>
                <div class="row">{number}{called}</div></section>
                """);
        }
    }

    private Html Acknowledge
    {
        get
        {
            var urgency = file.Escalation.Urgency;
            var chosen = PromiseChoice.Default(urgency);
            var choices = PromiseChoice.For(urgency, practice, moments.Now).Select(c => Html.Of(
                $"""<label class="pill"><input type="radio" name="until" value="{c.Value}"{Checked(c.Value == chosen)}><span>{c.Label}</span></label>"""));
            var mine = file.Escalation.AcknowledgedBy == opened.Target.Recipient;
            var (heading, button) = file.Escalation.Status == EscalationStatus.Open ? ("Take it on", "Acknowledge") : mine ? ("Promise another time", "Promise") : ("Take it over", "Acknowledge");
            return Html.Of($"""
                <section class="card" aria-labelledby="ack"><h2 id="ack">{heading}</h2>
                {Form("acknowledge", Html.Of($"""
                    <fieldset class="pills"><legend>I will act within</legend>{choices}</fieldset>
                    <p class="hint">The patient is told that you have seen it, and by when you will act.</p>
                    <button>{button}</button>
                    """))}</section>
                """);
        }
    }

    private Html Reply => Html.Of($"""
        <section class="card" aria-labelledby="reply"><h2 id="reply">Write to the patient</h2>
        {Form("reply", Html.Of($"""
            <label for="text">Your words{(Patient.Language == Language.Spanish ? " (this patient reads Spanish)" : "")}</label>
            <textarea id="text" name="text" rows="3" maxlength="{MostReplyChars}" required aria-describedby="text-hint" data-segments="text-count">{page.Reply}</textarea>
            <p class="hint" id="text-hint">Goes out as you write it. Others may see the phone: leave out diagnoses, medicines and results. One text holds 160 plain characters, or 70 with emoji or á, í, ó, ú. <span id="text-count" role="status"></span></p>
            <button class="plain">Send</button>
            """))}</section>
        """);

    private Html Resolve => Html.Of($"""
        <section class="card" aria-labelledby="done"><h2 id="done">Resolve</h2>
        {Form("resolve", Html.Of($"""
            <label for="reason">How was it settled?</label>
            <input id="reason" name="reason" maxlength="200" required autocomplete="off" list="reasons" value="{page.Reason}" aria-describedby="reason-hint">
            <datalist id="reasons"><option value="Spoke with the patient; all well"></option><option value="Spoke with the patient; appointment made"></option><option value="Treatment changed"></option><option value="Sent to emergency care"></option><option value="Not a concern"></option></datalist>
            <p class="hint" id="reason-hint">For the record. The patient is told that it has been taken care of, not the reason.</p>
            <button class="plain">Resolve</button>
            """))}</section>
        """);

    private Html Form(string act, Html inside) => Html.Of($"""
        <form method="post" action="{context.Request.Path.Value}">{PostedForm.Hidden(context, opened.Token)}<input type="hidden" name="seen" value="{file.LastAct}"><input type="hidden" name="act" value="{act}">{inside}</form>
        """);

    private static Html Checked(bool it) => it ? Html.Of($" checked") : Html.Empty;
}
