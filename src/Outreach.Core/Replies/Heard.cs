using Outreach.Core.Replies.Text;
using Outreach.Core.Replies.Values;

namespace Outreach.Core.Replies;

/// <summary>What the rules made of a reply, before it is weighed.</summary>
/// <param name="Silent">Tokens a rule has settled (a denied symptom, an idiom): they say nothing to the learned models.</param>
/// <param name="Bound">The answer to what was asked, null where there is none.</param>
internal sealed record Heard(string Text, Ask Ask, List<Token> Tokens, List<Phrase> Phrases, bool[] Silent, List<Finding> Found, Requests Asked, Bound? Bound);
