namespace Outreach.Benchmarks.Load;

/// <summary>How long each took, in milliseconds.</summary>
internal sealed class Latencies(IEnumerable<double> all)
{
    private readonly double[] sorted = [.. all.Order()];

    public int Count => sorted.Length;

    public double Max => sorted[^1];

    public double Within(double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    public override string ToString() => Count == 0 ? "none" : $"p50 {Within(0.5):N1}, p95 {Within(0.95):N1}, p99 {Within(0.99):N1}, max {Max:N0} ms";
}
