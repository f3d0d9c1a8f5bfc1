using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.Escalations;

/// <summary>Who is told, in which order.</summary>
public static class Ladders
{
    private static readonly Duration LongestRepeat = Duration.FromHours(1);

    /// <summary>The patient's own provider, or who covers, and then the practice's ladder for the hour; never empty.</summary>
    public static ImmutableArray<Rung> Build(Practice practice, string ownProvider, Urgency urgency, Instant now)
    {
        var today = now.InZone(practice.Zone).Date;
        // Routine waits for the office anyway; outside office hours the on-call person comes first.
        var office = urgency == Urgency.Routine || Office.IsOpen(practice, now);
        var rungs = ImmutableArray.CreateBuilder<Rung>(practice.Providers.Length);
        if (!office) AddAll(practice.Ladder.AfterHours);
        Add(ownProvider);
        AddAll(practice.Ladder.OfficeHours);
        if (office) AddAll(practice.Ladder.AfterHours);
        // Everybody away is no reason to tell nobody.
        return rungs.Count > 0 ? rungs.DrainToImmutable() : [.. practice.Providers.Select(Rung)];

        void AddAll(ImmutableArray<string> providers)
        {
            foreach (var provider in providers) Add(provider);
        }

        void Add(string provider)
        {
            if (Present(practice, provider, today, depth: 0) is not { } present) return;
            foreach (var rung in rungs)
            {
                if (rung.Provider == present.Id) return;
            }

            rungs.Add(Rung(present));
        }
    }

    /// <summary>How long somebody has before the next is told. When the whole ladder was told in vain it begins again, each round
    /// with twice the wait, up to an hour or the practice's own longer wait: it never stops, and never buries anybody in messages.</summary>
    public static Duration Wait(Practice practice, Urgency urgency, int rounds)
    {
        var wait = urgency switch
        {
            Urgency.Emergency => practice.Ladder.EmergencyWait,
            Urgency.Urgent => practice.Ladder.UrgentWait,
            _ => practice.Ladder.RoutineWait,
        };
        return Duration.Max(wait, Duration.Min(wait * Math.Pow(2, Math.Min(rounds, 10)), LongestRepeat));
    }

    private static Rung Rung(Provider provider) => new(provider.Id, provider.Name, provider.Email, provider.Mobile);

    private static Provider? Present(Practice practice, string id, LocalDate on, int depth)
    {
        if (practice.ProviderById(id) is not { } provider || depth > practice.Providers.Length) return null;
        if (!IsAway(provider, on)) return provider;
        return provider.Cover is { } cover ? Present(practice, cover, on, depth + 1) : null;
    }

    private static bool IsAway(Provider provider, LocalDate on)
    {
        foreach (var absence in provider.Away)
        {
            if (on >= absence.From && on <= absence.To) return true;
        }

        return false;
    }
}
