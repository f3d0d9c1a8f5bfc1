namespace Outreach.Local.Tests.Browser;

/// <summary>Runs where a Chromium is installed; elsewhere it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string[] Usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe"];

    public static readonly string? Executable = Environment.GetEnvironmentVariable("OUTREACH_CHROMIUM") ?? Usual.FirstOrDefault(File.Exists);

    public BrowserFactAttribute()
    {
        if (Executable is null) Skip = "no Chromium on this machine: install it (Debian: apt-get install chromium), or name it in OUTREACH_CHROMIUM";
    }
}
