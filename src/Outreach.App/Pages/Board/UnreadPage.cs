using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using Outreach.App.Endpoints;
using Outreach.App.Ledgers;
using Outreach.App.Receiving;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using LedgerAccess = Outreach.App.Ledgers.Access;

namespace Outreach.App.Pages.Board;

/// <summary>What nobody has read: on the board who and since when, behind a link the words (R12), and that somebody has read them.</summary>
internal static class UnreadPage
{
    private const int Most = 500;
    private const int OnTheBoard = 20;

    public static async Task<Html> CardAsync(HttpContext context)
    {
        var unread = await ListAsync(context);
        if (unread.Count == 0) return Html.Of($"""<section class="card"><h2>Unread</h2><p class="quiet">Nothing that somebody wrote waits to be read.</p></section>""");
        var way = context.Staff().ReadsConcerns
            ? Html.Of($"""<p><a href="/board/unread">Read {(unread.Count == 1 ? "it" : $"them: {unread.Count}")}</a></p>""")
            : Html.Of($"""<p class="quiet">To be read by a provider.</p>""");
        return Html.Of($"""
            <section class="card"><h2>Unread {BoardLayout.Count(unread.Count)}</h2>
            <p class="hint">Nothing could make sense of these, and they stand in no concern: somebody has to read them.</p>
            {BoardLayout.Table("Unread", ["From", "Written"], unread.Take(OnTheBoard).Select(r => Html.Of($"""<tr><th scope="row">{Who(r)}</th><td>{BoardLayout.Narrow("written")}{When(context, r, r.At)}</td></tr>""")))}
            {way}</section>
            """);
    }

    /// <summary><c>GET /board/unread</c>.</summary>
    public static async Task ShowAsync(HttpContext context)
    {
        if (!context.Staff().ReadsConcerns)
        {
            await PlainPages.NotSignedInAsync(context);
            return;
        }

        var unread = await ListAsync(context);
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            var (log, who) = (context.Service<IAccessLog>(), context.Staff().By(context.Known().Practice));
            foreach (var one in unread.OfType<UnreadReply.OfPatient>()) await log.WriteAsync(new LedgerAccess(one.Patient.Id, who, "unread reply", one.Patient.Id.Value, context.Now()), context.RequestAborted);
        }

        await BoardLayout.Of(context, unread.Count == 0 ? "Unread" : $"{unread.Count} unread", Html.Of($"""
            {BoardLayout.Notice(context.Query("done") is not null ? "Kept that you have read it." : null, null)}
            <h1>Unread</h1>
            {(unread.Count == 0 ? Html.Of($"""<section class="card"><p class="quiet">Nothing that somebody wrote waits to be read.</p></section>""") : Html.Empty)}
            {unread.Select(r => Words(context, r))}
            """)).WriteAsync(context);
    }

    /// <summary><c>POST /board/unread</c>: somebody has read one of them; who and when is kept.</summary>
    public static async Task SeenAsync(HttpContext context)
    {
        if (!context.Staff().ReadsConcerns)
        {
            await PlainPages.NotSignedInAsync(context);
            return;
        }

        if (await BoardGate.FormAsync(context) is not { } form) return;
        var by = context.Staff().By(context.Known().Practice);
        if (PatientId.TryParse(form["patient"]) is { } patient && InstantPattern.ExtendedIso.Parse(form["upTo"]).TryGetValue(default, out var upTo))
        {
            await context.Service<Submit>()(patient, new Command.SeeReplies(by, upTo) { Id = form.CommandId, At = context.Now() }, context.RequestAborted);
        }
        else if (ContactPoint.TryParse(Channel.Sms, form["from"]) is { } from)
        {
            await context.Service<IContactBook>().MarkSeenAsync(from, form["message"], by, context.Now(), context.RequestAborted);
        }
        else
        {
            await PlainPages.StaleAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/board/unread?done=seen#notice";
    }

    private static ValueTask<IReadOnlyList<UnreadReply>> ListAsync(HttpContext context) => UnreadReply.ListAsync(context.Service<ILedgerStore>(), context.Service<IContactBook>(), Most, context.RequestAborted);

    private static Html Who(UnreadReply reply) => reply switch
    {
        UnreadReply.OfPatient r => BoardLayout.Patient(r.Patient),
        UnreadReply.OfStranger r => Html.Of($"""{Number(r.Text.From)} <span class="quiet">belongs to no patient</span>"""),
        _ => throw new ArgumentOutOfRangeException(nameof(reply), reply.GetType().Name, "not a reply"),
    };

    private static string Number(ContactPoint from) => PhoneNumber.TryParse(from.Address) is { } phone ? Phones.Readable(phone) : from.Address;

    /// <summary>A patient's in their own time, and said so where that is another than the practice's.</summary>
    private static string When(HttpContext context, UnreadReply reply, Instant at)
    {
        var known = context.Known();
        var zone = reply is UnreadReply.OfPatient { Patient: var patient } ? known.Zones.GetZoneOrNull(patient.TimeZone) ?? known.Practice.Zone : known.Practice.Zone;
        var moments = new Moments(context.Now(), zone);
        return $"{moments.At(at)}{(zone.GetUtcOffset(at) == known.Practice.Zone.GetUtcOffset(at) ? "" : " their time")} ({moments.FromNow(at)})";
    }

    private static Html Words(HttpContext context, UnreadReply reply) => reply switch
    {
        UnreadReply.OfPatient r => Of(
            context, r, [.. r.Replies.Select(w => (w.At, w.Text))],
            Html.Of($"It could not be used as an answer, was asked about once more, and nothing more came. To call or to write, open the patient."),
            Html.Of($"""<input type="hidden" name="patient" value="{r.Patient.Id.ToString()}"><input type="hidden" name="upTo" value="{InstantPattern.ExtendedIso.Format(r.Replies[^1].At)}">""")),
        UnreadReply.OfStranger r => Of(
            context, r, [(r.Text.At, r.Text.Text)],
            Html.Of($"""{(r.Text.Outcome == StrayText.Answered ? "The sender was told to call the practice." : "The sender was not answered.")} If it is a patient's new number, <a href="/board/patients">find the patient</a>, bring the number up to date, and call."""),
            Html.Of($"""<input type="hidden" name="from" value="{r.Text.From.Address}"><input type="hidden" name="message" value="{r.Text.MessageId}">""")),
        _ => throw new ArgumentOutOfRangeException(nameof(reply), reply.GetType().Name, "not a reply"),
    };

    private static Html Of(HttpContext context, UnreadReply reply, IEnumerable<(Instant At, string Text)> words, Html what, Html which) => Html.Of($"""
        <section class="card"><h2>{Who(reply)}</h2>
        {words.Select(w => Html.Of($"""<p class="since">{When(context, reply, w.At)}</p><blockquote>{w.Text}</blockquote>"""))}
        <p class="hint">{what}</p>
        <form method="post" action="/board/unread">{which}{BoardGate.Hidden(context)}<button>I have read it</button></form>
        </section>
        """);
}
