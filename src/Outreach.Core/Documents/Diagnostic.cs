namespace Outreach.Core.Documents;

public enum Severity
{
    Warning,
    Error,
}

/// <summary>One thing wrong in a document, as a compiler says it. Line and column count from 1; <paramref name="Instead"/> says what to do: "write kind: weight".</summary>
public sealed record Diagnostic(string File, int Line, int Column, Severity Severity, string What, string Instead)
{
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {(Severity == Severity.Error ? "error" : "warning")}: {What}; {Instead}";
}
