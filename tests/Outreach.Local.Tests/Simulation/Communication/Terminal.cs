using System.Text;

namespace Outreach.Local.Tests.Simulation.Communication;

/// <summary>What a program says, and waiting until it has said something.</summary>
internal sealed class Terminal : TextWriter
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        lock (gate) lines.Add(value ?? "");
    }

    public async Task SaysAsync(string text)
    {
        using var late = new CancellationTokenSource(Soon);
        using var timer = new PeriodicTimer(Poll);
        while (!Has(text)) await timer.WaitForNextTickAsync(late.Token);
    }

    private bool Has(string text)
    {
        lock (gate) return lines.Exists(l => l.Contains(text, StringComparison.Ordinal));
    }
}
