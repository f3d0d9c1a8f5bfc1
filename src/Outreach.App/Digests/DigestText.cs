using System.Globalization;
using System.Text;
using NodaTime;
using Outreach.App.Links;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.App.Digests;

/// <summary>One provider's digest in words: initials and a link each; what it is about only where the practice has chosen so (R12).</summary>
internal sealed class DigestText(Practice practice, Provider provider, DigestContents contents, LinkSigner links, Instant firstSent)
{
    public bool IsEmpty => contents.Open.IsEmpty && contents.News.IsEmpty;

    /// <summary>Says how many and nothing of whom.</summary>
    public string Subject => (contents.Open.Length, contents.News.Length) switch
    {
        (0, 1) => "News of one patient",
        (0, var news) => string.Create(CultureInfo.InvariantCulture, $"News of {news} patients"),
        (1, _) => "One patient's concern is open",
        var (open, _) => string.Create(CultureInfo.InvariantCulture, $"{open} patients' concerns are open"),
    };

    public string Body
    {
        get
        {
            var text = new StringBuilder().Append(provider.Name).Append(",\n\n");
            if (!contents.Open.IsEmpty) text.Append("open with you this morning:\n\n");
            foreach (var one in contents.Open) AppendOpen(text, one);
            AppendNews(text, "where answers are going:", n => n.Kind == NewsKind.Trend);
            AppendNews(text, "good news:", n => n.Kind != NewsKind.Trend);
            if (!contents.Open.IsEmpty) text.Append("The links to what is open end after 24 hours. ");
            if (!contents.News.IsEmpty) text.Append("The links to a patient's page ask you to sign in. ");
            return text.Append(practice.Name).Append('\n').ToString();
        }
    }

    private void AppendOpen(StringBuilder text, OpenConcern one) => text.Append(one.Initials).Append(", ").Append(Words(one.Escalation.Urgency))
        .Append(", since ").Append(Clock(one.Escalation.OpenedAt))
        .Append(one.Escalation.Status == EscalationStatus.Acknowledged ? ", acknowledged" : ", not acknowledged yet")
        .Append(one.Escalation.CallBy is { } callBy ? ", asks to be called by " + Clock(callBy) : "").Append('\n')
        .Append(links.Url(new LinkTarget(LinkKind.Escalation, one.Patient, provider.Id, one.Escalation.Id, firstSent + LinkSigner.StaffLinksLast))).Append("\n\n");

    private void AppendNews(StringBuilder text, string heading, Func<News, bool> which)
    {
        var some = contents.News.Select(n => (n.Initials, n.Patient, News: n.News.Where(which).ToList())).Where(n => n.News.Count > 0).ToList();
        if (some.Count == 0) return;
        text.Append(heading).Append("\n\n");
        foreach (var (initials, patient, news) in some)
        {
            text.Append(initials).Append(": ").AppendJoin("; ", news.Select(Words).Distinct(StringComparer.Ordinal)).Append('\n').Append(links.At($"/board/patients/{patient}")).Append("\n\n");
        }
    }

    private string Words(News news)
    {
        var plain = news.Kind switch
        {
            NewsKind.Trend => "answers move towards what the plan raises",
            NewsKind.Steady => "readings are where the plan wants them",
            NewsKind.Gone => "something told before is gone",
            NewsKind.Finished => "a plan has run to its end",
            _ => "says that what was done has helped",
        };
        return practice.Choices.FullDetailInProviderEmail || practice.Choices.WordsInProviderEmail ? $"{plain} ({news.Words})" : plain;
    }

    private string Clock(Instant at) => at.InZone(practice.Zone).ToString("ddd MMM d, h:mm tt", CultureInfo.InvariantCulture);

    private static string Words(Urgency urgency) => urgency switch
    {
        Urgency.Emergency => "EMERGENCY",
        Urgency.Urgent => "urgent",
        _ => "routine",
    };
}
