using Outreach.Local.Tests.Simulation.OfficialClients;

namespace Outreach.Local.Tests.Browser;

/// <summary>Runs where a Chromium and axe-core (npm, tests/Clients) are installed; elsewhere it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AxeFactAttribute : FactAttribute
{
    public AxeFactAttribute()
    {
        if (BrowserFactAttribute.Executable is null) Skip = new BrowserFactAttribute().Skip;
        else if (Script is null) Skip = "axe-core is not installed: run npm install in tests/Clients";
    }

    public static string? Script { get; } = ClientsFactAttribute.Folder is { } folder && Path.Combine(folder, "node_modules", "axe-core", "axe.min.js") is var file && File.Exists(file) ? file : null;
}
