using System.Globalization;
using NodaTime;
using Outreach.Core.FollowUps;

namespace Outreach.App.Pages;

/// <summary>Numbers over time as a small line; the table beside it says the same in words.</summary>
internal static class Sparkline
{
    private const decimal Width = 300;
    private const decimal Height = 64;
    private const decimal Margin = 6;

    /// <summary>Empty for fewer than two numbers.</summary>
    public static Html Of(IReadOnlyList<Observation> oldestFirst, string label)
    {
        List<Observation> points = [.. oldestFirst.Where(o => o.Number is not null)];
        if (points.Count < 2) return Html.Empty;
        decimal[] values = [.. points.SelectMany(p => p.Second is { } second ? new[] { p.Number!.Value, second } : [p.Number!.Value])];
        var scale = new Scale(points[0].At, points[^1].At, values.Min(), values.Max());
        var second = points.All(p => p.Second is not null) ? Line(points.Select(p => scale.Place(p.At, p.Second!.Value)), "second") : Html.Empty;
        return Html.Of($"""
            <svg class="spark" viewBox="0 0 300 64" preserveAspectRatio="xMinYMid meet" role="img" aria-label="{label}" focusable="false">{Line(points.Select(p => scale.Place(p.At, p.Number!.Value)), "first")}{second}</svg>
            """);
    }

    private static Html Line(IEnumerable<(decimal X, decimal Y)> places, string name)
    {
        List<(decimal X, decimal Y)> line = [.. places];
        var path = string.Join(' ', line.Select(p => $"{Text(p.X)},{Text(p.Y)}"));
        var dots = line.Select((p, i) => Html.Of($"""<circle cx="{Text(p.X)}" cy="{Text(p.Y)}" r="{(i == line.Count - 1 ? "4" : "2")}"/>"""));
        return Html.Of($"""<g class="{name}"><polyline points="{path}"/>{dots}</g>""");
    }

    private static string Text(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private sealed record Scale(Instant From, Instant To, decimal Least, decimal Most)
    {
        public (decimal X, decimal Y) Place(Instant at, decimal value)
        {
            var across = To == From ? 1 : (decimal)((at - From).TotalSeconds / (To - From).TotalSeconds);
            var up = Most == Least ? 0.5m : (value - Least) / (Most - Least);
            return (Margin + (across * (Width - (2 * Margin))), Height - Margin - (up * (Height - (2 * Margin))));
        }
    }
}
