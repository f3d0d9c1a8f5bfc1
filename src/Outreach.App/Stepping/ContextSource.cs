using Outreach.Core.FollowUps;

namespace Outreach.App.Stepping;

/// <summary>The practice and plans in force; a wrong new one never replaces a good one.</summary>
public sealed class ContextSource(Context initial)
{
    private Context current = initial;

    public Context Current => Volatile.Read(ref current);

    public void Replace(Context next) => Volatile.Write(ref current, next);
}
