using Outreach.Core.FollowUps;

namespace Outreach.App.Stepping;

/// <summary>The practice and plans in force; a wrong new one never replaces a good one.</summary>
public sealed class ContextSource
{
    private readonly Exception? whyNone;
    private Context? current;

    public ContextSource(Context initial) => current = initial;

    private ContextSource(Exception whyNone) => this.whyNone = whyNone;

    /// <summary>None is in force yet; until one is, whoever asks is told why.</summary>
    public static ContextSource Without(Exception why) => new(why);

    public bool IsEmpty => Volatile.Read(ref current) is null;

    public Context Current => Volatile.Read(ref current) ?? throw whyNone!;

    public void Replace(Context next) => Volatile.Write(ref current, next);
}
