using System.Diagnostics;
using Outreach.Infra.Tests.Files;

namespace Outreach.Infra.Tests.Hooks;

/// <summary>A machine of its own for hooks: a fake az and azd come first on PATH, and remember what they made.</summary>
internal sealed class HookRun : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("outreach-hooks-");

    public HookRun()
    {
        foreach (var tool in new[] { "az", "azd" })
        {
            var path = Path.Combine(folder.FullName, tool);
            File.Copy(Repository.Path($"tests/Outreach.Infra.Tests/Hooks/fake-{tool}.sh"), path);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal)
    {
        ["AZURE_ENV_NAME"] = "riverside",
        ["OUTREACH_ALERT_EMAIL"] = "admin@riverside.example",
        ["AZURE_RESOURCE_GROUP"] = "rg-outreach-riverside",
        ["OUTREACH_COMMUNICATION_NAME"] = "acs-outreach-x",
        ["OUTREACH_VAULT_NAME"] = "kv-x",
        ["OUTREACH_ADDRESS"] = "https://func-outreach-x.azurewebsites.net",
        ["OUTREACH_EMAIL_FROM"] = "DoNotReply@x.azurecomm.net",
    };

    public string Remembered(string name) => File.Exists(In(name)) ? File.ReadAllText(In(name)) : "";

    public void Remember(string name, string content) => File.WriteAllText(In(name), content);

    /// <summary>Runs a hook; the log of the tools begins anew.</summary>
    public (int Code, string Said, string Log) Run(string hook)
    {
        File.Delete(In("log"));
        File.Delete(In("bodies"));
        var start = new ProcessStartInfo("sh") { WorkingDirectory = Repository.Root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.Path($"infra/hooks/{hook}.sh"));
        start.Environment.Clear();
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        start.Environment["PATH"] = $"{folder.FullName}:/usr/bin:/bin";
        start.Environment["FAKE"] = folder.FullName;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + errors.Result, Remembered("log"));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string In(string name) => Path.Combine(folder.FullName, name);
}

/// <summary>Shell scripts: not on Windows, which has those of PowerShell.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute() => Skip = OperatingSystem.IsWindows() ? "no sh on Windows" : null;
}
