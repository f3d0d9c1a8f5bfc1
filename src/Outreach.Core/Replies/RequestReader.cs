using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies;

/// <summary>What a reply asks of us, and the phrases that say so.</summary>
internal sealed record Requests(Intents Intents, List<Phrase> Phrases)
{
    /// <summary>Nobody answers a question in the breath in which they leave, or through a machine, or on another's phone.</summary>
    public bool Blocks => (Intents & (Intents.OptOut | Intents.Auto | Intents.WrongNumber)) != 0;

    public bool Has(Intents intent) => (Intents & intent) != 0;
}

/// <summary>Reads opt-outs, calls for help, call requests, questions and courtesy.</summary>
internal sealed class RequestReader
{
    public Requests Read(string text, List<Token> tokens, List<Phrase> phrases, List<Finding> found)
    {
        List<Phrase> said = [];
        var intents = Intents.None;
        foreach (var phrase in phrases)
        {
            if (phrase.Rule.Kind != RuleKind.Intent) continue;
            said.Add(phrase);
            intents |= phrase.Rule.Intent;
        }

        // A question mark after words no rule knew still asks; "chest pain? no" answers itself.
        if (AsksAtEnd(text)) intents |= Intents.Question;
        if ((intents & (Intents.OptOut | Intents.OptIn | Intents.Auto)) != 0) intents &= ~(Intents.Question | Intents.Help | Intents.Thanks | Intents.CallMe | Intents.Unclear);
        if ((intents & Intents.OptOut) != 0) intents &= ~Intents.OptIn;
        if ((intents & (Intents.Help | Intents.WrongNumber)) != 0) intents &= ~(Intents.Question | Intents.Thanks);
        if ((intents & Intents.CallMe) != 0 && OnlyAsksForCall(tokens, said)) intents &= ~Intents.Question;
        if ((intents & Intents.Help) != 0 && found.Exists(f => f.IsCurrent && f.Urgency == Urgency.Emergency)) intents &= ~Intents.Help;
        said.RemoveAll(p => (p.Rule.Intent & intents) == 0);
        return new Requests(intents, said);
    }

    private static bool AsksAtEnd(string text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] is '?' or '？') return true;
            if (char.IsLetterOrDigit(text[i])) return false;
        }

        return false;
    }

    /// <summary>"Can somebody call me?" is a call request, not a question besides.</summary>
    private static bool OnlyAsksForCall(List<Token> tokens, List<Phrase> said)
    {
        foreach (var question in said.Where(p => p.Rule.Intent == Intents.Question))
            if (!said.Exists(call => call.Rule.Intent == Intents.CallMe && Near(tokens, question, call))) return false;
        return true;
    }

    private static bool Near(List<Token> tokens, Phrase question, Phrase call)
    {
        var from = Math.Min(question.Last, call.Last);
        var to = Math.Max(question.First, call.First);
        if (to - from > 8) return false;
        for (var i = from + 1; i <= to; i++)
            if (tokens[i].Before == Pause.Hard) return false;
        return true;
    }
}
