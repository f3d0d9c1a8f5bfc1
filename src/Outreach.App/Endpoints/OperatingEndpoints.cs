using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints.OpenApi;
using Outreach.App.Health;
using Outreach.App.Setup;

namespace Outreach.App.Endpoints;

/// <summary>For whoever runs the app: is it there, how is it, what is not set up yet.</summary>
internal static class OperatingEndpoints
{
    public static IEnumerable<Endpoint> All =>
    [
        new("Alive", HttpMethods.Get, "health", Access.Anyone, AliveAsync)
        {
            Operation = new("Whether the app answers; says nothing else") { Answers = [new(200, "It does.", null, "text/plain")] },
        },
        new("Health", HttpMethods.Get, "api/health", Access.Admin, Asked.Api(HealthAsync))
        {
            Operation = new("How the app is: storage, carrier, backlog, auditor, configuration")
            {
                Answers =
                [
                    new(200, "Up; \"wrong\" names what needs a look.", Schema.Object(
                        ("status", Schema.Word("well", "needs a look", "down")), ("at", Schema.Moment()), ("wrong", Schema.ListOf(Schema.Text())),
                        ("storage", new Schema { Type = "object" }), ("carrier", new Schema { Type = "object" }), ("backlog", new Schema { Type = "object" }),
                        ("auditor", new Schema { Type = "object" }), ("practice", new Schema { Type = "object" }), ("app", Schema.Text()))),
                    new(503, "Storage does not answer.", new Schema { Type = "object" }),
                ],
            },
        },
        new("Setup", HttpMethods.Get, "api/setup", Access.Admin, Asked.Api(SetupAsync))
        {
            Operation = new("What is set up, what is missing, and how long each takes")
            {
                Answers = [new(200, "Each in the order to do it.", Schema.Page(Schema.Object(
                    ("id", Schema.Text()), ("what", Schema.Text()), ("state", Schema.Word("done", "missing", "ask")), ("found", Schema.Text("What was seen.")), ("todo", Schema.Text("What to do.")), ("takes", Schema.Text("How long.")))))],
            },
        },
    ];

    private static async Task AliveAsync(HttpContext context)
    {
        var bytes = Encoding.UTF8.GetBytes("ok\n");
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static async Task<IAnswer> HealthAsync(HttpContext context)
    {
        var report = await context.Service<HealthCheck>().RunAsync(context.RequestAborted);
        return new JsonAnswer(report.Body, report.IsUp ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IAnswer> SetupAsync(HttpContext context)
    {
        var items = await context.Service<SetupCheck>().RunAsync(context.RequestAborted);
        return JsonAnswer.Page(
            items.Select(i => new JsonObject { ["id"] = i.Id, ["what"] = i.What, ["state"] = Views.Json(i.State), ["found"] = i.Found, ["todo"] = i.Todo, ["takes"] = i.Takes }),
            null);
    }
}
