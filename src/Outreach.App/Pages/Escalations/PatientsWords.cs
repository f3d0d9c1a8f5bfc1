using Outreach.Core.Escalations;

namespace Outreach.App.Pages.Escalations;

/// <summary>What the patient wrote, with the words that were relied on marked.</summary>
internal static class PatientsWords
{
    public static Html Of(Concern concern)
    {
        var words = concern.Words ?? "";
        var html = Html.Empty;
        var at = 0;
        foreach (var mark in concern.Marks.Where(m => m.End <= words.Length).OrderBy(m => m.Start))
        {
            if (mark.Start < at) continue;
            html += Html.Text(words[at..mark.Start]) + Html.Of($"<mark>{words[mark.Start..mark.End]}</mark>");
            at = mark.End;
        }

        return html + Html.Text(words[at..]);
    }
}
