using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Outreach.App.Archiving;
using Outreach.App.Enrolling;
using Outreach.App.Health;
using Outreach.App.Messages;
using Outreach.App.Practices;
using Outreach.App.Setup;
using Outreach.App.Stepping;

namespace Outreach.App.Endpoints;

/// <summary>What the endpoints use beside the host's own <see cref="Ledgers.ILedgerStore"/>, <see cref="Ledgers.IContactBook"/>, <see cref="Ledgers.IAccessLog"/>,
/// <see cref="ContextSource"/>, <see cref="Turns"/>, <see cref="Links.LinkSigner"/>, <see cref="AccessRules"/> and clock.</summary>
public static class OutreachServices
{
    public static IServiceCollection AddOutreachEndpoints(this IServiceCollection services)
    {
        services.TryAddSingleton<Submit>(provider => provider.GetRequiredService<Turns>().SubmitAsync);
        services.TryAddSingleton<Registrar>();
        services.TryAddSingleton<OutboundRenderer>();
        services.TryAddSingleton<PinnedPlans>();
        services.TryAddSingleton<PracticeInForce>();
        services.TryAddSingleton<Archive>();
        services.TryAddSingleton<CarrierNotes>();
        services.TryAddSingleton<IAuditorNotes, AuditorNotes>();
        services.TryAddSingleton<HealthCheck>();
        services.TryAddSingleton<SetupCheck>();
        return services;
    }
}
