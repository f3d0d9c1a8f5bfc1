using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Local.Tests.Simulation.EventGrid;

/// <summary>A web server of the test: whatever comes is noted and answered as the test says.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly Channel<Heard> heard = Channel.CreateUnbounded<Heard>();
    private readonly WebApplication web;

    private Listener(WebApplication built) => web = built;

    /// <summary>Status and body for a request; 200 by default.</summary>
    public Func<Heard, Reply> Reply { get; set; } = _ => new Reply(200);

    public string Address { get; private set; } = "";

    public static async Task<Listener> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        var listener = new Listener(builder.Build());
        listener.web.Run(listener.AnswerAsync);
        await listener.web.StartAsync();
        listener.Address = listener.web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return listener;
    }

    public async Task<Heard> NextAsync()
    {
        using var late = new CancellationTokenSource(Soon);
        return await heard.Reader.ReadAsync(late.Token);
    }

    public bool HasMore => heard.Reader.TryPeek(out _);

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var request = new Heard(
            context.Request.Method,
            context.Request.Path,
            context.Request.ContentType,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        var reply = Reply(request);
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers) context.Response.Headers[name] = value;
        if (reply.Body is not null) await context.Response.WriteAsync(reply.Body);
        await heard.Writer.WriteAsync(request);
    }
}

internal sealed record Heard(string Method, string Path, string? ContentType, IReadOnlyDictionary<string, string> Headers, string Body);

internal sealed record Reply(int Status, string? Body = null, params (string Name, string Value)[] Headers);
