using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies;

/// <summary>A reply laid out for the questions scope asks of it: which cue or finding covers a token.</summary>
internal sealed class ScopeView
{
    // No question of scope looks further than this many words, so the work stays linear in the text.
    private const int Window = 40;

    private readonly bool[] finding;
    private readonly uint[] covered;
    private readonly Phrase[] cues;

    public ScopeView(List<Token> tokens, List<Phrase> phrases)
    {
        Tokens = tokens;
        finding = new bool[tokens.Count];
        foreach (var phrase in phrases)
            if (phrase.Rule.Kind == RuleKind.Finding)
                for (var i = phrase.First; i <= phrase.Last; i++) finding[i] |= phrase.Names(i);

        List<Phrase> all = [];
        foreach (var phrase in phrases)
            if (phrase.Rule.Kind == RuleKind.Scope) all.Add(phrase);
        all.Sort((a, b) => (a.First, a.Last).CompareTo((b.First, b.Last)));
        cues = [.. all.Where((cue, at) => !IsSilenced(all, cue, at))];
        covered = new uint[tokens.Count];
        foreach (var cue in cues)
            for (var i = cue.First; i <= cue.Last; i++) covered[i] |= Bit(cue.Rule.Cue);
    }

    public List<Token> Tokens { get; }

    /// <summary>The words for the night that is still on, where it was written in the night.</summary>
    public int? LastNight { get; init; }

    /// <summary>The sentence tells of a night that is not over.</summary>
    public bool TellsOfThisNight(int token)
    {
        if (LastNight is not { } night) return false;
        for (var i = SentenceStart(token); i <= SentenceEnd(token); i++)
            if (Tokens[i].Is(night)) return true;
        return false;
    }

    /// <summary>The cues near a finding, in the order they begin.</summary>
    public ReadOnlySpan<Phrase> CuesNear(Phrase phrase)
    {
        var from = FirstAt(phrase.First - Window);
        return cues.AsSpan(from, FirstAt(phrase.Last + Window) - from);
    }

    public bool IsFinding(int token) => finding[token];

    /// <summary>A negation that is not itself a word of a finding ("can't" in "can't breathe").</summary>
    public bool IsNegation(int token) => !finding[token] && IsCue(token, ScopeCue.Negation);

    public bool IsCue(int token, ScopeCue cue) => (covered[token] & Bit(cue)) != 0;

    public Phrase CueAt(int token, ScopeCue cue)
    {
        foreach (var phrase in cues.AsSpan(FirstAt(token - Window)))
            if (phrase.Rule.Cue == cue && phrase.First <= token && token <= phrase.Last) return phrase;
        throw new InvalidOperationException($"No {cue} covers token {token}.");
    }

    /// <summary>A cue before the finding in its sentence, at most <paramref name="reach"/> words away.</summary>
    public Phrase? Nearest(ScopeCue cue, Phrase of, int reach)
    {
        foreach (var phrase in CuesNear(of))
            if (phrase.Rule.Cue == cue && phrase.Last < of.First && of.First - phrase.Last <= reach && SameSentence(phrase.Last, of.First)) return phrase;
        return null;
    }

    public bool SameSentence(int from, int to)
    {
        for (var i = from + 1; i <= to; i++)
            if (Tokens[i].Before == Pause.Hard) return false;
        return true;
    }

    public int SentenceStart(int token)
    {
        while (token > 0 && Tokens[token].Before != Pause.Hard) token--;
        return token;
    }

    public int SentenceEnd(int token)
    {
        while (token + 1 < Tokens.Count && Tokens[token + 1].Before != Pause.Hard) token++;
        return token;
    }

    public bool HasAfter(int token, int element)
    {
        for (var i = token + 1; i < Tokens.Count && Tokens[i].Before != Pause.Hard; i++)
            if (Tokens[i].Is(element)) return true;
        return false;
    }

    /// <summary>"No chest pain, dizziness or fever": an "or" later in a list of findings carries the negation on.</summary>
    public bool HasOrAfter(int token)
    {
        for (var i = token + 1; i < Tokens.Count && Tokens[i].Before != Pause.Hard && i <= token + 6; i++)
        {
            if (IsCue(i, ScopeCue.Or)) return true;
            if (IsCue(i, ScopeCue.Terminator) || IsCue(i, ScopeCue.And)) return false;
        }

        return false;
    }

    /// <summary>Only findings and commas between: a list without its "or".</summary>
    public bool ListBetween(int from, int to)
    {
        for (var i = from + 1; i < to; i++)
            if (finding[i]) return true;
        return false;
    }

    public bool NegationBefore(int token)
    {
        for (var i = token - 1; i >= 0 && Tokens[i + 1].Before != Pause.Hard && token - i <= 6; i--)
            if (IsNegation(i) || IsCue(i, ScopeCue.Unsettled)) return true;
        return false;
    }

    private static uint Bit(ScopeCue cue) => 1u << (int)cue;

    private static bool IsSilenced(List<Phrase> all, Phrase cue, int at)
    {
        for (var i = at - 1; i >= 0 && all[i].First >= cue.First - Window; i--)
            if (Silences(all[i], cue)) return true;
        for (var i = at + 1; i < all.Count && all[i].First <= cue.Last; i++)
            if (Silences(all[i], cue)) return true;
        return false;
    }

    /// <summary>"Not sure if" silences its "not"; "since last night" tells of no past that is over.</summary>
    private static bool Silences(Phrase other, Phrase cue) =>
        (other.Contains(cue) && other.Rule.Cue is not (ScopeCue.NoAfter or ScopeCue.FirstPerson or ScopeCue.OtherPerson or ScopeCue.PastTense) && cue.Rule.Cue != ScopeCue.Present)
        || (cue.Rule.Cue == ScopeCue.PastTense && other.Rule.Cue == ScopeCue.Ongoing && other.Overlaps(cue));

    /// <summary>The index of the first cue that begins at or after a token.</summary>
    private int FirstAt(int token)
    {
        var low = 0;
        var high = cues.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (cues[middle].First < token) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
