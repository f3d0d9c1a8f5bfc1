using System.Text.Json;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;

namespace Outreach.Local.Storage;

/// <summary>The tables of <c>ledger.db</c>. Times in integer columns are 100 ns ticks since 1970, rounded up.</summary>
internal static class LedgerSchema
{
    private const long Version = 2;

    // The ledger has row ids although (partition, key) is unique: events are appended at the end of the table whoever's they are,
    // so a shared commit writes few pages, and row ids order texts that were stored at the same instant.
    private const string Tables = $$"""
        CREATE TABLE IF NOT EXISTS ledger (
            partition TEXT NOT NULL,
            key TEXT NOT NULL,
            body TEXT NOT NULL,
            schema INTEGER NOT NULL,
            revision INTEGER,
            wake INTEGER,
            stored INTEGER,
            pending INTEGER,
            refusal_code TEXT,
            refusal_message TEXT,
            channel TEXT,
            text TEXT,
            received_at TEXT,
            message_id TEXT
        ) STRICT;
        CREATE UNIQUE INDEX IF NOT EXISTS ledger_key ON ledger (partition, key);
        CREATE INDEX IF NOT EXISTS ledger_wake ON ledger (wake) WHERE wake IS NOT NULL;
        CREATE INDEX IF NOT EXISTS ledger_pending ON ledger (pending) WHERE pending IS NOT NULL;
        CREATE INDEX IF NOT EXISTS ledger_unread ON ledger (partition, pending) WHERE pending IS NOT NULL;
        CREATE INDEX IF NOT EXISTS ledger_stored ON ledger (stored) WHERE stored IS NOT NULL;
        CREATE VIEW IF NOT EXISTS replies AS
            SELECT partition AS patient, channel, text, received_at, message_id FROM ledger WHERE stored IS NOT NULL AND channel IS NOT NULL;

        CREATE TABLE IF NOT EXISTS patients (patient TEXT PRIMARY KEY, external_id TEXT NOT NULL, lists INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE INDEX IF NOT EXISTS patients_external ON patients (external_id);
        CREATE INDEX IF NOT EXISTS patients_listed ON patients (patient) WHERE lists <> 0;

        CREATE TABLE IF NOT EXISTS escalations (
            id TEXT PRIMARY KEY,
            patient TEXT NOT NULL,
            place TEXT NOT NULL,
            open INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS escalations_place ON escalations (place);
        CREATE INDEX IF NOT EXISTS escalations_open ON escalations (open, place);

        CREATE TABLE IF NOT EXISTS contacts (contact TEXT NOT NULL, patient TEXT NOT NULL, PRIMARY KEY (contact, patient)) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS contacts_patient ON contacts (patient);
        CREATE TABLE IF NOT EXISTS opt_outs (contact TEXT PRIMARY KEY, opted_out_at INTEGER NOT NULL, lifted INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS stray_texts (
            contact TEXT NOT NULL,
            message_id TEXT NOT NULL,
            at INTEGER NOT NULL,
            outcome TEXT,
            body TEXT NOT NULL,
            unread INTEGER NOT NULL DEFAULT 0,
            seen_by TEXT,
            seen_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX IF NOT EXISTS stray_texts_key ON stray_texts (contact, message_id);
        CREATE INDEX IF NOT EXISTS stray_texts_unsettled ON stray_texts (at) WHERE outcome IS NULL OR outcome = '{{StrayText.Asked}}';
        CREATE INDEX IF NOT EXISTS stray_texts_unread ON stray_texts (at) WHERE unread = 1;

        CREATE TABLE IF NOT EXISTS accesses (patient TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS accesses_patient ON accesses (patient, at);
        """;

    private const string ColumnsSinceVersion1 = """
        ALTER TABLE patients ADD COLUMN lists INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE stray_texts ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE stray_texts ADD COLUMN seen_by TEXT;
        ALTER TABLE stray_texts ADD COLUMN seen_at INTEGER;
        """;

    public static void Create(SqliteSession session)
    {
        var found = session.Scalar("PRAGMA user_version") is long version ? version : 0;
        if (found > Version)
        {
            throw new LedgerUnavailableException(
                $"The ledger file is of version {found} and this version of Outreach reads {Version}; run the newer version.",
                canRetry: false,
                new NotSupportedException());
        }

        if (found == Version) return;
        session.Execute("BEGIN IMMEDIATE");
        if (found == 1) session.Execute(ColumnsSinceVersion1);
        session.Execute(Tables);
        if (found == 1) FillLists(session);
        session.Execute($"PRAGMA user_version = {Version}");
        session.Execute("COMMIT");
    }

    /// <summary>A ledger that cannot be read is listed nowhere until it is restored, as when it is read for any other list.</summary>
    private static void FillLists(SqliteSession session)
    {
        List<(string Patient, PatientLists Lists)> listed = [];
        using (var row = session.Query($"SELECT partition, body FROM ledger WHERE key = '{RowKeys.State}' AND schema <= {FollowUp.CurrentSchema}"))
        {
            while (row.Read())
            {
                try
                {
                    if (JsonSerializer.Deserialize<FollowUp>(row.GetFieldValue<byte[]>(1), OutreachJson.Options)?.Lists() is { } lists and not PatientLists.None) listed.Add((row.GetString(0), lists));
                }
                catch (JsonException)
                {
                    continue;
                }
            }
        }

        foreach (var (patient, lists) in listed) session.Execute("UPDATE patients SET lists = ?2 WHERE patient = ?1", patient, (long)lists);
    }
}
