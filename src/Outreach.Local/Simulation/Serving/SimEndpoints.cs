using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Outreach.App.Endpoints;
using Outreach.Core.Patients;
using Outreach.Local.Simulation.Carrier;
using Endpoint = Outreach.App.Endpoints.Endpoint;

namespace Outreach.Local.Simulation.Serving;

/// <summary>The simulated world from outside: phones, mailboxes, the clock, and failures on demand.</summary>
internal static class SimEndpoints
{
    private const string TextExample = "{\"text\": \"feeling better\", \"id\": \"m-1\"}";
    private const string ClockExample = "{\"speed\": 60}, {\"advance\": \"P1D\"} or {\"to\": \"next\"}";
    private const string FaultExample = "{\"channel\": \"sms\", \"count\": 3, \"status\": 503}";
    private const int MostFaults = 1_000_000;

    public static IEnumerable<Endpoint> All(SimPhones phones, CarrierMessages messages, SimulatedCarrier carrier, SimClock clock, SimView view) =>
    [
        .. PhonesAndMailboxes(phones, messages, carrier.Faults, view.PhonesAsync),
        Get("SimClock", "sim/clock", _ => Now(clock.Read())),
        Post("SimMoveClock", "sim/clock", StatusCodes.Status200OK, c => MoveAsync(c, clock)),
        Get("SimView", "sim/view", async c => await view.SinceAsync(Since(c), c.RequestAborted)),
    ];

    /// <summary>What there is without an app too.</summary>
    public static IEnumerable<Endpoint> PhonesAndMailboxes(
        SimPhones phones, CarrierMessages messages, CarrierFaults faults, Func<CancellationToken, Task<IReadOnlyList<object>>> every) =>
    [
        Get("SimPhones", "sim/phones", async c => new { items = await every(c.RequestAborted), next = (string?)null }),
        Get("SimPhone", "sim/phones/{e164}", c =>
        {
            var number = Number(c);
            return Now(new { number, messages = phones.Thread(number) });
        }),
        Post("SimTypeText", "sim/phones/{e164}", StatusCodes.Status202Accepted, async c =>
        {
            var number = Number(c);
            var body = await SimBody.ReadAsync(c, TextExample, "text", "id");
            return await phones.TypeAsync(number, body.Text("text", TextExample), body.Text("id", TextExample), c.RequestAborted);
        }),
        Get("SimMailbox", "sim/mailboxes/{address}", c => Now(new
        {
            items = messages.At(Mailbox(c)).Select(m => new { m.Id, m.At, m.Subject, m.Text, m.Html }),
            next = (string?)null,
        })),
        Post("SimFaults", "sim/faults", StatusCodes.Status200OK, c => FaultsAsync(c, faults)),
    ];

    /// <summary>The whole state, or what is new since a version.</summary>
    public static Endpoint View(Func<long, object> since) => Get("SimView", "sim/view", c => Now(since(Since(c))));

    private static async Task<object> MoveAsync(HttpContext context, SimClock clock)
    {
        var body = await SimBody.ReadAsync(context, ClockExample, "speed", "advance", "to");
        var (speed, advance, to) = (body.Number("speed", ClockExample), body.Text("advance", ClockExample), body.Text("to", ClockExample));
        if ((speed, advance, to) is (null, null, null)) throw SimRefusal.Invalid($"Say what to do with the clock: {ClockExample}.");
        if (advance is not null && to is not null) throw SimRefusal.Invalid("Send \"advance\" or \"to\", not both.");
        if (to is not (null or "next")) throw SimRefusal.Invalid("\"to\" can only be \"next\": the next moment at which something happens.");
        if (speed is { } factor) clock.SetSpeed(factor);
        if (advance is not null) await clock.AdvanceAsync(advance, context.RequestAborted);
        if (to is not null) await clock.ToNextAsync(context.RequestAborted);
        return clock.Read();
    }

    private static async Task<object> FaultsAsync(HttpContext context, CarrierFaults faults)
    {
        var body = await SimBody.ReadAsync(context, FaultExample, "channel", "count", "status");
        Channel? channel = body.Text("channel", "\"sms\" or \"email\"") switch { ChannelWords.Sms => Channel.Sms, ChannelWords.Email => Channel.Email, _ => null };
        if (channel is not { } on) throw SimRefusal.Invalid($"\"channel\" is \"sms\" or \"email\": send {FaultExample}.");
        if (body.Number("count", FaultExample) is not (>= 0 and <= MostFaults and var count) || count != Math.Floor(count))
            throw SimRefusal.Invalid($"\"count\" is how many of the next sends fail, a whole number from 0 (none any more) to {MostFaults.ToString(CultureInfo.InvariantCulture)}: send {FaultExample}.");
        if (count == 0)
        {
            faults.Clear(on);
        }
        else
        {
            var status = body.Word("status");
            if (CarrierFault.TryParse(status) is null) throw SimRefusal.Invalid($"\"status\" is what the carrier answers: {CarrierFault.Accepted}. Send {FaultExample}.");
            faults.Add(on, status!, (int)count);
        }

        return new { channel = on.Word(), waiting = faults.Left(on) };
    }

    private static PhoneNumber Number(HttpContext context) => PhoneNumber.TryParse(Place(context, "e164"))
        ?? throw SimRefusal.Invalid("That is no phone number. Write it in E.164, for example /sim/phones/+12125550121.");

    private static ContactPoint Mailbox(HttpContext context) => ContactPoint.TryParse(Channel.Email, Place(context, "address"))
        ?? throw SimRefusal.Invalid("That is no email address. Write for example /sim/mailboxes/lee@riverside.example.");

    private static long Since(HttpContext context) => context.Request.Query["since"].ToString() switch
    {
        "" => 0,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) => version,
        _ => throw SimRefusal.Invalid("\"since\" is the version of an earlier answer, a whole number; leave it out for everything."),
    };

    private static string Place(HttpContext context, string name) => context.GetRouteValue(name) as string ?? "";

    private static Task<object> Now(object answer) => Task.FromResult(answer);

    private static Endpoint Get(string name, string route, Func<HttpContext, Task<object>> handle) =>
        new(name, HttpMethods.Get, route, Access.Admin, SimAnswers.Json(handle));

    private static Endpoint Post(string name, string route, int status, Func<HttpContext, Task<object>> handle) =>
        new(name, HttpMethods.Post, route, Access.Admin, SimAnswers.Json(handle, status));
}
