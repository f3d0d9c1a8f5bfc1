using Outreach.Core.Replies.Lexicons;

namespace Outreach.Core.Replies;

/// <summary>Whether a finding is over: long ago, earlier and told in the past, or said to be gone.</summary>
internal static class TimeScope
{
    public static bool IsOver(Phrase finding, ScopeView view) =>
        IsRemote(finding, view) || (!IsOngoing(finding, view) && (IsResolved(finding, view) || IsEarlier(finding, view)));

    public static bool IsRemote(Phrase finding, ScopeView view) => Covers(ScopeCue.Remote, finding, view);

    public static bool IsResolved(Phrase finding, ScopeView view)
    {
        foreach (var cue in view.CuesNear(finding))
        {
            if (Precedes(finding, cue, view)) return true;
            if (cue.Rule.Cue == ScopeCue.Resolved && cue.First > finding.Last && FollowsClosely(finding, cue, view)) return true;
        }

        return false;
    }

    /// <summary>"No longer having chest pain", "my chest doesn't hurt anymore".</summary>
    public static bool IsNoLonger(Phrase finding, ScopeView view)
    {
        foreach (var cue in view.CuesNear(finding))
            if (Precedes(finding, cue, view)) return true;
        return false;
    }

    private static bool Precedes(Phrase finding, Phrase cue, ScopeView view) =>
        cue.Rule.Cue == ScopeCue.ResolvedBefore && !finding.Names(cue.Last)
        && (cue.Overlaps(finding)
            ? !finding.Rule.Unscoped
            : cue.Last < finding.First && finding.First - cue.Last <= 6 && view.SameSentence(cue.Last, finding.First));

    /// <summary>"It's gone now" may be a sentence of its own, but speaks of the last thing said.</summary>
    private static bool FollowsClosely(Phrase finding, Phrase cue, ScopeView view)
    {
        if (cue.First - finding.Last > 12) return false;
        for (var i = finding.Last + 1; i < cue.First; i++)
            if (view.IsFinding(i)) return false;
        return view.SameSentence(finding.Last, cue.First)
            || (cue.First - view.SentenceStart(cue.First) <= 2 && view.SentenceStart(cue.First) - view.SentenceEnd(finding.Last) == 1);
    }

    private static bool IsOngoing(Phrase finding, ScopeView view) => Covers(ScopeCue.Ongoing, finding, view);

    private static bool IsEarlier(Phrase finding, ScopeView view) =>
        Covers(ScopeCue.PastTense, finding, view) && !IsToldInThePresent(finding, view) && !view.TellsOfThisNight(finding.First);

    private static bool IsToldInThePresent(Phrase finding, ScopeView view)
    {
        for (var i = finding.First; i <= finding.Last; i++)
            if (finding.Names(i) && view.IsCue(i, ScopeCue.Present)) return true;
        return false;
    }

    private static bool Covers(ScopeCue wanted, Phrase finding, ScopeView view)
    {
        foreach (var cue in view.CuesNear(finding))
        {
            if (cue.Rule.Cue != wanted || !view.SameSentence(Math.Min(cue.First, finding.Last), Math.Max(cue.First, finding.Last))) continue;
            var apart = cue.First > finding.Last ? cue.First - finding.Last : finding.First - cue.Last;
            if (apart <= 8 && !ParterBetween(cue, finding, view)) return true;
        }

        return false;
    }

    private static bool ParterBetween(Phrase cue, Phrase finding, ScopeView view)
    {
        for (var i = Math.Min(cue.Last, finding.Last) + 1; i < Math.Max(cue.First, finding.First); i++)
            if (view.IsCue(i, ScopeCue.Terminator)) return true;
        return false;
    }
}
