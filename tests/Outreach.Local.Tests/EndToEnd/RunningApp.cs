using Outreach.App.Practices;
using NodaTime;
using NodaTime.Text;
using Outreach.Local.Hosting;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>The whole app in this process, on a port and in a folder of its own, with time standing still.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly HttpClient http;
    private readonly OutreachHost host;

    private RunningApp(DirectoryInfo folder, OutreachHost host)
    {
        (this.folder, this.host) = (folder, host);
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(host.Address) };
        Practice = new PracticeClient(http);
    }

    public PracticeClient Practice { get; }

    public HttpClient Http => http;

    /// <param name="clock">When simulated time begins.</param>
    /// <param name="practice">Changes to practice.yaml: (from, to).</param>
    public static Task<RunningApp> StartAsync(string clock = "2026-03-02T08:00:00Z", params (string From, string To)[] practice) => StartAsync(clock, null, practice);

    /// <param name="keysOf">Under the keys of another app, as one that takes over from it.</param>
    public static async Task<RunningApp> StartAsync(string clock, RunningApp? keysOf, params (string From, string To)[] practice)
    {
        var folder = Directory.CreateTempSubdirectory("outreach-e2e-");
        if (keysOf is not null) File.Copy(Path.Combine(keysOf.folder.FullName, "data", "contact.key"), Path.Combine(folder.CreateSubdirectory("data").FullName, "contact.key"));
        var plans = practice.Length == 0 ? null : Changed(folder, practice);
        var options = new ServeOptions
        {
            Port = 0,
            Data = Path.Combine(folder.FullName, "data"),
            CarePlans = plans,
            Clock = InstantPattern.ExtendedIso.Parse(clock).Value,
            Speed = 0,
            Empty = true,
        };
        return new RunningApp(folder, await OutreachHost.StartAsync(options, TextWriter.Null, TimeProvider.System, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static string Changed(DirectoryInfo folder, (string From, string To)[] changes)
    {
        var plans = folder.CreateSubdirectory("plans").FullName;
        foreach (var file in Directory.GetFiles(PracticeFolder.Shipped, "*.yaml"))
        {
            var text = File.ReadAllText(file);
            if (Path.GetFileName(file) == PracticeFolder.PracticeFile)
            {
                foreach (var (from, to) in changes)
                {
                    Assert.Contains(from, text, StringComparison.Ordinal);
                    text = text.Replace(from, to, StringComparison.Ordinal);
                }
            }

            File.WriteAllText(Path.Combine(plans, Path.GetFileName(file)), text);
        }

        return plans;
    }
}
