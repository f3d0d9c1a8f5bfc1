using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Outreach.App.Practices;
using Outreach.Core.Json;

namespace Outreach.Functions.Tables;

/// <summary>Configurations in a table of their own: versions by inverted number, newest first, and each file of them once by its digest.</summary>
internal sealed class TablePracticeVersions(TableClient client) : IPracticeVersions
{
    private const string Versions = "version";
    private const string Files = "file";

    private readonly Table table = new(client);

    public async ValueTask<int> NewestAsync(CancellationToken cancel)
    {
        await foreach (var row in table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Versions}"), cancel, page: 1, Columns.Key)) return NumberOf(row.RowKey);
        return 0;
    }

    public async ValueTask<PracticeVersion?> FindAsync(int number, CancellationToken cancel) =>
        await table.FindAsync(Versions, KeyOf(number), cancel) is { } row ? Parse(row) : null;

    public async ValueTask<IReadOnlyList<PracticeVersion>> ListAsync(int take, int? before, CancellationToken cancel)
    {
        var found = new List<PracticeVersion>();
        if (take <= 0) return found;
        var from = before is { } number ? KeyOf(number) : "";
        await foreach (var row in table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Versions} and RowKey gt {from}"), cancel, take))
        {
            found.Add(Parse(row));
            if (found.Count == take) break;
        }

        return found;
    }

    public async ValueTask<string?> TextAsync(string digest, CancellationToken cancel) => (await table.FindAsync(Files, digest, cancel))?.Text();

    public async ValueTask<bool> AddAsync(PracticeVersion version, PracticeFiles files, CancellationToken cancel)
    {
        foreach (var text in files.Texts.Values) await table.PutAsync(new TableEntity(Files, PracticeFiles.DigestOf(text)).WithJson(System.Text.Encoding.UTF8.GetBytes(text)), cancel);
        return await table.AddAsync(new TableEntity(Versions, KeyOf(version.Number)).WithBody(version), cancel);
    }

    private static PracticeVersion Parse(TableEntity row) => JsonSerializer.Deserialize<PracticeVersion>(row.Text(), OutreachJson.Options)!;

    private static string KeyOf(int number) => (int.MaxValue - number).ToString("D10", CultureInfo.InvariantCulture);

    private static int NumberOf(string key) => int.MaxValue - int.Parse(key, CultureInfo.InvariantCulture);
}
