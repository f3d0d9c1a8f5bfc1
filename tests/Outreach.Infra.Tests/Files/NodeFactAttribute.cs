using System.Diagnostics;
using System.Text.Json;

namespace Outreach.Infra.Tests.Files;

/// <summary>Runs where node and the packages of tests/Infra are installed; elsewhere it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = Node.Missing;
}

internal static class Node
{
    private static readonly string? Executable = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(f => new[] { Path.Combine(f, "node"), Path.Combine(f, "node.exe") })
        .FirstOrDefault(File.Exists);

    public static string? Missing { get; } =
        Executable is null ? "no node on this machine: install Node.js 20 or newer"
        : !Directory.Exists(Repository.Path("tests/Infra/node_modules/web-tree-sitter")) ? "the grammar is not installed: run npm install in tests/Infra"
        : !Directory.Exists(Repository.Path("tests/Infra/node_modules/ajv")) ? "the schema checker is not installed: run npm install in tests/Infra"
        : null;

    /// <summary>What a script of tests/Infra prints about these files.</summary>
    public static JsonElement Run(string script, IEnumerable<string> files)
    {
        var start = new ProcessStartInfo(Executable!) { WorkingDirectory = Repository.Root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.Path($"tests/Infra/{script}"));
        foreach (var file in files) start.ArgumentList.Add(file);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return JsonElement.Parse(answer);
    }
}
