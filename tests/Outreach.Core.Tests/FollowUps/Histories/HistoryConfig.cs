using FsCheck;
using FsCheck.Fluent;

namespace Outreach.Core.Tests.FollowUps.Histories;

internal static class HistoryConfig
{
    /// <summary>Other histories for a search by hand; printed by FsCheck where one fails.</summary>
    private const string Switch = "OUTREACH_SEED";

    private const ulong Usual = 20260302;

    public static Config Of(int histories) => Config.QuickThrowOnFailure
        .WithMaxTest(Environment.GetEnvironmentVariable("OUTREACH_HISTORIES") is { } many ? int.Parse(many, System.Globalization.CultureInfo.InvariantCulture) : histories)
        .WithReplay(Environment.GetEnvironmentVariable(Switch) is { } seed ? ulong.Parse(seed, System.Globalization.CultureInfo.InvariantCulture) : Usual, 1UL);
}
