namespace Outreach.Local.Tests.Simulation;

/// <summary>A carrier's file of one test, gone after it.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("outreach-sim-").FullName;

    public string Path => System.IO.Path.Combine(folder, "carrier.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
