using System.Net;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace Outreach.Functions.Tables;

/// <summary>One table: answers that a caller expects are values, everything else is a fault as <see cref="TableFault"/> words it.</summary>
internal sealed class Table(TableClient client)
{
    /// <summary>Of the service.</summary>
    public const int ActionsATransaction = 100;

    private const int RowsAPage = 1000;
    private const string TableNotFound = "TableNotFound";

    public async ValueTask CreateAsync(CancellationToken cancel) => await AskAsync(() => client.CreateIfNotExistsAsync(cancel), cancel);

    /// <summary>False when a row with this key is there already.</summary>
    public async ValueTask<bool> AddAsync(TableEntity row, CancellationToken cancel) =>
        await TryAsync(() => client.AddEntityAsync(row, cancel), HttpStatusCode.Conflict, cancel);

    public async ValueTask PutAsync(TableEntity row, CancellationToken cancel) =>
        await AskAsync(() => client.UpsertEntityAsync(row, TableUpdateMode.Replace, cancel), cancel);

    /// <summary>Changes the columns named and leaves the others. False when the row is gone or of another version.</summary>
    public async ValueTask<bool> MergeAsync(TableEntity row, ETag of, CancellationToken cancel) =>
        await TryAsync(() => client.UpdateEntityAsync(row, of, TableUpdateMode.Merge, cancel), HttpStatusCode.PreconditionFailed, cancel);

    public async ValueTask DeleteAsync(string partition, string key, CancellationToken cancel) =>
        await AskAsync(() => client.DeleteEntityAsync(partition, key, ETag.All, cancel), cancel);

    public async ValueTask<TableEntity?> FindAsync(string partition, string key, CancellationToken cancel, params string[] columns)
    {
        var found = await AskAsync(() => client.GetEntityIfExistsAsync<TableEntity>(partition, key, columns.Length == 0 ? null : columns, cancel), cancel);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>All writes or none, in one partition. Null when they were made, else the status of what stood against them: 404, 409 or 412.</summary>
    public async ValueTask<HttpStatusCode?> SubmitAsync(IEnumerable<TableTransactionAction> actions, CancellationToken cancel)
    {
        try
        {
            await client.SubmitTransactionAsync(actions, cancel);
            return null;
        }
        catch (RequestFailedException e) when (IsExpected(e))
        {
            return (HttpStatusCode)e.Status;
        }
        catch (Exception e) when (TableFault.Is(e, cancel))
        {
            throw TableFault.Translate(e);
        }
    }

    public async IAsyncEnumerable<TableEntity> QueryAsync(string filter, [EnumeratorCancellation] CancellationToken cancel, int page = RowsAPage, params string[] columns)
    {
        await using var pages = client.QueryAsync<TableEntity>(filter, Math.Clamp(page, 1, RowsAPage), columns.Length == 0 ? null : columns, cancel).AsPages().GetAsyncEnumerator(cancel);
        while (await AskAsync(() => pages.MoveNextAsync().AsTask(), cancel))
        {
            foreach (var row in pages.Current.Values) yield return row;
        }
    }

    /// <summary>The whole answer, and whether it came in one page and so is of one moment.</summary>
    public async ValueTask<(List<TableEntity> Rows, bool OfOneMoment)> ReadAsync(string filter, CancellationToken cancel, params string[] columns)
    {
        var (rows, pages) = (new List<TableEntity>(), 0);
        await AskAsync(
            async () =>
            {
                await foreach (var page in client.QueryAsync<TableEntity>(filter, RowsAPage, columns.Length == 0 ? null : columns, cancel).AsPages())
                {
                    rows.AddRange(page.Values);
                    pages++;
                }

                return pages;
            },
            cancel);
        return (rows, pages <= 1);
    }

    private static async ValueTask<bool> TryAsync(Func<Task> ask, HttpStatusCode expected, CancellationToken cancel)
    {
        try
        {
            await ask();
            return true;
        }
        catch (RequestFailedException e) when (e.Status == (int)expected || (expected == HttpStatusCode.PreconditionFailed && IsExpected(e)))
        {
            return false;
        }
        catch (Exception e) when (TableFault.Is(e, cancel))
        {
            throw TableFault.Translate(e);
        }
    }

    private static async ValueTask<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (TableFault.Is(e, cancel))
        {
            throw TableFault.Translate(e);
        }
    }

    private static bool IsExpected(RequestFailedException e) =>
        e.ErrorCode != TableNotFound && e.Status is (int)HttpStatusCode.NotFound or (int)HttpStatusCode.Conflict or (int)HttpStatusCode.PreconditionFailed;
}
