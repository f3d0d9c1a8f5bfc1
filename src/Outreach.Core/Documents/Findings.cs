using System.Collections.Immutable;

namespace Outreach.Core.Documents;

/// <summary>Gathers everything wrong in one document, so that its author sees all of it at once.</summary>
internal sealed class Findings(string file)
{
    private readonly List<Diagnostic> _found = [];

    public bool HasErrors => _found.Exists(d => d.Severity == Severity.Error);

    /// <summary>In reading order.</summary>
    public ImmutableArray<Diagnostic> All =>
        [.. _found.Distinct().OrderBy(d => d.Line).ThenBy(d => d.Column).ThenBy(d => d.What, StringComparer.Ordinal)];

    public void Error(Node at, string what, string instead) => Add(at.At, Severity.Error, what, instead);

    public void Warning(Node at, string what, string instead) => Add(at.At, Severity.Warning, what, instead);

    public void Error(Place at, string what, string instead) => Add(at, Severity.Error, what, instead);

    private void Add(Place at, Severity severity, string what, string instead) =>
        _found.Add(new Diagnostic(file, at.Line, at.Column, severity, what, instead));
}
