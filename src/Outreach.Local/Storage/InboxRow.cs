using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.Local.Storage;

/// <summary>What was received, as a row: pending until a step has decided it, or decided in the commit that brings it.</summary>
internal sealed class InboxRow(PatientId patient, InboxEntry entry, byte[] body)
{
    private readonly string id = patient.ToString();
    private readonly string key = RowKeys.Inbox(entry.SourceId);
    private readonly ReplyColumns reply = ReplyColumns.Of(entry);
    private readonly long stored = Ticks.Of(entry.StoredAt);

    public bool IsThere(SqliteSession session) => session.Scalar("SELECT 1 FROM ledger WHERE partition = ?1 AND key = ?2", id, key) is not null;

    /// <summary>False when a row with this key is there already.</summary>
    public bool InsertPending(SqliteSession session) => Insert(session, stored);

    public void InsertDecided(SqliteSession session) => Insert(session, null);

    private bool Insert(SqliteSession session, long? pending) => session.Execute(
        """
        INSERT INTO ledger (partition, key, body, schema, stored, pending, channel, text, received_at, message_id)
        VALUES (?1, ?2, CAST(?3 AS TEXT), ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING
        """,
        id, key, body, FollowUp.CurrentSchema, stored, pending, reply.Channel, reply.Text, reply.ReceivedAt, reply.MessageId) > 0;
}
