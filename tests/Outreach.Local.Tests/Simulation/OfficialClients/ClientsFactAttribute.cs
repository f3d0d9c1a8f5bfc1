namespace Outreach.Local.Tests.Simulation.OfficialClients;

/// <summary>Runs where node and the packages of tests/Clients are installed; elsewhere it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClientsFactAttribute : FactAttribute
{
    public ClientsFactAttribute(string package)
    {
        if (Node is null) Skip = "no node on this machine: install Node.js 20 or newer";
        else if (Folder is null || !Directory.Exists(Path.Combine(Folder, "node_modules", package))) Skip = $"{package} is not installed: run npm install in tests/Clients";
    }

    public static string? Node { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(f => new[] { Path.Combine(f, "node"), Path.Combine(f, "node.exe") })
        .FirstOrDefault(File.Exists);

    /// <summary>tests/Clients of the repository.</summary>
    public static string? Folder { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    private static string? Above(DirectoryInfo? folder) => folder is null
        ? null
        : File.Exists(Path.Combine(folder.FullName, "Outreach.sln")) ? Path.Combine(folder.FullName, "tests", "Clients") : Above(folder.Parent);
}
