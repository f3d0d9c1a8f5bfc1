using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.App.Pages.Escalations;

/// <summary>The forms: take it on, called, write, resolve. Each press is one act.</summary>
internal sealed class EscalationActions(HttpContext context, Opened opened, EscalationFile file, PageState page, Moments moments)
{
    public const int MostReplyChars = 600;

    private readonly Practice practice = context.Known().Practice;

    private Patient Patient => file.State.Patient!;

    public Html Render() => file.Escalation.Status == EscalationStatus.Resolved
        ? Html.Of($"""{Reach}<section class="card"><h2>Resolved</h2><p>Nothing is left to do here. What comes up next opens a new one.</p></section>""")
        : Html.Of($"""{Undo}{Acknowledge}{Reach}{Reply}{Resolve}{Others}""");

    /// <summary>Name and number only after a code sent to the provider's own phone, unless the practice has chosen full detail (R12).</summary>
    private Html Reach
    {
        get
        {
            var called = file.Escalation.Status == EscalationStatus.Resolved ? Html.Empty : Form("called", Html.Of($"""
                <fieldset class="row"><legend>I have called</legend><button class="plain" name="outcome" value="spoke">Spoke with them</button><button class="plain" name="outcome" value="message">Left a message</button><button class="plain" name="outcome" value="none">No answer</button></fieldset>
                """));
            var by = file.Escalation is { CallBy: { } callBy, Status: not EscalationStatus.Resolved } ? Html.Of($"""<p class="next">Please call by {moments.At(callBy)}.</p>""") : Html.Empty;
            if (!page.Revealed && !practice.Choices.FullDetailInProviderEmail)
            {
                return Html.Of($"""<section class="card" aria-labelledby="call"><h2 id="call">Call</h2>{by}{Unlock}{called}</section>""");
            }
            var phone = Patient.Mobile ?? Patient.Guardian?.Mobile;
            var guardian = Patient.Mobile is null && Patient.Guardian is { } g ? $"{g.Name}, guardian of " : "";
            var number = phone is { } known
                ? Html.Of($"""<p><a class="button" href="tel:{known.Value}">Call {Phones.Readable(known)}</a></p>""")
                : Html.Of($"""<p>No phone number is on record.</p>""");
            return Html.Of($"""
                <section class="card" aria-labelledby="call"><h2 id="call">{guardian}{Patient.PreferredName} {Patient.FamilyName}</h2>
                <p class="quiet about">Born {Patient.BirthDate.ToString("MMM d, yyyy", null)}, practice number {Patient.ExternalId}, speaks {(Patient.Language == Language.Spanish ? "Spanish" : "English")}</p>
                {by}{number}{called}</section>
                """);
        }
    }

    private Html Unlock => page.CodeSent
        ? Form("unlock", Html.Of($"""
            <label for="code">The code we texted to your phone</label>
            <div class="row code"><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]*" maxlength="8" required><button>Show name and number</button></div>
            """)) + Form("code", Html.Of($"""<button class="plain link">Send it again</button>"""))
        : Form("code", Html.Of($"""
            <p class="hint">Name, number and the whole timeline are shown after a code that is texted to your own phone.</p>
            <button class="plain">Text me a code</button>
            """));

    /// <summary>For a minute after it was pressed, by whoever pressed it.</summary>
    private Html Undo =>
        file.Escalation is { Status: EscalationStatus.Acknowledged, ActedOn: false, AcknowledgedAt: { } since } && file.Escalation.AcknowledgedBy == opened.Target.Recipient && moments.Now - since < UndoFor
            ? Html.Of($"""<section class="card" aria-labelledby="undo"><h2 id="undo">Pressed by mistake?</h2>{Form("undo", Html.Of($"""<p class="hint">For a minute it can be undone{(InMourning ? "." : "; the patient hears of that too.")}</p><button class="plain">Undo</button>"""))}</section>""")
            : Html.Empty;

    private static readonly NodaTime.Duration UndoFor = NodaTime.Duration.FromMinutes(1);

    /// <summary>Ask a colleague, put it off.</summary>
    private Html Others
    {
        get
        {
            var colleagues = practice.Providers.Where(p => p.Id != opened.Target.Recipient).Select(p => Html.Of($"""<option value="{p.Id}">{p.Name}</option>"""));
            var snooze = file.Escalation.Urgency == Urgency.Emergency || file.Escalation is { Status: EscalationStatus.Acknowledged, ActedOn: false }
                ? Html.Empty
                : Html.Of($"""
                    <section class="card" aria-labelledby="snooze"><h2 id="snooze">Put it off</h2>
                    {Form("snooze", Html.Of($"""
                        <fieldset class="pills"><legend>Remind me in</legend>{PromiseChoice.Snoozes.Select((s, i) => Html.Of($"""<label class="pill"><input type="radio" name="for" value="{s.Value}"{Checked(i == 0)}><span>{s.Label}</span></label>"""))}</fieldset>
                        <p class="hint">Nobody else is told before then, unless something new comes in. The patient hears nothing of it.</p>
                        <button class="plain">Put it off</button>
                        """))}</section>
                    """);
            return Html.Of($"""
                <section class="card" aria-labelledby="ask"><h2 id="ask">Ask a colleague</h2>
                {Form("ask", Html.Of($"""
                    <label for="colleague">Who</label><select id="colleague" name="colleague">{colleagues}</select>
                    <label for="note">What would you like to know?</label><input id="note" name="note" maxlength="300" autocomplete="off" aria-describedby="note-hint">
                    <p class="hint" id="note-hint">They get a link to this page, and read your words here. It stays yours.</p>
                    <button class="plain">Ask</button>
                    """))}</section>
                {snooze}
                """);
        }
    }

    private bool IsMine => file.Escalation.Status == EscalationStatus.Acknowledged && file.Escalation.AcknowledgedBy == opened.Target.Recipient;

    private Html Acknowledge
    {
        get
        {
            var urgency = file.Escalation.Urgency;
            var times = PromiseChoice.For(urgency, practice, moments.Now).Select(c => Html.Of(
                $"""<label class="pill"><input type="radio" name="until" value="{c.Value}" required><span>{c.Label}</span></label>"""));
            if (IsMine)
            {
                return Html.Of($"""
                    <section class="card" aria-labelledby="ack"><h2 id="ack">Promise a time</h2>
                    {Form("acknowledge", Html.Of($"""
                        <fieldset class="pills"><legend>I will act within</legend>{times}</fieldset>
                        <p class="hint">{(InMourning ? "Nobody is written to." : "The patient is told by when you will act.")}</p>
                        <button class="plain">Promise</button>
                        """))}</section>
                    """);
            }

            return Html.Of($"""
                <section class="card" aria-labelledby="ack"><h2 id="ack">{(file.Escalation.Status == EscalationStatus.Open ? "Take it on" : "Take it over")}</h2>
                {Form("acknowledge", Html.Of($"""
                    <fieldset class="pills"><legend>{(InMourning ? "I will act within" : "Tell the patient by when")}</legend><label class="pill"><input type="radio" name="until" value="" checked><span>No time</span></label>{times}</fieldset>
                    <p class="hint">Without a call, a reply or a resolution by then the next is told; if you name no time, after {Moments.Length(practice.Ladder.Promise(urgency))}.</p>
                    <button class="wide">I have it {Hears}</button>
                    """))}</section>
                """);
        }
    }

    private Html Hears => InMourning
        ? Html.Of($"""<span class="then">Nobody is written to</span>""")
        : Html.Of($"""<span class="then untimed">The patient hears that you have it</span><span class="then timed">The patient hears that you have it, and by when</span>""");

    private bool InMourning => file.State.InMourning;

    /// <summary>Offered, never sent by itself.</summary>
    private Html Condolence => !InMourning ? Html.Empty : Form("reply", Html.Of($"""
        <input type="hidden" name="text" value="{Texts.CondolenceOfAPerson.In(Patient.Language)}"><input type="hidden" name="sure" value="yes">
        <p class="hint">One line in your name: <q lang="{(Patient.Language == Language.Spanish ? "es" : "en")}">{Texts.CondolenceOfAPerson.In(Patient.Language)}</q></p>
        <button class="plain">Send this line</button>
        """));

    private Html Reply => Html.Of($"""
        <section class="card" aria-labelledby="reply"><h2 id="reply">{(InMourning ? "Write to whoever wrote" : "Write to the patient")}</h2>
        {Condolence}{Form("reply", Html.Of($"""
            <label for="text">Your words{(Patient.Language == Language.Spanish ? " (this patient reads Spanish)" : "")}</label>
            {Warning}
            <textarea id="text" name="text" rows="3" maxlength="{MostReplyChars}" required aria-describedby="text-hint" data-segments="text-count">{page.Reply}</textarea>
            <p class="hint" id="text-hint">Goes out as you write it. Others may see the phone: leave out diagnoses, medicines and results. One text holds 160 plain characters, or 70 with emoji or á, í, ó, ú. <span id="text-count" role="status"></span></p>
            <button class="plain">Send</button>
            """))}</section>
        """);

    private Html Warning => page.Warnings.Count == 0 ? Html.Empty : Html.Of($"""
        <div class="notice warn" role="alert" id="notice" tabindex="-1"><strong>Not sent yet.</strong> It has {string.Join(", ", page.Warnings)} in it, and others may see the phone.
        It makes {SmsSegments.Count(SmsSegments.ToGsm7(page.Reply)).Segments} text(s). <label class="check"><input type="checkbox" name="sure" value="yes"> Send it as it is</label></div>
        """);

    private Html Resolve => Html.Of($"""
        <section class="card" aria-labelledby="done"><h2 id="done">Resolve</h2>
        {Form("resolve", Html.Of($"""
            <label for="reason">How was it settled?</label>
            <input id="reason" name="reason" maxlength="200" required autocomplete="off" list="reasons" value="{page.Reason}" aria-describedby="reason-hint">
            <datalist id="reasons"><option value="Spoke with the patient; all well"></option><option value="Spoke with the patient; appointment made"></option><option value="Treatment changed"></option><option value="Sent to emergency care"></option><option value="Not a concern"></option></datalist>
            <p class="hint" id="reason-hint">For the record. {(InMourning ? "Nobody is written to." : "The patient is told that it has been taken care of, not the reason.")}</p>
            <button class="plain">Resolve</button>
            """))}</section>
        """);

    private Html Form(string act, Html inside) => Html.Of($"""
        <form method="post" action="{context.Request.Path.Value}">{PostedForm.Hidden(context, opened.Token)}<input type="hidden" name="seen" value="{file.LastAct}"><input type="hidden" name="act" value="{act}">{inside}</form>
        """);

    private static Html Checked(bool it) => it ? Html.Of($" checked") : Html.Empty;
}
