using Azure.Data.Tables;

namespace Outreach.Functions.Settings;

/// <summary>Tables of this host alone, beside the ledger's.</summary>
internal static class OwnTables
{
    public const string Rates = "rates";
    public const string Emails = "emails";
    public const string SetAside = "setaside";

    /// <summary>Configurations that were uploaded or came with the app.</summary>
    public const string Practice = "practice";

    public static async Task CreateAsync(TableServiceClient tables, CancellationToken cancel)
    {
        foreach (var name in new[] { Rates, Emails, SetAside, Practice }) await tables.GetTableClient(name).CreateIfNotExistsAsync(cancel);
    }
}
