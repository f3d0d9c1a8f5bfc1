using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;

namespace Outreach.App.Pages.Escalations;

/// <summary>What a provider pressed: <c>POST /e/{token}</c>.</summary>
internal static class EscalationPost
{
    public static async Task HandleAsync(HttpContext context)
    {
        if (await PostedForm.ReadAsync(context, context.Place("token")) is not { } form) return;
        if (await LinkGate.FindAsync(context, LinkKind.Escalation) is not { } opened)
        {
            await (form["act"] == "fresh" ? FreshLinks.SendAsync(context) : PlainPages.OffersFreshAsync(context));
            return;
        }

        var typed = new PageState { Reply = form["act"] == "reply" ? form["text"] : "", Reason = form["act"] == "resolve" ? form["reason"] : "" };
        if (form["act"] is "code" or "unlock")
        {
            var why = form["act"] == "code" ? await OneTimeCode.SendAsync(context, opened) : await OneTimeCode.TryAsync(context, opened, form["code"]);
            if (why is null) SeeOther(context, $"/e/{opened.Token}#call");
            else await EscalationPage.RenderAsync(context, opened, new PageState { Refused = why, Status = StatusCodes.Status409Conflict });
            return;
        }

        if (form["act"] == "reply" && form["sure"] != "yes" && ReplyWarnings.Find(form["text"], opened.State.Patient!) is { Count: > 0 } warnings)
        {
            await EscalationPage.RenderAsync(context, opened, typed with { Warnings = warnings, Status = StatusCodes.Status409Conflict });
            return;
        }

        if (await RefuseAsync(context, opened, form) is { } refused)
        {
            var now = (await context.Service<ILedgerStore>().LoadAsync(opened.Target.Patient, context.RequestAborted)).State;
            await EscalationPage.RenderAsync(context, opened with { State = now }, typed with { Refused = refused, Status = StatusCodes.Status409Conflict });
            return;
        }
        SeeOther(context, $"/e/{opened.Token}?done={Uri.EscapeDataString(form["act"])}#notice");
    }

    private static void SeeOther(HttpContext context, string where)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = where;
    }

    /// <summary>Null when it was carried out.</summary>
    private static async Task<string?> RefuseAsync(HttpContext context, Opened opened, PostedForm form)
    {
        if (await ActedMeanwhileAsync(context, opened, form) is { } meanwhile) return meanwhile;
        if (Command(context, opened, form) is not { } command) return "Please choose one of the times, or one of the buttons.";
        var submitted = await context.Service<Submit>()(opened.Target.Patient, command, context.RequestAborted);
        return submitted.Refusal?.Message;
    }

    private static Command? Command(HttpContext context, Opened opened, PostedForm form)
    {
        var (id, at, escalation, by) = (form.CommandId, context.Now(), opened.Target.Target, opened.Target.Recipient);
        return form["act"] switch
        {
            "acknowledge" when form["until"].Length == 0 => new Command.Acknowledge(escalation, by, null) { Id = id, At = at },
            "acknowledge" => PromiseChoice.Until(form["until"], context.Known().Practice, at) is { } until ? new Command.Acknowledge(escalation, by, until) { Id = id, At = at } : null,
            "called" => new Command.Called(escalation, by) { Id = id, At = at, Outcome = Outcomes.GetValueOrDefault(form["outcome"]) },
            "undo" => new Command.UndoAcknowledge(escalation, by) { Id = id, At = at },
            "snooze" => PromiseChoice.Snoozed(form["for"], context.Known().Practice, at) is { } until ? new Command.Snooze(escalation, by, until) { Id = id, At = at } : null,
            "ask" => new Command.AskColleague(escalation, by, form["colleague"], Cut(form["note"])) { Id = id, At = at },
            "reply" => new Command.ProviderReply(escalation, by, Cut(form["text"])) { Id = id, At = at },
            "resolve" => new Command.Resolve(escalation, by, Cut(form["reason"])) { Id = id, At = at },
            ReadingReview.Act => ReadingReview.Corrected(form, by, at),
            _ => null,
        };
    }

    private static readonly Dictionary<string, CallOutcome?> Outcomes = new(StringComparer.Ordinal)
    {
        ["spoke"] = CallOutcome.Spoke, ["message"] = CallOutcome.LeftMessage, ["none"] = CallOutcome.NoAnswer,
    };

    /// <summary>Somebody else acted after this page was rendered: shown first, so that the patient does not hear from two. A call that was made stands anyway.</summary>
    private static async Task<string?> ActedMeanwhileAsync(HttpContext context, Opened opened, PostedForm form)
    {
        if (form["act"] is "called" or "undo" or "ask" or ReadingReview.Act) return null;
        var file = await EscalationFile.LoadAsync(context.Service<ILedgerStore>(), opened.State, opened.Target.Target, context.RequestAborted);
        var theirs = file?.Acts.LastOrDefault(a => string.CompareOrdinal(a.Place, form["seen"]) > 0 && a.By != opened.Target.Recipient);
        if (file is null || theirs is not { Event: { } happened }) return null;
        var practice = context.Known().Practice;
        var said = new EscalationWords(file, practice, new Moments(context.Now(), practice.Zone)).Sentence(happened);
        return $"While you were reading: {said} Look again, and press once more if it is still right.";
    }

    private static string Cut(string text) => text.Length <= EscalationActions.MostReplyChars ? text : text[..EscalationActions.MostReplyChars];
}
