using System.Collections.Immutable;

namespace Outreach.Core.Documents;

/// <summary>The keys of one group, checked against its shape: what is missing and what nobody knows is found here.</summary>
internal sealed class Fields
{
    private readonly MapNode _map;
    private readonly Shape _shape;

    private Fields(MapNode map, Shape shape, Findings findings)
    {
        _map = map;
        _shape = shape;
        Findings = findings;
        var misspelt = map.Entries.Where(e => !shape.Keys.Any(k => k.Name == e.Key.Text)).Select(e => Unknown(e.Key)).ToList();
        foreach (var key in shape.Keys.Where(k => k.Required && map.Find(k.Name) is null && !misspelt.Contains(k.Name)))
            findings.Error(map, $"{shape.Name} without '{key.Name}'", $"add {key.Name}: {key.Example}");
    }

    public Findings Findings { get; }

    public Node Node => _map;

    /// <summary>Null, and an error, where the node is no group of keys.</summary>
    public static Fields? Of(Node? node, Shape shape, Findings findings)
    {
        if (node is MapNode map) return new Fields(map, shape, findings);
        if (node is null) return null;
        var example = string.Join(", ", shape.Keys.Where(k => k.Required).Take(3).DefaultIfEmpty(shape.Keys[0]).Select(k => $"{k.Name}: {k.Example ?? "…"}"));
        findings.Error(node, $"{shape.Name} is a group of keys, and here is {node.Kind}", $"write {example}");
        return null;
    }

    public Node? Get(string key)
    {
        if (!_shape.Keys.Any(k => k.Name == key)) throw new InvalidOperationException($"'{key}' is not in the shape of {_shape.Name}");
        return _map.Find(key)?.Value;
    }

    /// <summary>Where to point for this key: its value, or the group that lacks it.</summary>
    public Node PlaceOf(string key) => Get(key) ?? _map;

    public bool Has(string key) => Get(key) is not null;

    public ImmutableArray<Node> List(string key, string example)
    {
        switch (Get(key))
        {
            case null: return [];
            case ListNode list: return list.Items;
            case var other:
                Findings.Error(other, $"'{key}' is a list, and here is {other.Kind}", $"write {key}: {example}");
                return [];
        }
    }

    /// <summary>A list, or one value standing for a list of one.</summary>
    public ImmutableArray<Node> OneOrMore(string key) => Get(key) switch
    {
        null => [],
        ListNode list => list.Items,
        var one => [one],
    };

    /// <summary>Gives the key that was probably meant, so that it is not also found missing.</summary>
    private string? Unknown(TextNode key)
    {
        var near = Nearest.To(key.Text, _shape.Keys.Select(k => k.Name));
        Findings.Error(key, $"{_shape.Name} has no key '{key.Text}'", near is null
            ? $"write one of {string.Join(", ", _shape.Keys.Select(k => k.Name))}, or remove it"
            : $"did you mean {near}? write {near}:");
        return near;
    }
}
