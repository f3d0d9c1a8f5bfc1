using System.Text.Json.Nodes;
using NodaTime;
using Outreach.Local.Hosting;

namespace Outreach.Local.Tests.EndToEnd.Killing;

/// <summary>What must hold whatever was killed when, read from outside: timelines, phones and mailboxes.</summary>
internal sealed class MonthAudit
{
    private static readonly string[] Mailboxes = ["lee@riverside.example", "grant@riverside.example", "ortiz@riverside.example", "oncall@riverside.example", "cole@riverside.example", "eve@home.example"];

    private readonly List<(string Patient, JsonObject Event)> events = [];
    private readonly List<(string Address, string Id)> delivered = [];
    private readonly HashSet<string> digests = new(StringComparer.Ordinal);

    public int Delivered => delivered.Count;

    public int Events => events.Count;

    public static async Task<MonthAudit> ReadAsync(PracticeClient practice)
    {
        var audit = new MonthAudit();
        foreach (var patient in (await practice.GetAsync("/api/patients"))["items"]!.AsArray())
        {
            var name = (string)patient!["externalId"]!;
            audit.events.AddRange((await practice.TimelineAsync((string)patient["id"]!)).Select(e => (name, e)));
        }

        foreach (var phone in (await practice.GetAsync("/sim/phones"))["items"]!.AsArray())
        {
            var number = (string)phone!["number"]!;
            audit.delivered.AddRange((await practice.SentToAsync(number)).Select(m => (number, m.Id)));
        }

        foreach (var address in Mailboxes)
            foreach (var letter in await practice.MailboxAsync(address))
            {
                audit.delivered.Add((address, letter.Id));
                if (IsDigest(letter)) audit.digests.Add(letter.Id);
            }

        return audit;
    }

    /// <summary>R1: stored once, decided once.</summary>
    public void EveryTextIsOnItsTimelineOnce(IReadOnlyDictionary<string, string> texts)
    {
        var replies = Of("reply-recorded").Select(e => (Id: (string)e.Data["messageId"]!, e.Patient)).ToList();
        Assert.Equal(texts.Select(t => (t.Key, t.Value)).Order(), replies.Order());
    }

    /// <summary>R2: one key, one message; and what is marked as sent was delivered.</summary>
    public void NothingWasDeliveredTwice()
    {
        Assert.Empty(delivered.GroupBy(d => d.Id).Where(g => g.Count() > 1).Select(g => g.First()));
        Assert.DoesNotContain(delivered, d => d.Id.Contains('-', StringComparison.Ordinal));
        var queued = Of("message-queued").Select(e => Key(e.Data["message"]!["key"])).ToList();
        Assert.Equal(queued.Count, queued.Distinct().Count());
        var sent = Of("message-sent").Select(e => Key(e.Data["key"])).ToList();
        Assert.Equal(sent.Count, sent.Distinct().Count());
        // A morning's digest is of no one patient, and on no timeline.
        Assert.Equal(sent.Order(), delivered.Select(d => d.Id).Where(id => !digests.Contains(id)).Order());
        Assert.Empty(sent.Except(queued));
    }

    /// <summary>By what opened it, which comes first: questions that nobody answered may go on with a later check-in.</summary>
    public void NoCheckInWasAskedTwice()
    {
        var opened = Of("check-in-opened").Where(e => e.Data["checkIn"]!["followOnRule"] is null)
            .Select(e => (e.Patient, e.Data["checkIn"]!["sources"]![0]!.ToJsonString())).ToList();
        Assert.NotEmpty(opened);
        Assert.Equal(opened.Count, opened.Distinct().Count());
        var asked = Of("message-queued").Where(e => (string?)e.Data["message"]!["kind"] == "check-in").Select(e => (string)e.Data["message"]!["checkIn"]!).ToList();
        Assert.Equal(asked.Count, asked.Distinct().Count());
    }

    /// <summary>R5: in the same commit the safety text and an escalation with an email, and the email arrived.</summary>
    public void EveryEmergencyReachedAProvider(IReadOnlySet<string> dangers)
    {
        var arrived = delivered.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (patient, reply, data) in Of("reply-recorded").Where(e => dangers.Contains((string)e.Data["messageId"]!)))
        {
            var same = events.Where(e => e.Patient == patient && Revision(e.Event) == Revision(reply)).Select(e => e.Event).ToList();
            Assert.Contains(same, e => (string?)e["event"] is "escalation-opened" or "concern-joined");
            var queued = same.Where(e => (string?)e["event"] == "message-queued").Select(e => e["data"]!["message"]!).ToList();
            Assert.Contains(queued, m => (string?)m["kind"] == "safety" && arrived.Contains(Key(m["key"])));
            Assert.Contains(queued, m => (string?)m["kind"] == "escalation" && ((string)m["to"]!).StartsWith("email:", StringComparison.Ordinal) && arrived.Contains(Key(m["key"])));
            Assert.NotNull(data);
        }
    }

    /// <summary>Read from the store after the server has stopped: nothing waits that should not.</summary>
    public static async Task NothingIsOverdueAsync(string folder, Instant now)
    {
        await using var store = LocalApp.OpenStore(new DataFolder(folder));
        Assert.Empty(await store.DueAsync(now - Duration.FromMinutes(1), 100, CancellationToken.None));
        await foreach (var id in store.AllAsync(CancellationToken.None))
        {
            var ledger = await store.LoadAsync(id, CancellationToken.None);
            Assert.Empty(ledger.Inbox);
            Assert.DoesNotContain(ledger.State.Outbox, m => m.NextAttemptAt < now - Duration.FromMinutes(1));
        }
    }

    private IEnumerable<(string Patient, JsonObject Event, JsonNode Data)> Of(string kind) =>
        events.Where(e => (string?)e.Event["event"] == kind).Select(e => (e.Patient, e.Event, e.Event["data"]!));

    private static bool IsDigest(Letter letter) => letter.Subject.EndsWith("open", StringComparison.Ordinal) || letter.Subject.Contains("News of", StringComparison.OrdinalIgnoreCase);

    private static string Key(JsonNode? key) => Guid.Parse((string)key!).ToString("N");

    private static string Revision(JsonObject happened) => ((string)happened["place"]!).Split('|')[0];
}
