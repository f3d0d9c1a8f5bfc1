using Outreach.Core.Patients;
using Outreach.Core.Replies.Lexicons;
using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies;

/// <summary>Tells the language of a reply by the small words only one of the two languages has.</summary>
internal sealed class LanguageGuess(Lexicon lexicon)
{
    private readonly int english = lexicon.Class("@english-only");
    private readonly int spanish = lexicon.Class("@spanish-only");

    public Language? Of(List<Token> tokens)
    {
        var lead = 0;
        foreach (var token in tokens)
        {
            if (token.Is(english)) lead++;
            if (token.Is(spanish)) lead--;
        }

        return lead > 0 ? Language.English : lead < 0 ? Language.Spanish : null;
    }
}
