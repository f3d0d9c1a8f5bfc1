using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Functions;
using Outreach.Functions.Settings;
using Outreach.Functions.Tables;
using Outreach.Functions.Telemetry;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddOutreach(builder.Configuration).AddTelemetryExport(builder.Configuration);
using var host = builder.Build();
await host.Services.GetRequiredService<TableLedgerStore>().CreateTablesAsync(CancellationToken.None);
await OwnTables.CreateAsync(host.Services.GetRequiredService<TableServiceClient>(), CancellationToken.None);
await host.RunAsync();
