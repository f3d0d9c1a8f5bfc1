using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.App.Timelines;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.App.Pages.Escalations;

/// <summary>The page in the order a busy provider needs it: how urgent, what next, the patient's words, why, what to do; then the rest.</summary>
internal sealed class EscalationView(HttpContext context, Opened opened, EscalationFile file, PageState page)
{
    private readonly Practice practice = context.Known().Practice;
    private readonly Moments moments = new(context.Now(), context.Known().Practice.Zone);
    private readonly Escalation escalation = file.Escalation;

    private EscalationWords Words => new(file, practice, moments);

    private Patient Patient => file.State.Patient!;

    public Page ToPage() => new(Title, Body) { Practice = practice.Name, Shape = "wide", Status = page.Status };

    private string Title => (page.Refused is not null || page.Warnings.Count > 0 ? "Not done – " : page.Done is not null ? "Done – " : "") + $"{EscalationWords.Of(escalation.Urgency)}: {Patient.Initials}";

    private Html Body => Html.Of($"""
        {Notice}
        <div class="columns">
        <div class="first">{Head}{PatientWords}</div>
        <aside aria-label="What to do">{new EscalationActions(context, opened, file, page, moments).Render()}</aside>
        <div class="rest">{new TrendView(context, file.State, moments).Render()}{Conversation}{new ReadingReview(context, opened, file, moments).Render()}{Story}{Everything}</div>
        </div>
        """);

    /// <summary>As the provider's email gives it; short enough to say on the phone.</summary>
    private string Reference => escalation.Id.ToString("N")[..6].ToUpperInvariant();

    private Html Notice
    {
        get
        {
            if (page.Refused is { } refused) return Html.Of($"""<div class="notice warn" role="alert" id="notice" tabindex="-1"><strong>Nothing was changed.</strong> {refused}</div>""");
            if (page.Done is not { } act || Words.Done(act, opened.Target.Recipient) is not { } done) return Html.Empty;
            return Html.Of($"""<div class="notice good" role="status" id="notice" tabindex="-1"><strong>{done}</strong>{ToldAfter(act)}</div>""");
        }
    }

    /// <summary>The patient's message that the act led to (R7).</summary>
    private Html ToldAfter(string act)
    {
        if (act == ReadingReview.Act) return Html.Empty;
        var since = file.Acts.Last(a => a.By == opened.Target.Recipient && EscalationWords.Act(a.Event) == act).Event.At;
        if (file.Told.LastOrDefault(m => m.QueuedAt >= since) is not { } message) return Html.Empty;
        var fate = file.FateOf(message.Key);
        var lead = fate.Word switch
        {
            FateWord.Sent or FateWord.Delivered => "The patient has been told:",
            FateWord.NotSent => $"The patient could not be told ({fate.Reason}). Please call. This was the text:",
            _ when message.NextAttemptAt > moments.Now => $"The patient is told at {moments.At(message.NextAttemptAt)}, inside their contact hours:",
            _ => "The patient is being told now:",
        };
        return Html.Of($"""<p>{lead} <q>{Ours(message.Text)}</q></p>""");
    }

    private Html Head => Html.Of($"""
        <div class="head {Css(escalation.Urgency)}">
        <h1><span class="badge {Css(escalation.Urgency)}">{EscalationWords.Of(escalation.Urgency)}</span> <span class="who">{Patient.Initials}</span></h1>
        <p class="since">Since {moments.At(escalation.OpenedAt)}, {moments.FromNow(escalation.OpenedAt)} · {Reference}</p>
        <p class="next">{Words.Next}</p>
        </div>
        """);

    private Html PatientWords => Html.Of($"""
        <section class="card" aria-labelledby="words"><h2 id="words">{(escalation.Concerns.Any(c => c.Words is not null) ? "In the patient’s own words" : "What was found")}</h2>
        {escalation.Concerns.OrderByDescending(c => c.Urgency).ThenBy(c => c.At).Select(Concern)}
        </section>
        """);

    private Html Concern(Concern concern)
    {
        var lang = Patient.Language == Language.Spanish ? "es" : "en";
        var words = concern.Words is null ? Html.Empty : Html.Of($"""<blockquote lang="{lang}">{PatientsWords.Of(concern)}</blockquote>""");
        var source = concern.Source is { } cited ? Html.Of($"""<span class="source">{cited}</span>""") : Html.Empty;
        return Html.Of($"""
            <div class="concern">{words}
            <p class="because"><span class="dot {Css(concern.Urgency)}" aria-hidden="true"></span><span><strong>{concern.Because}</strong> <span class="quiet">{EscalationWords.Of(concern.Urgency)}, {moments.At(concern.At)}</span>{source}</span></p></div>
            """);
    }

    private Html Conversation
    {
        get
        {
            List<Html> lines = [.. file.Timeline.Select(e => Line(e.Event)).Where(l => !l.IsEmpty)];
            if (lines.Count == 0) return Html.Empty;
            return Html.Of($"""<section class="card" aria-labelledby="talk"><h2 id="talk">What was written</h2><ol class="talk">{lines}</ol></section>""");
        }
    }

    private Html Line(Event happened) => happened switch
    {
        Event.ReplyRecorded e => Bubble("them", "Patient", e.Text, moments.At(e.At)),
        Event.AnswerRecorded e when !file.Timeline.Any(t => t.Event is Event.ReplyRecorded && t.Event.At == e.At) =>
            Bubble("them", "Patient, on the web page", $"{AnsweredQuestions.Title(e.Observation.Question)}: {e.Words}", moments.At(e.At)),
        Event.MessageQueued { Message.Recipient: "patient" } e =>
            Bubble("us", "Outreach", Ours(e.Message.Text), $"{moments.At(e.At)}, {Words.Fate(file.FateOf(e.Message.Key))}"),
        _ => Html.Empty,
    };

    /// <summary>What we wrote greets by name; the page goes by initials until the name is asked for.</summary>
    private string Ours(string text)
    {
        var shown = text.Replace("{link}", "(link)", StringComparison.Ordinal);
        var name = Patient.PreferredName;
        return page.Revealed || practice.Choices.FullDetailInProviderEmail || name.Length < 2 ? shown : shown.Replace(name, $"{char.ToUpperInvariant(name[0])}.", StringComparison.Ordinal);
    }

    private static Html Bubble(string side, string who, string text, string when) =>
        Html.Of($"""<li class="{side}"><span class="hidden">{who}: </span><p>{text}</p><span class="quiet">{when}</span></li>""");

    private Html Story
    {
        get
        {
            var items = file.Timeline.Select(e => (e.Event, Text: Words.Sentence(e.Event))).Where(s => s.Text is not null)
                .Select(s => Html.Of($"""<li><span class="quiet">{moments.At(s.Event.At)}</span> <span>{s.Text}</span></li>"""));
            return Html.Of($"""<section class="card" aria-labelledby="story"><h2 id="story">So far</h2><ol class="story">{items}</ol></section>""");
        }
    }

    /// <summary>Behind the code, as the number is.</summary>
    private Html Everything
    {
        get
        {
            if (!page.Revealed) return Html.Empty;
            var lines = file.Timeline.Select(e => (e.Event.At, Line: TimelineWords.Describe(e.Event, practice.Zone, practice)))
                .Select(l => Html.Of($"""<li><span class="quiet">{moments.At(l.At)}</span> <span>{l.Line.Text}{(l.Line.Why is { } why ? $" ({why})" : "")}</span></li>"""));
            return Html.Of($"""<section class="card" aria-labelledby="all"><h2 id="all">Full timeline</h2><details><summary>Show everything since {moments.At(file.Timeline.Count > 0 ? file.Timeline[0].Event.At : escalation.OpenedAt)}</summary><ol class="story">{lines}</ol></details></section>""");
        }
    }

    private static string Css(Urgency urgency) => urgency switch
    {
        Urgency.Emergency => "emergency",
        Urgency.Urgent => "urgent",
        _ => "routine",
    };
}
