using System.Collections.Immutable;

namespace Outreach.Core.Documents;

/// <summary>The keys one kind of group may have; each required one with an example of what to write.</summary>
internal sealed record Shape(string Name, ImmutableArray<Key> Keys)
{
    public static Shape Of(string name, params ReadOnlySpan<Key> keys) => new(name, [.. keys]);
}

internal sealed record Key(string Name, string? Example)
{
    public bool Required => Example is not null;

    public static Key Must(string name, string example) => new(name, example);

    public static Key May(string name) => new(name, null);
}
