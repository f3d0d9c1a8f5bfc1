#:property PublishAot=false
#:property TreatWarningsAsErrors=false

// The Functions app on this machine, the Azure way: dotnet run infra/local.cs
// Starts Azurite, the simulated carrier and the Functions host, and stops all three with Ctrl-C. Needs Node (for Azurite) and Azure Functions Core Tools.
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

var root = Root();
string[] missing = [.. new[] { ("node", "Node.js 20 or newer, https://nodejs.org"), ("npx", "npm, which comes with Node.js"), ("func", "Azure Functions Core Tools 4: npm install -g azure-functions-core-tools@4") }
    .Where(tool => !OnPath(tool.Item1)).Select(tool => $"  {tool.Item1}: {tool.Item2}")];
if (missing.Length > 0)
{
    Console.Error.WriteLine($"These have to be installed first:\n{string.Join('\n', missing)}\nWithout them the same app runs as: dotnet run --project src/Outreach.Local");
    return 2;
}

var data = Directory.CreateDirectory(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "outreach-azure-way")).FullName;
var started = new List<Process>();
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) => { e.Cancel = true; stop.Cancel(); };
try
{
    Start("npx", ["--yes", "azurite", "--disableTelemetry", "--silent", "--location", Path.Combine(data, "azurite"), "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1"], root);
    Start("dotnet", ["run", "--project", "src/Outreach.Local", "--", "carrier", "--data", Path.Combine(data, "carrier"), "--queue-connection", "UseDevelopmentStorage=true", "--queue", "outreach-inbound"], root);
    Settings();
    Start("func", ["start", "--port", "7071"], Path.Combine(root, "src", "Outreach.Functions"));
    Console.WriteLine("\nPhones and mailboxes: http://127.0.0.1:5090   The app: http://127.0.0.1:7071   Stop with Ctrl-C.\nThe key of the admin API is Outreach__ApiKey in src/Outreach.Functions/local.settings.json; docs/functions.md says how to enrol a patient.\n");
    while (!stop.IsCancellationRequested && started.TrueForAll(p => !p.HasExited)) await Task.Delay(500, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    if (!stop.IsCancellationRequested) Console.Error.WriteLine("One of the three has stopped; what it said is above.");
    return stop.IsCancellationRequested ? 0 : 1;
}
finally
{
    foreach (var process in started.Where(p => !p.HasExited)) process.Kill(entireProcessTree: true);
}

Process Start(string tool, string[] arguments, string folder)
{
    var windows = OperatingSystem.IsWindows();
    var start = windows ? new ProcessStartInfo("cmd", ["/c", tool, .. arguments]) : new ProcessStartInfo(tool, arguments);
    start.WorkingDirectory = folder;
    var process = Process.Start(start)!;
    started.Add(process);
    return process;
}

// Made once from the sample, with keys of this machine's own; yours from then on.
void Settings()
{
    var path = Path.Combine(root, "src", "Outreach.Functions", "local.settings.json");
    if (File.Exists(path)) return;
    var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "local.settings.sample.json")))!;
    var values = settings["Values"]!;
    foreach (var key in new[] { "Outreach__LinkKey", "Outreach__ContactKey", "Outreach__ApiKey" }) values[key] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
    File.WriteAllText(path, settings.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    Console.WriteLine($"Made {Path.GetRelativePath(root, path)} from the sample.");
}

static bool OnPath(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
    .Any(folder => new[] { "", ".exe", ".cmd" }.Any(ending => File.Exists(Path.Combine(folder, tool + ending))));

static string Root()
{
    var folder = Directory.GetCurrentDirectory();
    while (!File.Exists(Path.Combine(folder, "Outreach.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run this inside the repository.");
    return folder;
}
