using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Pages.CheckIns;

/// <summary>What the page says once nothing is open, and what the patient was told because of the answers.</summary>
internal sealed class CheckInEnding(HttpContext context, Opened opened)
{
    private const int LooksBack = 60;

    /// <summary>What was told because of the answers is shown this long.</summary>
    private static readonly Duration Fresh = Duration.FromHours(1);

    private readonly Language language = opened.State.Patient!.Language;

    public async Task<(string Title, Html Body)> RenderAsync()
    {
        var timeline = await TimelineAsync();
        var closed = timeline.OfType<Event.CheckInClosed>().FirstOrDefault(e => e.CheckIn == opened.Target.Target);
        var practice = context.Known().Practice;
        var answered = opened.State.Observations.Any(o => o.CheckIn == opened.Target.Target);
        if (closed is null || (closed.End == CheckInEnd.Expired && !answered))
        {
            return (CheckInWords.OverTitle.In(language), Html.Of($"""
                <section class="card plain"><h1>{CheckInWords.OverTitle.In(language)}</h1><p>{CheckInWords.Over.In(language)}</p><p>{CheckInWords.Call(practice).In(language)}</p></section>
                """));
        }
        return (CheckInWords.ThankYou.In(language), Html.Of($"""
            <section class="card plain"><h1>{CheckInWords.ThankYou.In(language)}</h1><p>{(closed.End == CheckInEnd.Raised ? CheckInWords.ReceivedAndTold : CheckInWords.Received).In(language)}</p>{Told(timeline)}
            <p>{CheckInWords.Call(practice).In(language)} {CheckInWords.MayClose.In(language)}</p></section>
            """));
    }

    /// <summary>Empty when the answers led to no message beyond thanks.</summary>
    public async Task<Html> ToldAsync() => Told(await TimelineAsync());

    /// <summary>The same words that went out as a message: here they are read first.</summary>
    private Html Told(IReadOnlyList<Event> newestFirst)
    {
        var told = newestFirst.OfType<Event.MessageQueued>().FirstOrDefault(q => q.Message is { Recipient: "patient", Kind: MessageKind.Safety or MessageKind.ToldTeam } && q.At > context.Now() - Fresh);
        return told is null ? Html.Empty : Html.Of($"""
            <div class="notice {(told.Message.Kind == MessageKind.Safety ? "danger" : "good")}" role="alert"><strong>{CheckInWords.Important.In(language)}.</strong> {told.Message.Text.Replace("{link}", "", StringComparison.Ordinal)}</div>
            """);
    }

    private async Task<IReadOnlyList<Event>> TimelineAsync() =>
        [.. (await context.Service<ILedgerStore>().TimelineAsync(opened.Target.Patient, LooksBack, null, context.RequestAborted)).Select(e => e.Event)];
}
