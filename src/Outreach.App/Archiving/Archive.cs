using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Practices;
using Outreach.Core.Patients;

namespace Outreach.App.Archiving;

/// <summary>Everything the app keeps, as lines, page by page; and back.</summary>
public sealed class Archive(ILedgerArchive archive, ILedgerStore ledgers, IContactBook book, IAccessLog accesses, IPracticeVersions versions, PracticeInForce practice, IClock clock)
{
    public const int MostLedgersAPage = 50;

    private const int APage = 200;
    private const int MostOpenings = 1_000;

    /// <summary>The first page is everything but ledgers, the others whole ledgers.</summary>
    /// <param name="after">The <see cref="BackupPage.Next"/> of the page before; null for the first.</param>
    public async ValueTask<BackupPage> ReadAsync(string? after, int take, CancellationToken cancel)
    {
        if (after is null) return new BackupPage(await HeadAsync(cancel), "ledgers");
        var ids = await archive.IdsAsync(PatientId.TryParse(after), take, cancel);
        var lines = new List<BackupLine>();
        foreach (var id in ids)
        {
            foreach (var opening in await accesses.ReadAsync(id, MostOpenings, cancel)) lines.Add(new BackupLine.Opening(opening));
            lines.AddRange((await archive.LedgerAsync(id, cancel)).Select(row => new BackupLine.Ledger(id, row)));
        }

        return new BackupPage(lines, ids.Count == take ? ids[^1].ToString() : null);
    }

    public async ValueTask<bool> IsEmptyAsync(CancellationToken cancel) => (await archive.IdsAsync(null, 1, cancel)).Count == 0;

    /// <summary>Why this backup cannot be taken up here; null where it can.</summary>
    public string? Refuse(BackupLine.Head head) => head switch
    {
        { Format: > BackupLine.CurrentFormat } => $"The backup has format {head.Format} and this version of Outreach reads {BackupLine.CurrentFormat}; run the newer version.",
        _ when head.ContactKey != archive.KeyFingerprint => "The backup was made under another contact key: opt-outs could not be found again, and patients would be written to who have opted out. Give this app the key that the backup was made under (Outreach__ContactKey, or contact.key of the data folder).",
        _ => null,
    };

    /// <summary>Adds what is not there yet; safe to repeat. A ledger that is there is left as it is.</summary>
    public async ValueTask<Restored> AddAsync(IReadOnlyList<BackupLine> lines, CancellationToken cancel)
    {
        var restored = new Restored(0, 0);
        foreach (var line in lines)
        {
            switch (line)
            {
                case BackupLine.Practice p:
                    await AddAsync(p, cancel);
                    break;
                case BackupLine.OptOut o:
                    await archive.AddOptOutAsync(o.Row, cancel);
                    break;
                case BackupLine.Stray s:
                    await book.StoreTextAsync(s.Text, cancel);
                    break;
                case BackupLine.Escalation e:
                    await archive.AddEscalationAsync(e.Row, cancel);
                    break;
                case BackupLine.Opening a when await IsNewAsync(a.Access.Patient, cancel):
                    await accesses.WriteAsync(a.Access, cancel);
                    break;
                case BackupLine.Head or BackupLine.Opening or BackupLine.Ledger:
                    break;
                default:
                    throw new NotSupportedException(line.GetType().Name);
            }
        }

        foreach (var rows in lines.OfType<BackupLine.Ledger>().GroupBy(l => l.Patient))
        {
            var whole = rows.Any(r => r.Row.Key == RowKeys.State);
            if (!await archive.AddAsync(rows.Key, [.. rows.Select(r => r.Row)], cancel)) restored = restored with { ThereAlready = restored.ThereAlready + (whole ? 1 : 0) };
            else if (whole) restored = restored with { Ledgers = restored.Ledgers + 1 };
        }

        return restored;
    }

    private async ValueTask<bool> IsNewAsync(PatientId id, CancellationToken cancel) => (await ledgers.LoadAsync(id, cancel)).Revision is null;

    private async ValueTask<IReadOnlyList<BackupLine>> HeadAsync(CancellationToken cancel)
    {
        var lines = new List<BackupLine> { new BackupLine.Head(BackupLine.CurrentFormat, clock.GetCurrentInstant(), archive.KeyFingerprint) };
        var known = new List<PracticeVersion>();
        for (var page = await versions.ListAsync(APage, null, cancel); page.Count > 0; page = await versions.ListAsync(APage, page[^1].Number, cancel)) known.AddRange(page);
        foreach (var version in known.OrderBy(v => v.Number)) lines.Add(new BackupLine.Practice(version, (await practice.FilesAsync(version, cancel)).Texts));
        lines.AddRange((await archive.OptOutsAsync(cancel)).Select(o => new BackupLine.OptOut(o)));
        lines.AddRange((await archive.StrayTextsAsync(cancel)).Select(s => new BackupLine.Stray(s)));
        for (var page = await ledgers.EscalationsAsync(EscalationFilter.All, APage, null, cancel); page.Count > 0; page = await ledgers.EscalationsAsync(EscalationFilter.All, APage, page[^1].Place, cancel))
        {
            lines.AddRange(page.Select(e => new BackupLine.Escalation(e)));
        }

        return lines;
    }

    /// <summary>With a number of its own here, in the backup's order: the last of them is in force afterwards.</summary>
    private async ValueTask AddAsync(BackupLine.Practice line, CancellationToken cancel)
    {
        for (var page = await versions.ListAsync(APage, null, cancel); page.Count > 0; page = await versions.ListAsync(APage, page[^1].Number, cancel))
        {
            if (page.Any(v => v.At == line.Version.At && v.By == line.Version.By && v.HasSameFiles(line.Version))) return;
        }

        while (!await versions.AddAsync(line.Version with { Number = await versions.NewestAsync(cancel) + 1 }, new PracticeFiles(line.Texts), cancel)) cancel.ThrowIfCancellationRequested();
        await practice.RefreshAsync(cancel);
    }
}

/// <param name="Next">What to ask for the page after it with; null on the last.</param>
public sealed record BackupPage(IReadOnlyList<BackupLine> Lines, string? Next);

/// <param name="Ledgers">Ended by these lines.</param>
/// <param name="ThereAlready">Left as they were.</param>
public sealed record Restored(int Ledgers, int ThereAlready);
