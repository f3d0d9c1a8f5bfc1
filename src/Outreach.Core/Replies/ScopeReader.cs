using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies;

/// <summary>
/// Settles for each finding whether it is affirmed, denied, feared, over or somebody else's: the ConText algorithm
/// (Harkema 2009, after NegEx, Chapman 2001) cut for text messages. What it cannot settle a person reads.
/// </summary>
internal sealed class ScopeReader(Lexicon lexicon)
{
    private const int Reach = 7;

    private readonly int transparent = lexicon.Class("@transparent");
    private readonly int activity = lexicon.Class("@activity");
    private readonly int subject = lexicon.Class("@subject");
    private readonly int he = lexicon.Class("@he");
    private readonly int heVerb = lexicon.Class("@he-verb");
    private readonly int bareNo = lexicon.Class("@bare-no");
    private readonly int englishNo = lexicon.Class("@english-no");
    private readonly int never = lexicon.Class("@never");
    private readonly int without = lexicon.Class("@without");
    private readonly int likeThis = lexicon.Class("@like-this");
    private readonly int progressive = lexicon.Class("@progressive");

    public ScopeView View(List<Token> tokens, List<Phrase> phrases) => new(tokens, phrases);

    public Scope Of(Phrase finding, ScopeView view)
    {
        if (view.Nearest(ScopeCue.Unsettled, finding, Reach) is not null) return Scope.Unsettled;
        var feared = Feared(finding, view);
        if (feared is not null) return feared.Value;
        if (!finding.Rule.Unscoped && TimeScope.IsNoLonger(finding, view)) return Scope.Past;
        var denied = finding.Rule.Unscoped ? Scope.Affirmed : Denied(finding, view);
        if (denied != Scope.Affirmed) return denied;
        if (TimeScope.IsOver(finding, view)) return Scope.Past;
        return OfAnother(finding, view) ? Scope.OtherPerson : Scope.Affirmed;
    }

    private Scope? Feared(Phrase finding, ScopeView view)
    {
        foreach (var cue in view.CuesNear(finding))
        {
            if (cue.Rule.Cue is not (ScopeCue.Hypothetical or ScopeCue.Worry)) continue;
            if (cue.Last >= finding.First || !view.SameSentence(cue.Last, finding.First)) continue;
            var between = finding.First - cue.Last - 1;
            if (between > Reach) continue;

            // "If I lie down I can't breathe" tells of now; "how do I know if I'm having a stroke" asks of now.
            var own = 0;
            var now = false;
            for (var i = cue.Last + 1; i < finding.First; i++)
            {
                if (!view.Tokens[i].Is(transparent) && !view.Tokens[i].Is(subject) && !view.IsFinding(i)) own++;
                now |= view.Tokens[i].Is(progressive);
            }

            if (now) return Scope.Affirmed;
            if (own <= (cue.Rule.Cue == ScopeCue.Worry ? 4 : 1)) return Scope.Hypothetical;
        }

        return null;
    }

    private Scope Denied(Phrase finding, ScopeView view)
    {
        var tokens = view.Tokens;
        if (DeniedAfter(finding, view)) return Scope.Negated;
        for (var i = finding.First + 1; i < finding.Last; i++)
            if (!finding.Names(i) && view.IsNegation(i) && (!tokens[i].Is(bareNo) || (finding.Names(i + 1) && tokens[i + 1].Before == Pause.None))) return Scope.Negated;

        var commas = 0;
        var joined = false;
        var listed = view.HasOrAfter(finding.Last);
        var foreignWords = 0;
        for (var i = finding.First - 1; i >= 0 && finding.First - i <= Reach + 2 * commas + 6; i--)
        {
            var pause = tokens[i + 1].Before;
            if (pause == Pause.Hard || view.IsCue(i + 1, ScopeCue.Terminator)) return Scope.Affirmed;
            if (pause == Pause.Soft) commas++;
            if (view.IsCue(i, ScopeCue.Terminator) || view.IsCue(i, ScopeCue.PseudoNegation)) return Scope.Affirmed;
            if (view.IsNegation(i)) return Judge(finding, view, i, commas, joined, listed, foreignWords);
            if (view.IsCue(i, ScopeCue.And)) joined = true;
            else if (view.IsCue(i, ScopeCue.Or)) listed = true;
            else if (tokens[i].Is(activity)) foreignWords += 10;
            else if (!tokens[i].Is(transparent) && !view.IsFinding(i)) foreignWords++;
            if (joined && tokens[i + 1].Is(subject)) return Scope.Affirmed;
        }

        return Scope.Affirmed;
    }

    private Scope Judge(Phrase finding, ScopeView view, int negation, int commas, bool joined, bool listed, int foreignWords)
    {
        var tokens = view.Tokens;
        var next = tokens[negation + 1];

        // "No, me duele el pecho", "no my chest hurts": the no answers the question.
        if (tokens[negation].Is(bareNo) && next.Before != Pause.None) return Scope.Affirmed;
        if (tokens[negation].Is(englishNo) && next.Is(subject) && !IsSpanishAuxiliary(tokens, negation + 1)) return Scope.Affirmed;
        if (tokens[negation].Is(never) && view.HasAfter(finding.Last, likeThis)) return Scope.Affirmed;
        if (tokens[negation].Is(without) && view.NegationBefore(negation)) return Scope.Affirmed;
        if (foreignWords >= 10) return Scope.Affirmed;
        if (commas > 0 && !listed) return foreignWords == 0 && view.ListBetween(negation, finding.First) && !BeginsAnew(finding, view) ? Scope.Unsettled : Scope.Affirmed;
        if (joined && !listed) return foreignWords == 0 ? Scope.Unsettled : Scope.Affirmed;
        return foreignWords <= 1 ? Scope.Negated : foreignWords <= 3 ? Scope.Unsettled : Scope.Affirmed;
    }

    /// <summary>"No fever, chest pain since this morning": what has a time or an onset of its own is no further item of a denied list.</summary>
    private static bool BeginsAnew(Phrase finding, ScopeView view)
    {
        foreach (var cue in view.CuesNear(finding))
            if (cue.Rule.Cue == ScopeCue.Ongoing && cue.First > finding.Last && cue.First - finding.Last <= Reach && view.SameSentence(finding.Last, cue.First)) return true;
        return false;
    }

    /// <summary>"No he tenido mareos" denies; "no he has chest pain" answers and goes on.</summary>
    private bool IsSpanishAuxiliary(List<Token> tokens, int at) =>
        tokens[at].Is(he) && !(at + 1 < tokens.Count && tokens[at + 1].Is(heVerb));

    /// <summary>"Chest pain? no", "chest pain: none", "dolor de pecho no".</summary>
    private static bool DeniedAfter(Phrase finding, ScopeView view)
    {
        var after = finding.Last + 1;
        if (after >= view.Tokens.Count || !view.IsCue(after, ScopeCue.NoAfter)) return false;
        var end = view.CueAt(after, ScopeCue.NoAfter).Last + 1;
        return end >= view.Tokens.Count || view.Tokens[end].Before != Pause.None || view.IsCue(end, ScopeCue.Terminator);
    }

    private static bool OfAnother(Phrase finding, ScopeView view)
    {
        for (var i = finding.Last; i >= 0; i--)
        {
            if (view.IsCue(i, ScopeCue.OtherPerson)) return true;
            if (i < finding.First && view.IsCue(i, ScopeCue.FirstPerson)) return false;
            if (view.Tokens[i].Before == Pause.Hard && i < finding.First) return false;
        }

        return false;
    }
}
