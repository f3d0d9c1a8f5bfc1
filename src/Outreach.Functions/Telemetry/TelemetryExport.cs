using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Outreach.App.Stepping;
using Outreach.App.Tracing;
using Outreach.Functions.Inbound;
using Outreach.Functions.Timers;

namespace Outreach.Functions.Telemetry;

/// <summary>Sends the worker's traces, measures and logs to Application Insights and to an OTLP collector, where one is named. HTTP requests are not
/// traced here: their addresses hold signed links and row keys.</summary>
internal static class TelemetryExport
{
    public const string ApplicationInsights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    public const string ByIdentity = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";
    public const string Otlp = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        var (insights, otlp) = (IsSet(configuration, ApplicationInsights), IsSet(configuration, Otlp));
        // From here on the host leaves the worker's logs to the worker. With nowhere to send them they would be lost, so then nothing is changed.
        if (!insights && !otlp) return services;
        var telemetry = services.AddOpenTelemetry()
            .WithTracing(t => t.AddSource(Spans.Source))
            .WithMetrics(m => m.AddMeter(Measures.Meter, Auditor.Meter, SetAside.Meter, Inbox.Meter, LadderAlarm.Meter))
            .WithLogging(_ => { }, logs => logs.IncludeFormattedMessage = true);
        telemetry.UseFunctionsWorkerDefaults();
        if (insights) telemetry.UseAzureMonitorExporter(WriteEverything).Services.AddSingleton<IConfigureOptions<AzureMonitorExporterOptions>>(p => new SignedIn(p, configuration));
        if (otlp) telemetry.UseOtlpExporter();
        return services;
    }

    /// <summary>The exporter's own defaults keep five traces a second and drop logs with their trace; the alerts read every log.</summary>
    private static void WriteEverything(AzureMonitorExporterOptions options)
    {
        options.SamplingRatio = 1;
        options.TracesPerSecond = null;
        options.EnableTraceBasedLogsSampler = false;
    }

    private static bool IsSet(IConfiguration configuration, string name) => configuration[name] is { Length: > 0 };

    private sealed class SignedIn(IServiceProvider services, IConfiguration configuration) : IConfigureOptions<AzureMonitorExporterOptions>
    {
        public void Configure(AzureMonitorExporterOptions options)
        {
            options.ConnectionString = configuration[ApplicationInsights];
            if (IsSet(configuration, ByIdentity)) options.Credential = services.GetRequiredService<TokenCredential>();
        }
    }
}
