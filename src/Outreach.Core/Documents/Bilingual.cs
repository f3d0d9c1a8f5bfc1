using Outreach.Core.Patients;

namespace Outreach.Core.Documents;

/// <summary>Texts in both languages side by side.</summary>
internal static class Bilingual
{
    public static readonly Shape Shape = Shape.Of("a text", Key.Must("en", "the English words"), Key.Must("es", "the Spanish words"));

    /// <summary>A text to patients may have other wordings for some of them.</summary>
    public static readonly Shape Said = Shape with { Name = "a text to patients", Keys = [.. Shape.Keys, Key.May("easy"), Key.May("brief"), Key.May("with_goal")] };

    public static Words? Words(this Findings findings, Node? node) => findings.Words(node, Shape);

    /// <summary>With its other wordings.</summary>
    public static Words? WordsSaid(this Findings findings, Node? node)
    {
        if (findings.Words(node, Said) is not { } words) return null;
        var map = (MapNode)node!;
        return words with { Easy = findings.Words(map.Find("easy")?.Value), Brief = findings.Words(map.Find("brief")?.Value), WithGoal = findings.Words(map.Find("with_goal")?.Value) };
    }

    private static Words? Words(this Findings findings, Node? node, Shape shape)
    {
        switch (node)
        {
            case null: return null;
            case TextNode { IsEmpty: false } one:
                findings.Error(one, "a text in one language only", "write { en: …, es: … }, English and Spanish side by side");
                return null;
        }
        if (Fields.Of(node, shape, findings) is not { } fields) return null;
        var en = findings.Text(fields.Get("en"), "the English words");
        var es = findings.Text(fields.Get("es"), "the Spanish words");
        return en is null || es is null ? null : new Words(en, es);
    }

    /// <summary>As <see cref="Words"/>, or one value for both languages where it has no words in it, such as "128/82".</summary>
    public static Words? WordsOrFigures(this Findings findings, Node? node) =>
        node is TextNode { IsEmpty: false } one && !one.Text.Any(char.IsLetter) ? Patients.Words.Same(one.Text.Trim()) : findings.Words(node);
}
