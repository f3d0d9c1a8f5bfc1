using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Practices;
using Outreach.Core.Replies;

namespace Outreach.Core.Escalations;

/// <summary>Who is told, in which order.</summary>
public static class Ladders
{
    /// <summary>The patient's own provider, who covers, and then the practice's ladder for the hour; never empty.</summary>
    public static ImmutableArray<Rung> Build(Practice practice, string ownProvider, Urgency urgency, Instant now)
    {
        var named = Named(practice, ownProvider, urgency, Local(practice, now));
        // Everybody away is no reason to tell nobody.
        return named.IsEmpty ? [.. practice.Providers.Select(Rung)] : named;
    }

    /// <summary>The same, empty where everybody it names is away.</summary>
    internal static ImmutableArray<Rung> Named(Practice practice, string ownProvider, Urgency urgency, LocalDateTime at)
    {
        // Routine waits for the office anyway; outside office hours the on-call person comes first.
        var office = urgency == Urgency.Routine || Office.IsOpen(practice, at);
        var rungs = ImmutableArray.CreateBuilder<Rung>(practice.Providers.Length);
        if (!office) AddAll(practice.Ladder.AfterHours);
        Add(ownProvider);
        if (practice.ProviderById(ownProvider)?.Cover is { } cover) Add(cover);
        AddAll(practice.Ladder.OfficeHours);
        if (office) AddAll(practice.Ladder.AfterHours);
        if (practice.Ladder.Manager is { } manager) Add(manager);
        var onCall = OnCall(practice, at);
        for (var i = 0; i < rungs.Count; i++)
        {
            if (rungs[i].Provider == onCall?.Id) rungs[i] = rungs[i] with { OnCall = true };
        }

        return rungs.DrainToImmutable();

        void AddAll(ImmutableArray<string> providers)
        {
            foreach (var provider in providers) Add(provider);
        }

        void Add(string provider)
        {
            if ((provider == LadderRules.OnCall ? Rota.OnCall(practice, at) : Rota.Present(practice, provider, at.Date)) is not { } present) return;
            foreach (var rung in rungs)
            {
                if (rung.Provider == present.Id) return;
            }

            rungs.Add(Rung(present));
        }
    }

    /// <summary>Whom an urgent concern goes to outside office hours: who is on call, else the first who is told then.</summary>
    private static Provider? OnCall(Practice practice, LocalDateTime at) =>
        Rota.OnCall(practice, at) ?? practice.Ladder.AfterHours.Where(p => p != LadderRules.OnCall).Select(p => Rota.Present(practice, p, at.Date)).FirstOrDefault(p => p is not null);

    /// <param name="Ladder">As it was fixed, but who is on call stands where they stood.</param>
    /// <param name="Spent">Everybody was told in vain, and it begins again.</param>
    /// <param name="Skipped">Who was passed over, and why.</param>
    internal sealed record NextRung(ImmutableArray<Rung> Ladder, int At, bool Spent, ImmutableArray<string> Skipped);

    /// <summary>Who is told next. Whoever has left or is away is skipped; what is urgent goes outside office hours to whoever is on call alone,
    /// unless they could not be reached, and again from the first when the office opens.</summary>
    internal static NextRung Next(Practice practice, Escalation escalation, string ownProvider, Instant at, bool anyone = false)
    {
        // A promise that was not kept goes to somebody else.
        var except = escalation is { Status: EscalationStatus.Acknowledged, ActedOn: false } ? escalation.AcknowledgedBy : null;
        var local = Local(practice, at);
        var ladder = WithOnCall(practice, escalation.Ladder, local);
        var onCallOnly = !anyone && escalation.Urgency == Urgency.Urgent && !Office.IsOpen(practice, local) && ladder.Any(r => r.OnCall && WhyNot(practice, r, local.Date) is null);
        var skipped = ImmutableArray.CreateBuilder<string>();
        var team = OfficeOpens(practice, escalation, at) && ladder.Any(r => !r.OnCall && WhyNot(practice, r, local.Date) is null);
        var from = team ? -1 : escalation.At;
        for (var step = 1; step <= ladder.Length; step++)
        {
            var place = (from + step) % ladder.Length;
            if ((onCallOnly && !ladder[place].OnCall) || (team && ladder[place].OnCall) || ladder[place].Provider == except) continue;
            if (WhyNot(practice, ladder[place], local.Date) is { } why) skipped.Add(why);
            else return new NextRung(ladder, place, from + step >= ladder.Length, skipped.ToImmutable());
        }

        return new NextRung(Build(practice, ownProvider, escalation.Urgency, at), 0, Spent: true, skipped.ToImmutable());
    }

    /// <summary>The name of whoever is told if nobody acts.</summary>
    public static string WhoIsNext(Practice practice, Escalation escalation, string ownProvider) =>
        Next(practice, escalation, ownProvider, escalation.NextStepAt ?? escalation.OpenedAt) is var next && next.At < next.Ladder.Length ? next.Ladder[next.At].Name : practice.Name;

    /// <summary>What is urgent waited outside office hours with whoever is on call.</summary>
    internal static bool OfficeOpens(Practice practice, Escalation escalation, Instant at) =>
        escalation is { Urgency: Urgency.Urgent, NextStepAt: { } due } && due <= at && Office.IsOpen(practice, due) && !Office.IsOpen(practice, due - Duration.FromSeconds(1));

    /// <summary>The place on the ladder is fixed; the person on call there is whoever is on call now.</summary>
    private static ImmutableArray<Rung> WithOnCall(Practice practice, ImmutableArray<Rung> ladder, LocalDateTime at)
    {
        if (practice.OnCall.IsEmpty || Rota.OnCall(practice, at) is not { } now) return ladder;
        var place = -1;
        for (var i = 0; i < ladder.Length; i++)
        {
            if (ladder[i].Provider == now.Id) return [.. ladder.Select(r => r.OnCall == (r.Provider == now.Id) ? r : r with { OnCall = r.Provider == now.Id })];
            if (ladder[i].OnCall) place = i;
        }

        var rung = Rung(now) with { OnCall = true };
        return place < 0 ? ladder.Add(rung) : ladder.SetItem(place, rung);
    }

    /// <summary>Null for somebody who can be told.</summary>
    internal static string? WhyNot(Practice practice, Rung rung, LocalDate on) =>
        practice.ProviderById(rung.Provider) is not { } provider ? $"{rung.Name} is no longer at the practice"
        : Rota.IsAway(provider, on) ? $"{rung.Name} is away"
        : null;

    /// <summary>How long somebody has before the next is told. When the whole ladder was told in vain it begins again, each round
    /// with twice the wait, up to the practice's repeat: it never stops, and never buries anybody in messages.</summary>
    public static Duration Wait(Practice practice, Urgency urgency, int rounds)
    {
        var (wait, repeat) = urgency switch
        {
            Urgency.Emergency => (practice.Ladder.EmergencyWait, practice.Ladder.EmergencyRepeat),
            Urgency.Urgent => (practice.Ladder.UrgentWait, practice.Ladder.UrgentRepeat),
            _ => (practice.Ladder.RoutineWait, practice.Ladder.RoutineWait),
        };
        return Duration.Max(wait, Duration.Min(wait * Math.Pow(2, Math.Min(rounds, 10)), repeat));
    }

    internal static Rung Rung(Provider provider) => new(provider.Id, provider.Name, provider.Email, provider.Mobile);

    private static LocalDateTime Local(Practice practice, Instant at) => at.InZone(practice.Zone).LocalDateTime;
}
