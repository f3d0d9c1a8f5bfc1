using System.CommandLine;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands.Records;

/// <summary>A deployed app instead of the store of this machine.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string?> server = new("--server") { Description = "A deployed app, as https://followup.example.org, through its admin API." };
    private readonly Option<string?> key = new("--key") { Description = "The app's key. Better in the environment: OUTREACH_KEY. Without one, OUTREACH_TOKEN, or a token from az for OUTREACH_SCOPE, is sent." };

    public void AddTo(Command command)
    {
        command.Options.Add(server);
        command.Options.Add(key);
    }

    /// <summary>Null where none is named.</summary>
    public async ValueTask<ServerClient?> OpenAsync(ParseResult parsed, CancellationToken cancel)
    {
        if (parsed.GetValue(server) is not { } address) return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")) throw new StartException($"--server: \"{address}\" is no address; write it as https://followup.example.org.");
        if (uri.Scheme == "http" && !uri.IsLoopback) throw new StartException("--server: only https leaves this machine; everything about the patients would be readable on the way.");
        return new ServerClient(uri, parsed.GetValue(key) ?? Environment.GetEnvironmentVariable("OUTREACH_KEY"), uri.IsLoopback ? Environment.GetEnvironmentVariable("OUTREACH_TOKEN") : await AzureToken.FindAsync(cancel));
    }

    public async ValueTask<ServerClient> RequireAsync(ParseResult parsed, CancellationToken cancel) =>
        await OpenAsync(parsed, cancel) ?? throw new StartException("Name the app with --server, as https://followup.example.org.");
}
