using System.CommandLine;
using Outreach.Local.Commands.Records;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands;

/// <summary>Whose records a command works on: the store's of this machine, or with --server a deployed app's.</summary>
internal sealed class RecordsOptions
{
    private readonly StoreOptions store = new();
    private readonly ServerOptions server = new();

    public void AddTo(Command command)
    {
        store.AddTo(command, withDemo: true);
        server.AddTo(command);
    }

    public async ValueTask<IRecords> OpenAsync(ParseResult parsed, bool mustExist, CancellationToken cancel)
    {
        if (await server.OpenAsync(parsed, cancel) is { } client) return new ServerRecords(client);
        var (data, context) = store.Read(parsed, mustExist);
        var app = LocalApp.OpenForCommand(data, context, TimeProvider.System);
        return new StoreRecords(app, app.Services());
    }
}
