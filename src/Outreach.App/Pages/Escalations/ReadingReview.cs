using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Outreach.Core.FollowUps;
using Outreach.Core.Replies;

namespace Outreach.App.Pages.Escalations;

/// <summary>How the patient's texts were read, with a small form to say how they should have been. It changes nothing that was done.</summary>
internal sealed class ReadingReview(HttpContext context, Opened opened, EscalationFile file, Moments moments)
{
    public const string Act = "correct";

    private const int MostTexts = 5;

    /// <summary>Null where the form is not one of ours, or nothing was chosen.</summary>
    public static Command? Corrected(PostedForm form, string by, NodaTime.Instant at)
    {
        var intents = form["intents"].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => ReadingNames.Intent(n)).Aggregate(Intents.None, (all, one) => all | one);
        return Enum.TryParse<Urgency>(form["urgency"], ignoreCase: true, out var urgency) && Enum.IsDefined(urgency) && form["message"].Length > 0
            ? new Command.CorrectReading(form["message"], intents, urgency, by) { Id = form.CommandId, At = at }
            : null;
    }

    public Html Render()
    {
        var texts = file.Timeline.Select(t => t.Event).OfType<Event.ReplyRecorded>().TakeLast(MostTexts).ToImmutableArray();
        if (texts.IsEmpty) return Html.Empty;
        return Html.Of($"""<section class="card" aria-labelledby="reading"><h2 id="reading">How it was read</h2>{texts.Select(Text)}</section>""");
    }

    private Html Text(Event.ReplyRecorded text)
    {
        var corrected = file.Timeline.Select(t => t.Event).OfType<Event.ReadingCorrected>().LastOrDefault(c => c.Message == text.MessageId);
        var said = corrected is null ? Html.Empty : Html.Of($"""<p class="quiet">Corrected at {moments.At(corrected.At)}: {Words(corrected.Intents, corrected.Urgency)}</p>""");
        return Html.Of($"""
            <div class="concern"><blockquote>{text.Text}</blockquote>
            <p class="quiet">Read as {Words(text.Meaning.Intents, text.Meaning.Urgency)}</p>{said}
            <details><summary>Read it as…</summary>{Form(text, corrected?.Urgency ?? text.Meaning.Urgency, corrected?.Intents ?? text.Meaning.Intents)}</details></div>
            """);
    }

    private Html Form(Event.ReplyRecorded text, Urgency urgency, Intents intents)
    {
        var urgencies = Enum.GetValues<Urgency>().Select(u => Html.Of($"""<label class="pill"><input type="radio" name="urgency" value="{u.ToString().ToLowerInvariant()}"{Checked(u == urgency)}><span>{u.ToString().ToLowerInvariant()}</span></label>"""));
        var kinds = ReadingNames.Intents.Select(i => Html.Of($"""<label class="pill"><input type="checkbox" name="intents" value="{i.Name}"{Checked((intents & i.Intent) != 0)}><span>{i.Name}</span></label>"""));
        return Html.Of($"""
            <form method="post" action="{context.Request.Path.Value}">{PostedForm.Hidden(context, opened.Token)}<input type="hidden" name="seen" value="{file.LastAct}"><input type="hidden" name="act" value="{Act}"><input type="hidden" name="message" value="{text.MessageId}">
            <fieldset class="pills"><legend>How urgent it was</legend>{urgencies}</fieldset>
            <fieldset class="pills"><legend>What it was</legend>{kinds}</fieldset>
            <p class="hint">Kept for those who mend the reader. Nothing that was done is undone, and the patient is told nothing.</p>
            <button class="plain">Correct the reading</button></form>
            """);
    }

    private static string Words(Intents intents, Urgency urgency) => $"{string.Join(", ", ReadingNames.Of(intents))}; {(urgency == Urgency.None ? "nothing to escalate" : urgency.ToString().ToLowerInvariant())}";

    private static Html Checked(bool it) => it ? Html.Of($" checked") : Html.Empty;
}
