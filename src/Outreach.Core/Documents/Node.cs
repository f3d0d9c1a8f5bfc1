using System.Collections.Immutable;

namespace Outreach.Core.Documents;

/// <summary>Line and column, from 1.</summary>
internal readonly record struct Place(int Line, int Column);

/// <summary>A YAML value with its place. Unlike YamlDotNet's own tree it survives duplicate keys, so that they are one finding among others.</summary>
internal abstract record Node(Place At)
{
    /// <summary>How a person would call this kind of value.</summary>
    public abstract string Kind { get; }
}

internal sealed record TextNode(Place At, string Text, bool Quoted) : Node(At)
{
    public bool IsEmpty => !Quoted && Text is "" or "~" or "null";

    public override string Kind => IsEmpty ? "nothing" : "a single value";
}

internal sealed record ListNode(Place At, ImmutableArray<Node> Items) : Node(At)
{
    public override string Kind => "a list";
}

internal sealed record MapNode(Place At, ImmutableArray<Entry> Entries) : Node(At)
{
    public override string Kind => "a group of keys";

    public Entry? Find(string key) => Entries.FirstOrDefault(e => e.Key.Text == key);
}

internal sealed record Entry(TextNode Key, Node Value);
