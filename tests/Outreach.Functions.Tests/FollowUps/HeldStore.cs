using System.Reflection;
using Outreach.App.Ledgers;

namespace Outreach.Functions.Tests.FollowUps;

/// <summary>A ledger store on which a commit can be held back between being decided and being written.</summary>
public class HeldStore : DispatchProxy
{
    private ILedgerStore inner = null!;
    private Func<LedgerCommit, Task>? before;

    public static (ILedgerStore Store, HeldStore Held) Over(ILedgerStore inner)
    {
        var store = Create<ILedgerStore, HeldStore>();
        var held = (HeldStore)(object)store;
        held.inner = inner;
        return (store, held);
    }

    /// <summary>The next commit waits for this, and no other.</summary>
    public void HoldNext(Func<LedgerCommit, Task> wait) => Volatile.Write(ref before, wait);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(ILedgerStore.CommitAsync) && Interlocked.Exchange(ref before, null) is { } wait
            ? AfterAsync(wait((LedgerCommit)args![2]!), targetMethod, args)
            : targetMethod.Invoke(inner, args);

    private async ValueTask<bool> AfterAsync(Task wait, MethodInfo commit, object?[] args)
    {
        await wait;
        return await (ValueTask<bool>)commit.Invoke(inner, args)!;
    }
}
