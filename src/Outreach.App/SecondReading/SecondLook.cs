using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.SecondReading;

/// <summary>
/// After a text has been decided and what is urgent has left: what the rules could not read goes to the second reader, and its
/// verdict into the inbox like any other command. It is asked once for a text, and never for one that was read.
/// </summary>
public sealed class SecondLook(ISecondReader reader, ILedgerStore store, Submit submit, IClock clock)
{
    private const int Lately = 60;

    public async ValueTask ConsiderAsync(PatientId id, string message, CancellationToken cancel)
    {
        var events = (await store.TimelineAsync(id, Lately, null, cancel)).Select(t => t.Event).ToList();
        if (events.OfType<Event.ReplyRecorded>().FirstOrDefault(e => e.MessageId == message) is not { } text || !IsUnclear(text.Meaning)) return;
        if (events.OfType<Event.SecondReadingHeard>().Any(e => e.Message == message)) return;
        var state = (await store.LoadAsync(id, cancel)).State;
        if (state.Patient is not { } patient) return;
        var opinion = await reader.ReadAsync(Nameless.Of(text.Text, patient), text.Asked ?? Ask.None, patient.Language, cancel);
        if (opinion is null || (opinion.Urgency <= text.Meaning.Urgency && opinion.Suggested == Intents.None)) return;
        var urgency = opinion.Urgency > text.Meaning.Urgency ? opinion.Urgency : Urgency.None;
        await submit(id, new Command.SecondReading(message, text.Text, urgency, opinion.Suggested) { Id = $"second:{message}", At = clock.GetCurrentInstant() }, cancel);
    }

    private static bool IsUnclear(Meaning meaning) =>
        meaning.Urgency < Urgency.Emergency && !meaning.Has(Intents.OptOut | Intents.Auto) && (meaning.Has(Intents.Unclear) || meaning.Doubt != Doubt.None);
}

public static class SecondReadingServices
{
    /// <summary>Long enough for a model, short enough for whoever hands the text in.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Turns the second reader on: the host's own <see cref="IChatClient"/> is asked. Texts of patients leave the deployment by it; see docs/replies.md.</summary>
    public static IServiceCollection AddSecondReader(this IServiceCollection services) => services
        .AddSingleton<ISecondReader>(provider => new ChatSecondReader(provider.GetRequiredService<IChatClient>(), Patience))
        .AddSingleton<SecondLook>();
}
