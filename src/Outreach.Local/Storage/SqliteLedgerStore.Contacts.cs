using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.Json;
using Outreach.Core.Patients;

namespace Outreach.Local.Storage;

internal sealed partial class SqliteLedgerStore
{
    public ValueTask<ContactCard> FindAsync(ContactPoint contact, CancellationToken cancel)
    {
        var hash = Hash(contact);
        return ValueTask.FromResult(reading.Read(session =>
        {
            var patients = ImmutableArray.CreateBuilder<PatientId>();
            Instant? optedOutAt = null;
            using var row = session.Query(
                """
                SELECT patient, NULL FROM contacts WHERE contact = ?1
                UNION ALL SELECT NULL, opted_out_at FROM opt_outs WHERE contact = ?1 AND lifted = 0
                """,
                hash);
            while (row.Read())
            {
                if (!row.IsDBNull(1)) optedOutAt = Ticks.At(row.GetInt64(1));
                else if (PatientId.TryParse(row.GetString(0)) is { } id) patients.Add(id);
            }

            return new ContactCard(patients.ToImmutable(), optedOutAt);
        }));
    }

    public async ValueTask LinkAsync(PatientId patient, ImmutableArray<ContactPoint> contacts, CancellationToken cancel)
    {
        var id = patient.ToString();
        var hashes = contacts.Select(Hash).ToArray();
        await writer.WriteAsync(
            session =>
            {
                session.Execute("DELETE FROM contacts WHERE patient = ?1", id);
                foreach (var hash in hashes) session.Execute("INSERT INTO contacts (contact, patient) VALUES (?1, ?2) ON CONFLICT DO NOTHING", hash, id);
                return true;
            },
            cancel);
    }

    public async ValueTask SetOptedOutAsync(ContactPoint contact, Instant? at, CancellationToken cancel)
    {
        var hash = Hash(contact);
        await writer.WriteAsync(
            session => at is { } optedOutAt
                ? session.Execute(
                    "INSERT INTO opt_outs (contact, opted_out_at, lifted) VALUES (?1, ?2, 0) ON CONFLICT DO UPDATE SET opted_out_at = excluded.opted_out_at, lifted = 0",
                    hash, Ticks.Of(optedOutAt))
                : session.Execute("UPDATE opt_outs SET lifted = 1 WHERE contact = ?1", hash),
            cancel);
    }

    public async ValueTask WriteAsync(Access access, CancellationToken cancel)
    {
        var body = JsonSerializer.Serialize(access, OutreachJson.Options);
        await writer.WriteAsync(
            session => session.Execute("INSERT INTO accesses (patient, at, body) VALUES (?1, ?2, ?3)", access.Patient.ToString(), Ticks.Of(access.At), body),
            cancel);
    }

    public ValueTask<IReadOnlyList<Access>> ReadAsync(PatientId patient, int take, CancellationToken cancel) =>
        ValueTask.FromResult(reading.Read<IReadOnlyList<Access>>(session =>
        {
            var found = new List<Access>();
            using var row = session.Query("SELECT body FROM accesses WHERE patient = ?1 ORDER BY at DESC, rowid DESC LIMIT ?2", patient.ToString(), take);
            while (row.Read()) found.Add(JsonSerializer.Deserialize<Access>(row.GetFieldValue<byte[]>(0), OutreachJson.Options)!);
            return found;
        }));

    private string Hash(ContactPoint contact) => Convert.ToHexStringLower(HMACSHA256.HashData(contactKey, Encoding.UTF8.GetBytes(contact.Key)));
}
