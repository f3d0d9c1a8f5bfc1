using Azure.Data.Tables;
using Outreach.App.Ledgers;

namespace Outreach.Functions.Tables;

/// <summary>All ledgers and their projections in Table Storage. A ledger is one partition and every step one transaction in it, guarded by
/// the version of row <c>s</c>. A projection is written before the write that it announces and is checked against the ledger where it is
/// read, so that a crash between the two hides nothing; what it says too much is tidied up where it is met.</summary>
public sealed partial class TableLedgerStore : ILedgerStore, IContactBook, IAccessLog
{
    /// <summary>A write that was announced so long ago has landed or never will: the client gives up on a request much sooner.</summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(15);

    private readonly byte[] contactKey;
    private readonly TimeProvider time;
    private readonly Table ledger;
    private readonly Table due;
    private readonly Table escalations;
    private readonly Table patients;
    private readonly Table contacts;
    private readonly Table strays;
    private readonly Table access;

    /// <param name="contactKey">At least 32 random bytes, kept outside the storage account and for as long as it: contact points are found by their HMAC-SHA256 with it.</param>
    /// <param name="time">Only to tell old rows from young ones; the times in the ledger come from callers.</param>
    /// <param name="prefix">Letters and digits that all table names begin with, where one account holds several practices.</param>
    public TableLedgerStore(TableServiceClient service, byte[] contactKey, TimeProvider time, string prefix = "")
    {
        if (contactKey.Length < 32) throw new ArgumentException("The contact key needs at least 32 bytes.", nameof(contactKey));
        this.contactKey = contactKey;
        this.time = time;
        ledger = Open("ledger");
        due = Open("due");
        escalations = Open("escalations");
        patients = Open("patients");
        contacts = Open("contacts");
        strays = Open("strays");
        access = Open("access");

        Table Open(string name) => new(service.GetTableClient(prefix + name));
    }

    /// <summary>At start. Safe when they are there already.</summary>
    public async ValueTask CreateTablesAsync(CancellationToken cancel)
    {
        Table[] all = [ledger, due, escalations, patients, contacts, strays, access];
        await Task.WhenAll(all.Select(t => t.CreateAsync(cancel).AsTask()));
    }

    /// <summary>Whether a row that nothing stands behind may still be the announcement of a write under way.</summary>
    private bool IsYoung(TableEntity row) => row.Timestamp is not { } written || time.GetUtcNow() - written < LongestWrite;
}
