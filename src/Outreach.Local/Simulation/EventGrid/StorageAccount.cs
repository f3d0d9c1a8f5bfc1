using Outreach.Local.Hosting;

namespace Outreach.Local.Simulation.EventGrid;

/// <summary>A storage account's queues, as a connection string names them.</summary>
/// <param name="Queues">As http://127.0.0.1:10001/devstoreaccount1.</param>
internal sealed record StorageAccount(string Name, byte[] Key, Uri Queues)
{
    // Azurite's documented account and key, the same everywhere.
    private const string Development =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;QueueEndpoint=http://127.0.0.1:10001/devstoreaccount1";

    /// <exception cref="StartException">It names no queues, or some outside this machine.</exception>
    public static StorageAccount Parse(string connection)
    {
        const string Wanted = "--queue-connection: write UseDevelopmentStorage=true for Azurite on its usual ports, or AccountName=…;AccountKey=…;QueueEndpoint=http://127.0.0.1:….";
        var parts = (connection.Trim().TrimEnd(';') == "UseDevelopmentStorage=true" ? Development : connection)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(p => p.Split('=', 2))
            .Where(p => p.Length == 2)
            .DistinctBy(p => p[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
        if (!parts.TryGetValue("AccountName", out var name) || !parts.TryGetValue("AccountKey", out var key) || !parts.TryGetValue("QueueEndpoint", out var endpoint)) throw new StartException(Wanted);
        var bytes = new byte[key.Length];
        if (!Convert.TryFromBase64String(key, bytes, out var length) || !Uri.TryCreate(endpoint.TrimEnd('/'), UriKind.Absolute, out var queues)) throw new StartException(Wanted);
        return queues.IsLoopback ? new StorageAccount(name, bytes[..length], queues) : throw new StartException("--queue-connection: only a queue on this machine, because nothing simulated leaves it.");
    }
}
