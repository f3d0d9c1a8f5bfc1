using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Pages.CheckIns;

/// <summary>The patient's web check-in: <c>/c/{token}</c>. No name is on it, and opening it changes nothing but the access log.</summary>
internal static class CheckInPage
{
    private static readonly IReadOnlyDictionary<string, string> NothingWrong = new Dictionary<string, string>(StringComparer.Ordinal);

    public static async Task ShowAsync(HttpContext context)
    {
        if (await LinkGate.OpenAsync(context, LinkKind.CheckIn) is not { } opened) return;
        await LinkGate.LogAsync(context, opened, "check-in");
        await RenderAsync(context, opened);
    }

    public static async Task PostAsync(HttpContext context)
    {
        if (await LinkGate.OpenAsync(context, LinkKind.CheckIn) is not { } opened) return;
        if (await PostedForm.ReadAsync(context, opened.Token) is not { } form) return;
        if (form["act"] == "earlier")
        {
            await RenderAsync(context, opened, earlier: await EarlierAnswers.AnswerAsync(context, opened, form));
            return;
        }
        if (Open(opened) is not { } checkIn)
        {
            SeeOther(context, opened);
            return;
        }
        var language = opened.State.Patient!.Language;
        var reading = AnswerReading.Of(CheckInForm.Fields(context, opened.State, checkIn), form, language);
        if (!reading.IsEmpty)
        {
            var command = new Command.WebAnswer(checkIn.Id, reading.Answers) { Id = form.CommandId, At = context.Now() };
            await context.Service<Submit>()(opened.Target.Patient, command, context.RequestAborted);
        }
        if (reading.Wrong.Count == 0 && !reading.IsEmpty)
        {
            SeeOther(context, opened);
            return;
        }
        var now = opened with { State = (await context.Service<ILedgerStore>().LoadAsync(opened.Target.Patient, context.RequestAborted)).State };
        var notice = Notice(reading, language);
        await RenderAsync(context, now, notice, form, reading.Wrong);
    }

    private static async Task RenderAsync(
        HttpContext context, Opened opened, Html notice = default, PostedForm? sent = null, IReadOnlyDictionary<string, string>? wrong = null, Html earlier = default)
    {
        var (practice, language) = (context.Known().Practice, opened.State.Patient!.Language);
        var ending = new CheckInEnding(context, opened);
        var (title, body) = Open(opened) is { } checkIn ? await QuestionsAsync() : await ending.RenderAsync();
        var page = Html.Of($"""
            <p class="emergency-line">{CheckInWords.Emergency(practice).In(language)}</p>
            {body}
            {(earlier.IsEmpty ? EarlierAnswers.Ask(context, opened) : earlier)}
            """);
        await new Page(title, page) { Language = language, Practice = practice.Name, Large = HowTheyRead.NeedsLargePages(opened.State.Patient) is not null, Status = notice.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity }.WriteAsync(context);

        async Task<(string, Html)> QuestionsAsync()
        {
            var fields = CheckInForm.Fields(context, opened.State, checkIn);
            if (fields.Count == 0) return await ending.RenderAsync();
            var (heading, lead) = checkIn.At == 0 && !checkIn.AnyAnswer ? (CheckInWords.Title, CheckInWords.Greeting) : (CheckInWords.Rest, CheckInWords.RestGreeting);
            return (heading.In(language), Html.Of($"""
                <h1>{heading.In(language)}</h1>{await ending.ToldAsync()}{notice}<p class="lead">{lead.In(language)}</p>
                {new CheckInForm(context, opened, sent, wrong ?? NothingWrong).Render(fields)}
                """));
        }
    }

    private static CheckIn? Open(Opened opened) => opened.State.CheckIn is { OpenItem: not null } checkIn && checkIn.Id == opened.Target.Target ? checkIn : null;

    private static Html Notice(AnswerReading reading, Language language) => reading.Wrong.Count == 0
        ? Html.Of($"""<div class="notice warn" role="alert">{CheckInWords.Nothing.In(language)}</div>""")
        : Html.Of($"""<div class="notice warn" role="alert"><strong>{CheckInWords.Fix.In(language)}.</strong> {(reading.IsEmpty ? CheckInWords.NeedNumber : CheckInWords.FixLead).In(language)}</div>""");

    private static void SeeOther(HttpContext context, Opened opened)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"/c/{opened.Token}";
    }
}
