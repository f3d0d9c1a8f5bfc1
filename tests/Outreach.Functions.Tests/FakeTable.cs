using Azure;
using Azure.Data.Tables;
using NSubstitute;

namespace Outreach.Functions.Tests;

/// <summary>One table in memory, as far as this app uses one outside of the ledger: rows by key, guarded by ETag.</summary>
internal sealed class FakeTable : TableClient
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string, string), TableEntity> rows = [];
    private int version;

    public IReadOnlyList<TableEntity> Rows
    {
        get
        {
            lock (gate) return [.. rows.Values];
        }
    }

    /// <summary>What happens between a read and the write after it.</summary>
    public Action? AfterRead { get; set; }

    /// <summary>The storage cannot be written to.</summary>
    public Func<bool> IsDown { get; set; } = () => false;

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var found = Substitute.For<NullableResponse<T>>();
        lock (gate)
        {
            var has = rows.TryGetValue((partitionKey, rowKey), out var row);
            found.HasValue.Returns(has);
            if (has) found.Value.Returns((T)(object)new TableEntity(row!) { ETag = row!.ETag });
        }

        AfterRead?.Invoke();
        return Task.FromResult(found);
    }

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) => Write(entity, exists => exists is null ? null : 409);

    public override Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        Write(entity, exists => exists is null ? 404 : exists.ETag == ifMatch ? null : 412);

    public override Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) => Write(entity, _ => null);

    private Task<Response> Write<T>(T entity, Func<TableEntity?, int?> refuse)
        where T : ITableEntity
    {
        if (IsDown()) return Task.FromException<Response>(new HttpRequestException("storage is down"));
        lock (gate)
        {
            var key = (entity.PartitionKey, entity.RowKey);
            if (refuse(rows.GetValueOrDefault(key)) is { } status) return Task.FromException<Response>(new RequestFailedException(status, "refused"));
            rows[key] = new TableEntity((TableEntity)(object)entity) { ETag = new ETag($"\"{++version}\"") };
            return Task.FromResult(Substitute.For<Response>());
        }
    }
}
