using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies.Values;

/// <summary>Yes or no, said first, said alone between two pauses, or said by denying.</summary>
internal static class YesNo
{
    public static Bound? Read(Said said)
    {
        var tokens = said.Tokens;
        Phrase? chosen = null;
        var rank = 0;
        foreach (var phrase in said.All("yes", "no", "unclear"))
        {
            var opens = phrase.First == 0;
            var alone = tokens[phrase.First].Before != Pause.None && (phrase.Last == tokens.Count - 1 || tokens[phrase.Last + 1].Before != Pause.None);
            var closes = phrase.Last == tokens.Count - 1;
            var mine = opens ? 4 : alone ? 3 : closes ? 2 : tokens[phrase.First].Before != Pause.None || phrase.Length > 1 || phrase.First <= 2 ? 1 : 0;
            if (mine > rank) (chosen, rank) = (phrase, mine);
        }

        if (chosen is not { } answer || answer.Rule.Answer == "unclear") return null;
        return new Bound(answer.Rule.Answer, null, answer.First, answer.Last, Urgency.None, "yes-no");
    }
}
