using NodaTime;

namespace Outreach.Core.Practices;

/// <summary>Who is there: on call by the rota, away by their absences.</summary>
public static class Rota
{
    /// <summary>Null where the rota names nobody for this local time of the practice, or only people who are away without cover.</summary>
    public static Provider? OnCall(Practice practice, LocalDateTime at)
    {
        foreach (var shift in practice.OnCall.Where(s => Covers(s, at)).OrderBy(Rank))
        {
            if (Present(practice, shift.Provider, at.Date) is { } present) return present;
        }

        return null;
    }

    /// <summary>The provider, or who covers on that day; null where nobody does.</summary>
    public static Provider? Present(Practice practice, string id, LocalDate on)
    {
        var provider = practice.ProviderById(id);
        for (var steps = 0; provider is not null && IsAway(provider, on); steps++)
        {
            provider = steps < practice.Providers.Length && provider.Cover is { } cover ? practice.ProviderById(cover) : null;
        }

        return provider;
    }

    public static bool IsAway(Provider provider, LocalDate on)
    {
        foreach (var absence in provider.Away)
        {
            if (on >= absence.From && on <= absence.To) return true;
        }

        return false;
    }

    private static bool Covers(Shift shift, LocalDateTime at) =>
        !(at.Date < shift.From) && !(at.Date > shift.To) && (shift.Times is null || shift.Times.Covers(at));

    private static int Rank(Shift shift) => shift switch { { From: not null } or { To: not null } => 0, { Times: not null } => 1, _ => 2 };
}
