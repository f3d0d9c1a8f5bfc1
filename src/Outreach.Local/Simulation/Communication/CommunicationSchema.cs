namespace Outreach.Local.Simulation.Communication;

/// <summary>What the REST API has to remember beside the messages themselves.</summary>
internal static class CommunicationSchema
{
    public const string Sql = """
        CREATE TABLE IF NOT EXISTS sent_texts (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            message TEXT NOT NULL UNIQUE,
            sender TEXT NOT NULL,
            recipient TEXT NOT NULL,
            at INTEGER NOT NULL,
            repeat_id TEXT,
            tag TEXT,
            wants_report INTEGER NOT NULL,
            segments INTEGER NOT NULL,
            code INTEGER NOT NULL,
            reported_at INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS sent_texts_by_sender ON sent_texts (sender, at);
        CREATE INDEX IF NOT EXISTS sent_texts_by_repeat ON sent_texts (repeat_id);
        CREATE INDEX IF NOT EXISTS sent_texts_by_recipient ON sent_texts (recipient, seq);
        CREATE TABLE IF NOT EXISTS opt_outs (sender TEXT NOT NULL, recipient TEXT NOT NULL, PRIMARY KEY (sender, recipient)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS email_operations (
            id TEXT PRIMARY KEY,
            at INTEGER NOT NULL,
            ends INTEGER NOT NULL,
            error TEXT) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS email_operations_by_time ON email_operations (at);
        """;
}
