using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.App.Endpoints;

namespace Outreach.Local.Hosting;

/// <summary>A web server that only this machine reaches.</summary>
internal static class LoopbackServer
{
    /// <summary>Requests under way when the server is told to stop get this long; a clock that is being moved for weeks is not waited for.</summary>
    private static readonly TimeSpan LastRequests = TimeSpan.FromMilliseconds(500);

    /// <summary>Who reads a body has a limit of his own; what is more is read away up to here, so that the sender gets the refusal instead of a broken connection.</summary>
    private const long MostBytes = 32 * 1024 * 1024;

    /// <param name="port">0 for any free one.</param>
    public static WebApplication Build(int port, Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => Listen(k, port));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = LastRequests);
        add(builder.Services);
        return builder.Build();
    }

    /// <summary>Its address, as http://127.0.0.1:5080.</summary>
    /// <exception cref="StartException">The port cannot be used.</exception>
    public static async Task<string> ListenAsync(WebApplication web, int port, IEnumerable<Endpoint> endpoints, CancellationToken cancel)
    {
        web.UseRouting();
        web.MapOutreach(endpoints);
        try
        {
            await web.StartAsync(cancel);
        }
        catch (IOException e)
        {
            throw new StartException($"Port {port} of this machine cannot be used ({e.Message}). Choose another with --port, or any free one with --port 0.");
        }

        return web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MostBytes;
        kestrel.Listen(IPAddress.Loopback, port);
    }
}
