using System.ComponentModel;
using System.Diagnostics;

namespace Outreach.Local.Commands.Records;

/// <summary>A token of whoever is signed in with the Azure CLI.</summary>
internal static class AzureToken
{
    /// <summary>OUTREACH_TOKEN; else, where OUTREACH_SCOPE names the app (api://CLIENT-ID/.default), what <c>az account get-access-token</c> says; else null.</summary>
    public static async ValueTask<string?> FindAsync(CancellationToken cancel)
    {
        if (Environment.GetEnvironmentVariable("OUTREACH_TOKEN") is { Length: > 0 } given) return given;
        if (Environment.GetEnvironmentVariable("OUTREACH_SCOPE") is not { Length: > 0 } scope) return null;
        try
        {
            using var az = Process.Start(new ProcessStartInfo("az", ["account", "get-access-token", "--scope", scope, "--query", "accessToken", "--output", "tsv"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var token = (await az.StandardOutput.ReadToEndAsync(cancel)).Trim();
            await az.WaitForExitAsync(cancel);
            return az.ExitCode == 0 && token.Length > 0 ? token : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
