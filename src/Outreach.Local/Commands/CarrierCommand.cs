using System.CommandLine;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Communication;
using Outreach.Local.Simulation.EventGrid;

namespace Outreach.Local.Commands;

/// <summary><c>outreach carrier</c>: the simulated carrier alone, to develop against Communication Services without a subscription.</summary>
internal static class CarrierCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Port on 127.0.0.1; 0 for any free one.", DefaultValueFactory = _ => CarrierHostOptions.DefaultPort };
    private static readonly Option<string> Key = new("--key") { Description = "Access key in base64. Default: a well-known one that never changes.", DefaultValueFactory = _ => AccessKey.Development };
    private static readonly Option<string?> Webhook = new("--webhook") { Description = "Post events to this address of this machine." };
    private static readonly Option<string?> QueueConnection = new("--queue-connection") { Description = "Put events into a storage queue, e.g. UseDevelopmentStorage=true for Azurite." };
    private static readonly Option<string?> Queue = new("--queue") { Description = "The queue's name." };
    private static readonly Option<string> Schema = new("--schema") { Description = "Schema of events.", DefaultValueFactory = _ => "eventgrid" };
    private static readonly Option<string> DataNames = new("--data-names") { Description = "Names in the data of SMS events: camel as the official clients read them, pascal as the documentation shows them.", DefaultValueFactory = _ => "camel" };
    private static readonly Option<bool> TollFree = new("--toll-free") { Description = "The network answers STOP and START itself (the default)." };
    private static readonly Option<bool> TenDigit = new("--ten-digit") { Description = "The network answers nothing; opting out is up to the app." };
    private static readonly Option<string?> Data = new("--data") { Description = "Folder that keeps phones and mailboxes. Default: they are gone at the end." };

    public static Command Make(TextWriter output, TextWriter error)
    {
        Schema.AcceptOnlyFromAmong("eventgrid", "cloudevents");
        DataNames.AcceptOnlyFromAmong("camel", "pascal");
        var command = new Command("carrier", "Run the simulated carrier alone: the REST API of Azure Communication Services for SMS and email, with phones on a web page.")
        {
            Port, Key, Webhook, QueueConnection, Queue, Schema, DataNames, TollFree, TenDigit, Data,
        };
        command.SetAction((parsed, cancel) => Running.UntilStoppedAsync(error, async stopping =>
        {
            var options = Read(parsed);
            var terminal = TextWriter.Synchronized(output);
            await using var host = await CarrierHost.StartAsync(options, terminal, TimeProvider.System, stopping);
            await terminal.WriteLineAsync(host.Address);
            await terminal.WriteLineAsync($"Connection string: {host.ConnectionString}");
            await terminal.WriteLineAsync($"Texts from {options.Number}, or any other number. {Events(options)}");
            await terminal.WriteLineAsync("Simulated: nothing leaves this machine. Stop with Ctrl-C.");
            await terminal.FlushAsync(CancellationToken.None);
            await Task.Delay(Timeout.Infinite, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }, cancel));
        return command;
    }

    private static string Events(CarrierHostOptions options) => options switch
    {
        { Webhook: { } url } => $"Events go to {url.GetLeftPart(UriPartial.Path)}.",
        { Queue: var (_, name) } => $"Events go into the queue {name}.",
        _ => "Events go nowhere: name a --webhook, or a --queue with its --queue-connection.",
    };

    private static CarrierHostOptions Read(ParseResult parsed)
    {
        var port = parsed.GetValue(Port);
        if (port is < 0 or > 65535) throw new StartException("--port: write a number from 0 to 65535.");
        if (parsed.GetValue(TollFree) && parsed.GetValue(TenDigit)) throw new StartException("Write --toll-free or --ten-digit, not both.");
        var (webhook, connection, queue) = (parsed.GetValue(Webhook), parsed.GetValue(QueueConnection), parsed.GetValue(Queue));
        if (webhook is not null && (connection ?? queue) is not null) throw new StartException("Events go to a --webhook or into a --queue, not to both.");
        if (connection is null != queue is null) throw new StartException("A queue needs both --queue-connection and --queue.");
        return new CarrierHostOptions
        {
            Port = port,
            Key = AccessKey.TryParse(parsed.GetValue(Key)!) ?? throw new StartException("--key: write the key in base64, or leave it out."),
            Webhook = webhook is null ? null : Loopback(webhook),
            Queue = connection is null ? null : (StorageAccount.Parse(connection), queue!),
            Schema = parsed.GetValue(Schema) == "cloudevents" ? EventSchema.CloudEvents : EventSchema.EventGrid,
            Names = parsed.GetValue(DataNames) == "pascal" ? Simulation.EventGrid.DataNames.Pascal : Simulation.EventGrid.DataNames.Camel,
            IsTollFree = !parsed.GetValue(TenDigit),
            Data = parsed.GetValue(Data),
        };
    }

    private static Uri Loopback(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", IsLoopback: true }
        ? url
        : throw new StartException("--webhook: an address of this machine, for example http://127.0.0.1:7071/events, because nothing simulated leaves it.");
}
