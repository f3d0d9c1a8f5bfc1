using Outreach.Testing;

namespace Outreach.Benchmarks.Measuring;

/// <summary>What benchmarks have to say: lines for whoever watches, and figures, which are also kept for the page.</summary>
internal sealed class Findings(TextWriter output)
{
    private readonly List<Figure> figures = [];

    public IReadOnlyList<Figure> Figures => figures;

    public TextWriter Output => output;

    public void Say(string line) => output.WriteLine(line);

    public void Add(Figure figure)
    {
        figures.Add(figure with { Load = Machine.Load });
        var target = figure.Target.Length == 0 ? "" : $"; target {figure.Target}";
        var ratio = figure.Ratio.Length == 0 ? "" : $"; ratio {figure.Ratio}";
        Say($"{figure.What}: {figure.Value}{target}{ratio}");
        if (figure.How.Length > 0) Say($"    {figure.How}");
    }
}
