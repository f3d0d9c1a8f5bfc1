using Azure.Communication.Email;
using Azure.Communication.Sms;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using Outreach.App.Archiving;
using Outreach.App.Digests;
using Outreach.App.Endpoints;
using Outreach.App.Gateways;
using Outreach.App.Health;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Practices;
using Outreach.App.Receiving;
using Outreach.App.Setup;
using Outreach.App.Stepping;
using Outreach.Functions.FollowUps;
using Outreach.Functions.Http;
using Outreach.Functions.Inbound;
using Outreach.Functions.Sending;
using Outreach.Functions.Settings;
using Outreach.Functions.Tables;
using Outreach.Functions.Timers;

namespace Outreach.Functions;

/// <summary>The app on Azure: the same use cases as on one machine, with Table Storage for the ledger and Communication Services for the carrier.</summary>
public static class OutreachApp
{
    /// <summary>One attempt is one attempt: the ledger says when to try again.</summary>
    private static readonly TimeSpan OneAttempt = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddOutreach(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OutreachSettings>().Bind(configuration.GetSection(OutreachSettings.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<OutreachSettings>, SettingsCheck>()
            .AddSingleton<IClock>(new MachineClock(TimeProvider.System)).AddSingleton(TimeProvider.System)
            .AddHostedService<PracticeWatch>()
            .AddSingleton<TokenCredential>(_ => new DefaultAzureCredential())
            .AddTables()
            .AddCarrier()
            .AddApp();
    }

    private static IServiceCollection AddTables(this IServiceCollection services) => services
        .AddSingleton(Tables)
        .AddSingleton(p => new TableLedgerStore(p.GetRequiredService<TableServiceClient>(), Convert.FromBase64String(Settings(p).ContactKey), TimeProvider.System))
        .AddSingleton<ILedgerStore>(p => p.GetRequiredService<TableLedgerStore>())
        .AddSingleton<IContactBook>(p => p.GetRequiredService<TableLedgerStore>())
        .AddSingleton<IAccessLog>(p => p.GetRequiredService<TableLedgerStore>())
        .AddSingleton<ILedgerArchive>(p => p.GetRequiredService<TableLedgerStore>())
        .AddSingleton<IAuditorNotes>(p => new TableAuditorNotes(Table(p, OwnTables.Rates)))
        .AddSingleton<IPracticeVersions>(p => new TablePracticeVersions(Table(p, OwnTables.Practice)))
        .AddSingleton(p => new SendingQueue(Table(p, OwnTables.Rates)))
        .AddSingleton<IDigestLog>(p => new SentDigests(Table(p, OwnTables.Rates)))
        .AddSingleton(p => new SentEmails(Table(p, OwnTables.Emails)))
        .AddSingleton(p => ActivatorUtilities.CreateInstance<SetAside>(p, Table(p, OwnTables.SetAside)));

    private static IServiceCollection AddCarrier(this IServiceCollection services) => services
        .AddSingleton(Sms)
        .AddSingleton(Email)
        .AddSingleton<SmsGateway>()
        .AddSingleton<EmailGateway>()
        .AddSingleton<CommunicationGateway>()
        .AddSingleton<IMessageGateway>(p => new NotedGateway(p.GetRequiredService<CommunicationGateway>(), p.GetRequiredService<CarrierNotes>(), p.GetRequiredService<IClock>()));

    private static IServiceCollection AddApp(this IServiceCollection services) => services
        .AddSingleton(p => Deployed(CarePlans(p)))
        .AddSingleton(p => new LinkSigner(Convert.FromBase64String(Settings(p).LinkKey), () => Settings(p).PublicAddress.TrimEnd('/')))
        .AddSingleton(Access).AddSingleton(Facts)
        .AddSingleton<Clocks>().AddSingleton<IFollowUpWatcher>(p => new LadderAlarm(p.GetRequiredService<Clocks>(), p.GetRequiredService<ILogger<LadderAlarm>>()))
        .AddSingleton<OptOutIndex>().AddSingleton<Stepper>().AddSingleton<Turns>().AddSingleton<StrayTexts>().AddSingleton<Reception>()
        .AddSingleton<ProviderDigest>().AddSingleton<Inbox>().AddSingleton<Served>()
        .AddOutreachEndpoints();

    private static SetupFacts Facts(IServiceProvider services) => new(
        Simulated: Settings(services).Communication.ConnectionString.Length > 0,
        SettingsCheck.NumbersOf(Settings(services).Sms),
        Settings(services).Email.From,
        Settings(services).PublicAddress,
        EntraRoles.IsAuthenticationOn(Environment.GetEnvironmentVariable));

    /// <summary>Folder with practice.yaml and the plans that were deployed with the app.</summary>
    internal static string CarePlans(IServiceProvider services) => Settings(services).CarePlans is { Length: > 0 } folder ? folder : PracticeFolder.Shipped;

    /// <summary>Where the folder is wrong, an uploaded configuration may still be in force; without one the app does not start, and says why.</summary>
    private static ContextSource Deployed(string folder)
    {
        try
        {
            return new ContextSource(PracticeFolder.Load(folder));
        }
        catch (PracticeFolderException e)
        {
            return ContextSource.Without(e);
        }
    }

    private static OutreachSettings Settings(IServiceProvider services) => services.GetRequiredService<IOptions<OutreachSettings>>().Value;

    private static TableClient Table(IServiceProvider services, string name) => services.GetRequiredService<TableServiceClient>().GetTableClient(name);

    private static TableServiceClient Tables(IServiceProvider services) => Settings(services).Tables is { ConnectionString.Length: > 0 } development
        ? new TableServiceClient(development.ConnectionString)
        : new TableServiceClient(new Uri(Settings(services).Tables.ServiceUri), services.GetRequiredService<TokenCredential>());

    private static SmsClient Sms(IServiceProvider services)
    {
        var options = new SmsClientOptions();
        options.AddPolicy(new SameSms(), HttpPipelinePosition.PerCall);
        OneAttemptOf(options);
        var carrier = Settings(services).Communication;
        return carrier.ConnectionString.Length > 0
            ? new SmsClient(carrier.ConnectionString, options)
            : new SmsClient(new Uri(carrier.Endpoint), services.GetRequiredService<TokenCredential>(), options);
    }

    private static EmailClient Email(IServiceProvider services)
    {
        var options = new EmailClientOptions();
        OneAttemptOf(options);
        var carrier = Settings(services).Communication;
        return carrier.ConnectionString.Length > 0
            ? new EmailClient(carrier.ConnectionString, options)
            : new EmailClient(new Uri(carrier.Endpoint), services.GetRequiredService<TokenCredential>(), options);
    }

    private static void OneAttemptOf(ClientOptions options)
    {
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = OneAttempt;
    }

    private static AccessRules Access(IServiceProvider services)
    {
        var key = Settings(services).ApiKey;
        var authenticated = EntraRoles.IsAuthenticationOn(Environment.GetEnvironmentVariable);
        return new AccessRules(TrustLoopback: false, Key: key.Length > 0 ? key : null)
        {
            SignedIn = authenticated ? EntraRoles.StaffOf : null,
            SignInAt = authenticated ? EntraRoles.SignInAt : null,
        };
    }

    private sealed class MachineClock(TimeProvider time) : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromDateTimeOffset(time.GetUtcNow());
    }
}
