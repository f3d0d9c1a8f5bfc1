using System.Collections.Immutable;
using Outreach.Core.Documents;
using Outreach.Core.Replies;

namespace Outreach.Core.Practices.Yaml;

/// <summary>"chest-pain: [pecho trabado, …]": words this practice's patients use, each under the group of the lexicons it means.</summary>
internal sealed class PracticeWordsReader(Findings findings)
{
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Read(Node? node)
    {
        var words = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        switch (node)
        {
            case null or TextNode { IsEmpty: true }: break;
            case MapNode map:
                foreach (var entry in map.Entries)
                    if (IsKnown(entry.Key)) words[entry.Key.Text] = [.. Phrases(entry.Value)];
                break;
            default:
                findings.Error(node, $"'words' is a group of names, and here is {node.Kind}", "write chest-pain: [\"a phrase your patients use\"]");
                break;
        }
        return words.ToImmutable();
    }

    private bool IsKnown(TextNode key)
    {
        if (ReplyReader.Groups.Contains(key.Text)) return true;
        findings.Error(key, $"no lexicon has a group '{key.Text}'", Nearest.Suggest(key.Text, ReplyReader.Groups));
        return false;
    }

    private IEnumerable<string> Phrases(Node node)
    {
        foreach (var item in node is ListNode list ? list.Items : [node])
        {
            if (item is TextNode { IsEmpty: false } text && text.Text.Any(char.IsLetter) && text.Text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '\'' or '’')) yield return text.Text;
            else findings.Error(item, "a phrase is plain words", "write words parted by spaces, without commas or signs, such as \"chest feels hinky\"");
        }
    }
}
