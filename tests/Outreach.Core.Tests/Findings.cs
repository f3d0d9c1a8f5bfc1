using Outreach.Core.Documents;

namespace Outreach.Core.Tests;

internal static class Findings
{
    /// <summary>Just these findings, each given by a part of its line.</summary>
    public static void Are(IReadOnlyCollection<string> expected, IReadOnlyCollection<Diagnostic> found)
    {
        var lines = found.Select(d => d.ToString()).ToList();
        foreach (var part in expected) Assert.Contains(lines, line => line.Contains(part, StringComparison.Ordinal));
        Assert.True(expected.Count == lines.Count, string.Join('\n', lines));
    }
}
