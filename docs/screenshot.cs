#:property PublishAot=false
#:property TreatWarningsAsErrors=false

// Makes the README's picture: dotnet run docs/screenshot.cs
// Starts the demo in a folder of its own, waits until its first emergency has reached a provider, and lets Chromium draw the page.
using System.Diagnostics;
using System.Text.Json;

var chromium = Environment.GetEnvironmentVariable("OUTREACH_CHROMIUM") ?? "chromium";
var folder = Directory.CreateTempSubdirectory("outreach-picture");
using var server = Process.Start(new ProcessStartInfo("dotnet", ["run", "--project", "src/Outreach.Local", "--", "--port", "0", "--data", folder.FullName]) { RedirectStandardOutput = true })!;
try
{
    string? address = null;
    while (address is null && await server.StandardOutput.ReadLineAsync() is { } line) address = line.StartsWith("http://", StringComparison.Ordinal) ? line.Trim() : null;
    if (address is null) throw new InvalidOperationException("The demo did not start.");
    _ = server.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    using var http = new HttpClient { BaseAddress = new Uri(address) };
    for (var emergency = false; !emergency; await Task.Delay(200))
    {
        using var open = JsonDocument.Parse(await http.GetStringAsync("/api/escalations?status=open"));
        emergency = open.RootElement.GetProperty("items").EnumerateArray().Any(e => e.GetProperty("urgency").GetString() == "emergency");
    }

    await http.PostAsync("/sim/clock", new StringContent("""{"speed":0}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));
    using var browser = Process.Start(chromium,
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars", "--window-size=1440,900",
        "--virtual-time-budget=8000", $"--screenshot={Path.GetFullPath("docs/screenshot.png")}", address,
    ]);
    await browser.WaitForExitAsync();
    Console.WriteLine("docs/screenshot.png");
}
finally
{
    server.Kill(entireProcessTree: true);
    await server.WaitForExitAsync();
    folder.Delete(recursive: true);
}
