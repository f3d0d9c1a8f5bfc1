using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Local.Hosting;
using Outreach.Local.Simulation.Carrier;

namespace Outreach.Local.Simulation.Personas;

/// <summary>Plays the personas on the simulated phones. How far each has read, and what each is about to write, is in the carrier's file, so that a restart goes on.</summary>
internal sealed class PersonaPlayer(CarrierDatabase database, CarrierMessages messages, SimulatedCarrier carrier, ImmutableArray<Persona> personas) : IDueWork
{
    private const string Unread = """
        SELECT min(m.at) FROM messages m JOIN personas p ON p.number = m.address
        WHERE m.seq > p.reached AND m.seq > ?1 AND m.channel = 'sms' AND m.direction = 'out' AND p.taken_over = 0
        """;

    private readonly ImmutableDictionary<string, Persona> byNumber = personas.ToImmutableDictionary(p => p.Number.Value, StringComparer.Ordinal);
    private long heardUpTo;

    /// <summary>Notes the personas' phones; those already there go on where they were.</summary>
    public void Begin() => database.Commit(() =>
    {
        foreach (var number in byNumber.Keys) database.Execute("INSERT OR IGNORE INTO personas (number) VALUES (?1)", number);
    });

    public ValueTask<Instant?> NextAsync(CancellationToken cancel)
    {
        if (byNumber.IsEmpty) return ValueTask.FromResult<Instant?>(null);
        long?[] moments = [database.Number("SELECT min(due) FROM persona_replies"), messages.Count > heardUpTo ? database.Number(Unread, heardUpTo) : null];
        return ValueTask.FromResult(moments.Min() is { } ticks ? Instant.FromUnixTimeTicks(ticks) : (Instant?)null);
    }

    public ValueTask RunDueAsync(Instant now, CancellationToken cancel)
    {
        var upTo = messages.Count;
        foreach (var persona in personas) database.Commit(() => Hear(persona));
        heardUpTo = upTo;
        foreach (var reply in Due(now)) database.Commit(() => Write(reply));
        return ValueTask.CompletedTask;
    }

    /// <summary>Somebody types into this phone: its persona says nothing more.</summary>
    public void TakeOver(PhoneNumber number)
    {
        if (!byNumber.ContainsKey(number.Value)) return;
        database.Commit(() =>
        {
            database.Execute("UPDATE personas SET taken_over = 1 WHERE number = ?1", number.Value);
            database.Execute("DELETE FROM persona_replies WHERE number = ?1", number.Value);
        });
    }

    public bool IsPlaying(PhoneNumber number) =>
        byNumber.ContainsKey(number.Value) && database.Number("SELECT taken_over FROM personas WHERE number = ?1", number.Value) is 0;

    public string? InShort(PhoneNumber number) => byNumber.GetValueOrDefault(number.Value)?.InShort;

    private void Hear(Persona persona)
    {
        var standing = database.Read(
            "SELECT reached, counts FROM personas WHERE number = ?1 AND taken_over = 0",
            r => (Reached: r.GetInt64(0), Used: JsonSerializer.Deserialize<ImmutableSortedDictionary<int, int>>(r.GetString(1))!),
            persona.Number.Value);
        if (standing is not [var (reached, used)]) return;
        var arrived = messages.Arrived(persona.Number, reached);
        if (arrived.Count == 0) return;
        foreach (var message in arrived)
        {
            (var turn, used) = PersonaMind.Hear(persona, message.Text, used);
            for (var i = 0; i < turn.Replies.Length; i++)
            {
                var reply = turn.Replies[i];
                database.Execute(
                    "INSERT OR IGNORE INTO persona_replies (id, number, due, text) VALUES (?1, ?2, ?3, ?4)",
                    DerivedId.From($"persona|{message.Id}|{i}").ToString("N"), persona.Number.Value, (message.At + reply.After).Ticks(), reply.Text);
            }
        }

        database.Execute(
            "UPDATE personas SET reached = ?2, counts = ?3 WHERE number = ?1", persona.Number.Value, arrived[^1].Seq, JsonSerializer.Serialize(used));
    }

    private List<DueReply> Due(Instant now) => database.Read(
        "SELECT id, number, text FROM persona_replies WHERE due <= ?1 ORDER BY due, id",
        r => new DueReply(r.GetString(0), PhoneNumber.TryParse(r.GetString(1))!.Value, r.GetString(2)), now.Ticks());

    private void Write(DueReply reply)
    {
        // Taken over a moment ago: the row is gone, and nothing is written.
        if (database.Execute("DELETE FROM persona_replies WHERE id = ?1", reply.Id) == 0) return;
        carrier.Text(reply.Number, reply.Id, reply.Text);
    }

    private sealed record DueReply(string Id, PhoneNumber Number, string Text);
}
