using System.Text;
using System.Text.Json;
using Outreach.App.Archiving;
using Outreach.App.Ledgers;
using Outreach.Core.Json;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands.Records;

/// <summary>A backup as a file: one JSON object a line (NDJSON), written and read without holding it in memory.</summary>
internal static class BackupFile
{
    private const int LinesAtOnce = 500;

    /// <summary>The number of ledgers written.</summary>
    public static async Task<int> WriteAsync(IRecords records, FileInfo file, CancellationToken cancel)
    {
        var ledgers = 0;
        // Written beside and moved into place: a broken run leaves no half backup under the name of a whole one.
        var draft = file.FullName + ".part";
        await using (var writer = new StreamWriter(draft, Owned()))
        {
            string? after = null;
            do
            {
                var page = await records.BackupAsync(after, cancel);
                foreach (var line in page.Lines)
                {
                    await writer.WriteLineAsync(JsonSerializer.Serialize(line, OutreachJson.Options).AsMemory(), cancel);
                    if (line is BackupLine.Ledger { Row.Key: RowKeys.State }) ledgers++;
                }

                after = page.Next;
            }
            while (after is not null);
        }

        File.Move(draft, file.FullName, overwrite: true);
        return ledgers;
    }

    public static async Task<Restored> ReadAsync(IRecords records, FileInfo file, bool evenIfNotEmpty, CancellationToken cancel)
    {
        var (restored, number, waiting) = (new Restored(0, 0), 0, new List<BackupLine>());
        await foreach (var text in File.ReadLinesAsync(file.FullName, Encoding.UTF8, cancel))
        {
            number++;
            var line = Parse(text, number, file);
            if (number == 1 && line is not BackupLine.Head) throw new StartException($"{file.Name}:1: this is no backup of Outreach; its first line says which one it is.");
            waiting.Add(line);
            if (waiting.Count >= LinesAtOnce || number == 1) await HandInAsync();
        }

        await HandInAsync();
        return restored;

        async Task HandInAsync()
        {
            if (waiting.Count == 0) return;
            var some = await records.RestoreAsync(waiting, evenIfNotEmpty, cancel);
            restored = new Restored(restored.Ledgers + some.Ledgers, restored.ThereAlready + some.ThereAlready);
            waiting.Clear();
        }
    }

    private static BackupLine Parse(string text, int number, FileInfo file)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupLine>(text, OutreachJson.Options) ?? throw new JsonException("null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new StartException($"{file.Name}:{number}: this line cannot be read; the file is damaged or of a newer version. What came before it has been restored, and doing it again with a good file is safe.");
        }
    }

    private static FileStreamOptions Owned()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
