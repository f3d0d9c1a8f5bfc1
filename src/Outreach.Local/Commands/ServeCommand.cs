using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Carrier;

namespace Outreach.Local.Commands;

/// <summary><c>outreach serve</c>: the whole app on this machine.</summary>
internal static class ServeCommand
{
    private static readonly OffsetDateTimePattern[] ClockForms =
    [
        OffsetDateTimePattern.ExtendedIso,
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<G>"),
    ];

    private static readonly Option<int> Port = new("--port") { Description = "Port on 127.0.0.1; 0 for any free one.", DefaultValueFactory = _ => ServeOptions.DefaultPort };
    private static readonly Option<string?> Data = new("--data") { Description = "Folder of the store. Default: \"outreach\" in the user's data directory." };
    private static readonly Option<string?> Plans = new("--careplans") { Description = "Folder with practice.yaml and the plans. Default: \"careplans\" in the store's folder, else the shipped ones." };
    private static readonly Option<string?> Clock = new("--clock") { Description = "Simulate time from here, e.g. 2026-03-02T08:00Z. Default: the real clock, or for the demo its own Monday." };
    private static readonly Option<double?> Speed = new("--speed") { Description = "Simulated seconds a second, 0 for paused. Default: 60 in the demo, else 1." };
    private static readonly Option<bool> Empty = new("--empty") { Description = "No demo, even where nobody has been imported." };

    private static readonly Option<int?> Texts = new("--texts-a-minute") { Description = $"Texts a minute that the simulated carrier takes. Default: a toll-free number's {CarrierOptions.Default.TextsAMinute}." };
    private static readonly Option<int?> Emails = new("--emails-a-minute") { Description = $"Emails a minute that it takes. Default: a custom domain's {CarrierOptions.Default.EmailsAMinute}." };

    public static void AddOptions(Command command)
    {
        foreach (Option option in new Option[] { Port, Data, Plans, Clock, Speed, Empty, Texts, Emails }) command.Options.Add(option);
        Port.Validators.Clear();
        Port.Validators.Add(r =>
        {
            if (r.Tokens.Count == 1 && (!int.TryParse(r.Tokens[0].Value, out var port) || port is < 0 or > 65535)) r.AddError($"--port: \"{r.Tokens[0].Value}\" is not a port; write a number from 0 to 65535.");
        });
    }

    public static Command Make(TextWriter output, TextWriter error)
    {
        var command = new Command("serve", "Run the app on this machine (the default).");
        AddOptions(command);
        command.SetAction((parsed, cancel) => ServeAsync(parsed, output, error, cancel));
        return command;
    }

    public static Task<int> ServeAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancel) => Running.UntilStoppedAsync(error, async stopping =>
    {
        var options = Read(parsed);
        var terminal = TextWriter.Synchronized(output);
        await using var host = await OutreachHost.StartAsync(options, terminal, TimeProvider.System, stopping);
        await terminal.WriteLineAsync(host.Address);
        await terminal.WriteLineAsync($"Simulated: nothing leaves this machine. Store: {host.DataFolder}. Stop with Ctrl-C.");
        await terminal.FlushAsync(CancellationToken.None);
        await host.RunUntilStoppedAsync(stopping);
    }, cancel);

    private static ServeOptions Read(ParseResult parsed)
    {
        var speed = parsed.GetValue(Speed);
        if (speed is < 0 or > ClockDriver.FastestSpeed or double.NaN) throw new StartException($"--speed: write a number from 0 (paused) to {ClockDriver.FastestSpeed:0}, for example 60.");
        return new ServeOptions
        {
            Port = parsed.GetValue(Port),
            Data = parsed.GetValue(Data),
            CarePlans = parsed.GetValue(Plans),
            Clock = parsed.GetValue(Clock) is { } text ? ParseClock(text) : null,
            Speed = speed,
            Empty = parsed.GetValue(Empty),
            TextsAMinute = Rate(parsed, Texts),
            EmailsAMinute = Rate(parsed, Emails),
        };
    }

    private static int? Rate(ParseResult parsed, Option<int?> option) => parsed.GetValue(option) is < 1
        ? throw new StartException($"{option.Name}: write how many the carrier takes in a minute, at least 1.")
        : parsed.GetValue(option);

    private static Instant ParseClock(string text)
    {
        foreach (var form in ClockForms)
        {
            if (form.Parse(text).TryGetValue(default, out var at)) return at.ToInstant();
        }

        throw new StartException($"--clock: \"{text}\" is not a time; write date, time and offset, for example 2026-03-02T08:00Z.");
    }
}
