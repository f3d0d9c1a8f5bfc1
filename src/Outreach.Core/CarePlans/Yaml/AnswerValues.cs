using System.Collections.Immutable;
using System.Globalization;
using Outreach.Core.Documents;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>The values after <c>is:</c>, which must be ones the question can get. An option of a choice may be named by its English words.</summary>
internal sealed class AnswerValues(Findings findings)
{
    public ImmutableArray<string> Read(Fields fields, AskedQuestion question)
    {
        var nodes = fields.OneOrMore("is");
        if (fields.Get("is") is ListNode { Items.IsEmpty: true } empty) findings.Error(empty, "'is' of nothing", "list at least one answer");
        if (question.Kind is not { } kind) return [.. nodes.Select(n => findings.Text(n, "an answer")).OfType<string>()];
        var known = AskKinds.Values(kind, question.Options.Length);
        if (!known.IsEmpty) return [.. nodes.Select(n => Value(n, question, known)).OfType<string>()];
        findings.Error(fields.Node, $"the answers to '{question.Id}' cannot be listed", kind is Ask.Free
            ? "leave it to the reading of free text, or ask a yes-no question as well"
            : "write level: with at_least:, above:, at_most: or below:");
        return [];
    }

    private string? Value(Node node, AskedQuestion question, ImmutableArray<string> known)
    {
        if (findings.Text(node, known[0]) is not { } text) return null;
        if (known.Contains(text)) return text;
        var option = question.Options.Select((o, i) => (o.En, i)).FirstOrDefault(o => string.Equals(o.En, text, StringComparison.OrdinalIgnoreCase), (En: "", i: -1)).i;
        if (option >= 0) return (option + 1).ToString(CultureInfo.InvariantCulture);
        findings.Error(node, $"'{text}' is no answer to '{question.Id}'", Nearest.Suggest(text, [.. question.Options.IsEmpty ? known : question.Options.Select(o => o.En)]));
        return null;
    }
}
