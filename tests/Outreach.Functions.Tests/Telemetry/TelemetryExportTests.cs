using System.Collections.Concurrent;
using System.Text;
using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using NSubstitute;
using OpenTelemetry.Logs;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Functions.Telemetry;
using Outreach.Testing;
using Outreach.Testing.Ledgers;

namespace Outreach.Functions.Tests.Telemetry;

public sealed class TelemetryExportTests
{
    private const string HostIsTold = "WorkerOpenTelemetryEnabled";

    [Fact]
    public void Settings_None_TheHostGoesOnPassingTheLogs()
    {
        using var host = Build([]);
        Assert.DoesNotContain(HostIsTold, host.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.Capabilities.Keys);
    }

    /// <summary>The alerts read the logs: none may be left out by sampling.</summary>
    [Fact]
    public void ApplicationInsights_Set_EveryTraceAndLogIsSentByIdentity()
    {
        using var host = Build(new() { [TelemetryExport.ApplicationInsights] = "InstrumentationKey=0", [TelemetryExport.ByIdentity] = "Authorization=AAD" });

        Assert.Contains(HostIsTold, host.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.Capabilities.Keys);
        var options = host.Services.GetRequiredService<IOptions<AzureMonitorExporterOptions>>().Value;
        Assert.Equal("InstrumentationKey=0", options.ConnectionString);
        Assert.Same(host.Services.GetRequiredService<TokenCredential>(), options.Credential);
        Assert.Equal((1F, null, false), (options.SamplingRatio, options.TracesPerSecond, options.EnableTraceBasedLogsSampler));
    }

    [Fact]
    public async Task Otlp_Set_TheCollectorGetsSpansMeasuresAndLogsWithNothingPersonal()
    {
        await using var collector = await Collector.StartAsync();
        using (var host = Build(new() { [TelemetryExport.Otlp] = collector.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" }))
        {
            await host.StartAsync();
            var ledger = new InMemoryLedger();
            var now = People.NewYork("2026-03-02 10:00");
            var clock = Substitute.For<IClock>();
            clock.GetCurrentInstant().Returns(now);
            var stepper = new Stepper(ledger, new OptOutIndex(ledger, ledger), new ContextSource(Shipped.Context), clock, new NobodyWatches());
            await ledger.AppendAsync(People.RosaId, new(new Command.Register(People.Rosa, "front desk", []) { Id = "register", At = now }, now), default);
            await stepper.StepAsync(People.RosaId, [], default);
            host.Services.GetRequiredService<ILogger<TelemetryExportTests>>().LogInformation("The auditor has looked: {Overdue} overdue.", 0);
            host.Services.GetRequiredService<LoggerProvider>().ForceFlush();
            // The rest is sent when the host ends.
            await host.StopAsync();
        }

        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], collector.Paths);
        Assert.Contains("outreach.patient", collector.Said("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("outreach.step.duration", collector.Said("/v1/metrics"), StringComparison.Ordinal);
        Assert.Contains("The auditor has looked: 0 overdue.", collector.Said("/v1/logs"), StringComparison.Ordinal);
        foreach (var personal in new[] { People.Rosa.PreferredName, People.Rosa.FamilyName!, People.RosaMobile.Value })
        {
            Assert.DoesNotContain(personal, collector.Said("/v1/traces") + collector.Said("/v1/metrics") + collector.Said("/v1/logs"), StringComparison.OrdinalIgnoreCase);
        }
    }

    private static IHost Build(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton(Substitute.For<TokenCredential>()).AddTelemetryExport(builder.Configuration);
        return builder.Build();
    }

    /// <summary>Takes what an OTLP exporter sends over HTTP and keeps it.</summary>
    private sealed class Collector(WebApplication web) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, string Body)> taken = [];

        public string Address => web.Urls.Single();

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var web = builder.Build();
            var collector = new Collector(web);
            web.MapPost("/{**path}", collector.TakeAsync);
            await web.StartAsync();
            return collector;
        }

        public IEnumerable<string> Paths => taken.Select(t => t.Path).Distinct().Order();

        /// <summary>The words in what was sent: protobuf holds them as they are.</summary>
        public string Said(string path) => string.Concat(taken.Where(t => t.Path == path).Select(t => t.Body));

        public ValueTask DisposeAsync() => web.DisposeAsync();

        private async Task TakeAsync(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            taken.Enqueue((context.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
        }
    }
}
