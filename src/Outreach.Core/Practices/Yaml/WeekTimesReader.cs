using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Documents;

namespace Outreach.Core.Practices.Yaml;

/// <summary>Times of a week: <c>mon-fri: "09:00-17:00"</c>, with several spans as a list; a day not named is closed.</summary>
internal sealed class WeekTimesReader(Findings findings)
{
    private const string Example = "mon-fri: \"09:00-17:00\"";

    public WeekTimes? Read(Node? node)
    {
        if (node is null) return null;
        if (node is not MapNode map)
        {
            findings.Error(node, $"times of a week are a group of days, and here is {node.Kind}", $"write {{ {Example} }}");
            return null;
        }
        var days = ImmutableSortedDictionary.CreateBuilder<IsoDayOfWeek, ImmutableArray<TimeSpanOfDay>>();
        foreach (var entry in map.Entries)
        {
            var spans = Spans(entry.Value);
            foreach (var day in Days(entry.Key))
            {
                if (!days.TryAdd(day, spans)) findings.Error(entry.Key, $"{day} is named twice", "name each day once");
            }
        }
        return new WeekTimes(days.ToImmutable());
    }

    /// <summary>"mon", or "mon-fri" from the first to the last, also over the weekend.</summary>
    private IEnumerable<IsoDayOfWeek> Days(TextNode key)
    {
        var ends = key.Text.Split('-').Select(part => findings.Weekday(key with { Text = part.Trim() })).ToList();
        if (ends.Contains(null)) return [];
        if (ends.Count > 2)
        {
            findings.Error(key, $"'{key.Text}' names no days", $"write {Example}");
            return [];
        }
        var from = (int)ends[0]!.Value;
        var length = (((int)ends[^1]!.Value - from + 7) % 7) + 1;
        return Enumerable.Range(from - 1, length).Select(d => (IsoDayOfWeek)((d % 7) + 1));
    }

    private ImmutableArray<TimeSpanOfDay> Spans(Node value)
    {
        if (value is TextNode { Text: "closed" }) return [];
        var nodes = value is ListNode list ? list.Items : [value];
        var spans = nodes.Select(n => Span(n)).OfType<TimeSpanOfDay>().OrderBy(s => s.From).ToImmutableArray();
        for (var i = 1; i < spans.Length; i++)
        {
            if (spans[i].From < spans[i - 1].To) findings.Error(value, "two spans of a day overlap", "write them apart, or as one");
        }
        return spans;
    }

    private TimeSpanOfDay? Span(Node node)
    {
        if (findings.Text(node, "\"09:00-17:00\"") is not { } text) return null;
        if (text.Split('-') is not [var first, var second])
        {
            findings.Error(node, $"'{text}' is not a span of a day", "write \"09:00-17:00\", or closed");
            return null;
        }
        var from = findings.Time(((TextNode)node) with { Text = first.Trim() });
        var to = second.Trim() == "24:00" ? LocalTime.MaxValue : findings.Time(((TextNode)node) with { Text = second.Trim() });
        if (from is not { } start || to is not { } end) return null;
        if (start < end) return new TimeSpanOfDay(start, end);
        findings.Error(node, $"'{text}' ends before it begins", "write the earlier time first; a span over midnight is two, one for each day");
        return null;
    }
}
