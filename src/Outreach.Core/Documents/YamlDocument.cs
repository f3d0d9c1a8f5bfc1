using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Outreach.Core.Documents;

/// <summary>Reads one YAML document into <see cref="Node"/>s. Anchors, tags and further documents are refused: what a clinician reads is what is meant.</summary>
internal sealed class YamlDocument
{
    private const int DeepestNesting = 40;
    private const int LongestText = 256 * 1024;

    private readonly Findings _findings;
    private readonly IParser _events;

    private YamlDocument(Scanner scanner, Findings findings)
    {
        _findings = findings;
        _events = new Parser(scanner);
    }

    /// <summary>The top of the document; null where there is none or the YAML is not well formed.</summary>
    public static MapNode? Read(string yaml, Findings findings, string whatItIs)
    {
        var start = new Place(1, 1);
        if (yaml.Length > LongestText)
        {
            findings.Error(start, $"the file is longer than {LongestText / 1024} KiB", "write one document a file");
            return null;
        }
        if (HasControlCharacters(yaml, findings)) return null;
        var spaced = WithoutTabs(yaml, findings);
        var scanner = new Scanner(new StringReader(spaced), skipComments: true);
        Node? root;
        try
        {
            root = new YamlDocument(scanner, findings).Root();
        }
        catch (YamlException e)
        {
            findings.Error(PlaceOf(e.Start), $"not well-formed YAML: {Plain(e)}", Hint(e.Message));
            return null;
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's scanner fails with this, and not with a YamlException, on some ill-formed text
            findings.Error(PlaceOf(scanner.CurrentPosition), "not well-formed YAML", Hint(""));
            return null;
        }
        switch (root)
        {
            case MapNode map: return map;
            case null or TextNode { IsEmpty: true }:
                findings.Error(start, "the file is empty", $"write {whatItIs}");
                return null;
            default:
                findings.Error(root, $"here is {root.Kind}", $"write {whatItIs}, as keys and values");
                return null;
        }
    }

    private Node? Root()
    {
        _events.Consume<StreamStart>();
        if (_events.Accept<StreamEnd>(out _)) return null;
        _events.Consume<DocumentStart>();
        var root = Value(0);
        _events.Consume<DocumentEnd>();
        if (_events.Accept<DocumentStart>(out var second))
            _findings.Error(PlaceOf(second.Start), "a second document begins here", "put each document in a file of its own");
        return root;
    }

    private Node Value(int depth)
    {
        if (depth > DeepestNesting) throw new YamlException(_events.Current!.Start, _events.Current.End, "nested too deeply");
        if (_events.TryConsume<AnchorAlias>(out var alias))
        {
            _findings.Error(PlaceOf(alias.Start), $"'*{alias.Value}' refers to another place", "write it out here");
            return new TextNode(PlaceOf(alias.Start), alias.Value.Value, Quoted: true);
        }
        if (_events.Current is NodeEvent { Anchor.IsEmpty: false } anchored)
            _findings.Error(PlaceOf(anchored.Start), $"'&{anchored.Anchor.Value}' names a place to refer to", "remove it, and write things out where they are meant");
        if (_events.Current is NodeEvent { Tag.IsEmpty: false } tagged)
            _findings.Error(PlaceOf(tagged.Start), $"the tag '{tagged.Tag}' has no meaning here", "remove it, or put the text in quotes");
        if (_events.TryConsume<SequenceStart>(out var list)) return List(list, depth);
        if (_events.TryConsume<MappingStart>(out var map)) return Map(map, depth);
        var text = _events.Consume<Scalar>();
        return new TextNode(PlaceOf(text.Start), text.Value, text.Style is not ScalarStyle.Plain);
    }

    private ListNode List(SequenceStart start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        while (!_events.TryConsume<SequenceEnd>(out _)) items.Add(Value(depth + 1));
        return new ListNode(PlaceOf(start.Start), items.ToImmutable());
    }

    private MapNode Map(MappingStart start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            var key = Value(depth + 1);
            var value = Value(depth + 1);
            if (key is not TextNode name) _findings.Error(key, "a key must be a single word", "put a word before the colon, or quotes around the text");
            else if (entries.FirstOrDefault(e => e.Key.Text == name.Text) is { } first)
                _findings.Error(name, $"'{name.Text}' is already there on line {first.Key.At.Line}", "keep one of the two");
            else entries.Add(new Entry(name, value));
        }
        return new MapNode(PlaceOf(start.Start), entries.ToImmutable());
    }

    /// <summary>YAML 1.2 does not allow them, and the scanner does not survive all of them.</summary>
    private static bool HasControlCharacters(string yaml, Findings findings)
    {
        var lines = yaml.Split('\n');
        var places =
            from line in Enumerable.Range(0, lines.Length)
            let column = lines[line].TrimEnd('\r').ToList().FindIndex(c => char.IsControl(c) && c is not ('\t' or '\u0085'))
            where column >= 0
            select new Place(line + 1, column + 1);
        var found = places.ToList();
        foreach (var place in found) findings.Error(place, "a control character, which is no text", "remove it; save the file as plain text (UTF-8)");
        return found.Count > 0;
    }

    private static string WithoutTabs(string yaml, Findings findings)
    {
        if (!yaml.Contains('\t')) return yaml;
        var lines = yaml.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var tab = lines[i].IndexOf('\t');
            if (tab < 0) continue;
            findings.Error(new Place(i + 1, tab + 1), "a tab, which YAML does not allow for indentation", "write spaces");
            lines[i] = lines[i].Replace("\t", "  ");
        }
        return string.Join('\n', lines);
    }

    private static Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private static string Plain(YamlException e)
    {
        var message = e.InnerException is YamlException inner ? inner.Message : e.Message;
        return char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
    }

    private static string Hint(string message) => message switch
    {
        _ when message.Contains("mapping values", StringComparison.OrdinalIgnoreCase) || message.Contains("Invalid mapping", StringComparison.OrdinalIgnoreCase) =>
            "put text that holds ': ' in quotes",
        _ when message.Contains("quoted", StringComparison.OrdinalIgnoreCase) => "close the quotes",
        _ when message.Contains("flow", StringComparison.OrdinalIgnoreCase) => "close the brackets, and put text that holds , [ ] { } in quotes",
        _ => "check the indentation, brackets and quotes on this line and the one above",
    };
}
