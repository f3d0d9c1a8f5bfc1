using System.Net;
using Outreach.App.Ledgers;
using Outreach.Core.Patients;

namespace Outreach.Functions.Tables;

public sealed partial class TableLedgerStore
{
    public async ValueTask<bool> CommitAsync(PatientId id, string? revision, LedgerCommit commit, CancellationToken cancel)
    {
        if (commit.State.Id != id) throw new ArgumentException("The state is another patient's.", nameof(commit));
        var rows = CommitRows.Of(commit);
        if ((revision is null ? Mark.None : Mark.TryParse(revision)) is not { } from) return false;
        var write = new CommitWrite(from, commit, rows);
        await AnnounceAsync(id, write, cancel);
        cancel.ThrowIfCancellationRequested();
        HttpStatusCode? refused;
        try
        {
            refused = await ledger.SubmitAsync(write.Actions, CancellationToken.None);
        }
        catch (LedgerUnavailableException e) when (e.CanRetry)
        {
            if ((await MarkAsync(id)).Has(write.CommitId)) return true;
            throw;
        }

        if (refused is null) return true;
        // One that was refused may have been made: its answer was lost, and the client asked again.
        var now = await MarkAsync(id);
        if (now.Has(write.CommitId)) return true;
        if (refused == HttpStatusCode.NotFound && now.Number == from.Number) throw new LedgerLimitException("A commit names a row as decided or done that is not there.");
        return false;
    }

    private async ValueTask AnnounceAsync(PatientId id, CommitWrite write, CancellationToken cancel)
    {
        var announced = new List<Task>();
        if (write.WakeToAnnounce is { } wake) announced.Add(due.PutAsync(DueKey.Of(id, wake, RowKeys.State).Row(write.CommitId), cancel).AsTask());
        if (write.Projected.ExternalId is { } externalId) announced.Add(WriteExternalIdAsync(id, externalId, cancel).AsTask());
        if (write.Projected.Lists != PatientLists.None) announced.Add(WriteListsAsync(id, write.Projected.Lists, cancel).AsTask());
        if (!write.Projected.Escalations.IsEmpty) announced.Add(AnnounceAsync(write.Projected.Escalations, cancel).AsTask());
        await Task.WhenAll(announced);
    }

    private async ValueTask<Mark> MarkAsync(PatientId id) =>
        await ledger.FindAsync(id.ToString(), RowKeys.State, CancellationToken.None, Columns.Revision, Columns.Commits) is { } row ? Mark.Of(row) : Mark.None;
}
