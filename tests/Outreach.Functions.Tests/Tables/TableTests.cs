using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;
using Outreach.Functions.Tables;
using Outreach.Testing.Ledgers;

namespace Outreach.Functions.Tests.Tables;

/// <summary>A store of one test's own, and the words its tests share.</summary>
public abstract class TableTests(AzuriteServer azurite) : IAsyncLifetime
{
    private protected static readonly Instant T = LedgerSamples.Start;
    private protected static readonly PatientId Id = LedgerSamples.Id(1);

    /// <summary>Past the time in which a write may still be under way.</summary>
    private protected static readonly TimeSpan Later = TimeSpan.FromHours(1);

    private protected static CancellationToken None => CancellationToken.None;

    private protected TableSpace Space { get; } = new(azurite);

    private protected TableLedgerStore Store { get; private set; } = null!;

    private protected ServiceRules Rules => Space.Rules;

    public async Task InitializeAsync() => Store = await Space.CreateAsync();

    public Task DisposeAsync() => Space.EndAsync();

    private protected async Task StepAsync(LedgerCommit commit) =>
        Assert.True(await Store.CommitAsync(commit.State.Id, (await Store.LoadAsync(commit.State.Id, None)).Revision, commit, None));

    /// <summary>The process dies when the request is about to be sent: it never reaches the service.</summary>
    private protected async Task DyingBeforeAsync(Func<TableRequest, bool> which, Func<Task> work)
    {
        Rules.Before = request => which(request) ? throw new DeathException() : Task.CompletedTask;
        await Assert.ThrowsAsync<DeathException>(work);
        Rules.Before = null;
    }

    /// <summary>Once, between what is written before a request and the request itself.</summary>
    private protected void Meanwhile(Func<TableRequest, bool> which, Func<Task> work)
    {
        var done = false;
        Rules.Before = async request =>
        {
            if (done || !which(request)) return;
            done = true;
            await work();
        };
    }

    private protected void LoseAnswers(Func<TableRequest, bool> which, int times = 1)
    {
        var lost = 0;
        Rules.After = request => which(request) && lost++ < times ? throw new IOException("the connection was reset") : Task.CompletedTask;
    }

    private protected sealed class DeathException : Exception;
}
