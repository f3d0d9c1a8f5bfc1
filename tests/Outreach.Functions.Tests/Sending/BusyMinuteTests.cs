using NodaTime;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Messages;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.Sending;
using Outreach.Testing;
using Outreach.Testing.Ledgers;
using Xunit.Abstractions;

namespace Outreach.Functions.Tests.Sending;

/// <summary>A thousand patients due in one minute on one toll-free number, by a clock that jumps from one thing due to the next.</summary>
public sealed class BusyMinuteTests(ITestOutputHelper output)
{
    private const int Patients = 1000;
    private const int PerMinute = 200;
    private static readonly Instant Due = People.NewYork("2026-03-03 08:59");

    [Fact]
    public async Task AllAreSentAtTheNumbersRate_AndADangerInTheMiddleWaitsForNobody()
    {
        var clock = new SetClock { Now = People.NewYork("2026-03-02 10:00") };
        var ledger = new InMemoryLedger();
        var gateway = new QueuedCarrier(clock, new SendingRate(PerMinute, Duration.FromMinutes(1), 10));
        var context = Shipped.Context with { Practice = Shipped.Context.Practice with { Choices = Shipped.Context.Practice.Choices with { Spread = Duration.Zero } } };
        var contexts = new ContextSource(context);
        var stepper = new Stepper(ledger, new OptOutIndex(ledger, ledger), contexts, clock, new NobodyWatches());
        var turns = new Turns(ledger, stepper, gateway, new OutboundRenderer(new LinkSigner(new byte[32], () => "https://followup.example")), contexts, clock);
        for (var n = 0; n < Patients; n++)
        {
            var patient = People.Rosa with { Id = Id(n), ExternalId = $"MRN-{n}", Mobile = PhoneNumber.TryParse($"+1212{5_550_000 + n:D7}"), Email = null };
            await turns.SubmitAsync(patient.Id, new Command.Register(patient, "front desk", []) { Id = "register", At = clock.Now }, default);
            await turns.SubmitAsync(patient.Id, new Command.Enroll(context.Plans.Latest("home-blood-pressure")!.Ref, new LocalDate(2026, 3, 2), "front desk") { Id = "enroll", At = clock.Now }, default);
        }

        await PlayAsync(ledger, turns, clock, Due);
        gateway.Left.Clear();
        var danger = Due + Duration.FromMinutes(4);
        await PlayAsync(ledger, turns, clock, danger);
        clock.Now = danger;
        await turns.SubmitAsync(Id(500), new Command.Reply(ContactPoint.TryParse(Channel.Sms, "+12125550500")!, "my chest hurts and I cannot breathe") { Id = "danger", At = danger }, default);
        await PlayAsync(ledger, turns, clock, Due + Duration.FromMinutes(30));

        var texts = gateway.Left.Where(l => l.Message.To.Channel == Channel.Sms).ToList();
        var routine = texts.Where(l => l.Message.MayWait).ToList();
        var first = routine.Min(l => l.At);
        var last = routine.GroupBy(l => l.Message.Patient).Max(g => g.Min(l => l.At));
        output.WriteLine($"{routine.Count} routine texts to {routine.Select(l => l.Message.Patient).Distinct().Count()} patients; the last patient's {(last - first).TotalSeconds:N0} s after the first; held {gateway.Held} times");
        new Figure(
            FigureParts.Azure, $"{Patients:N0} patients due in the same minute on one toll-free number: last one's text after", $"{(last - first).TotalSeconds:N0} s", "at most 420 s", $"{420 / (last - first).TotalSeconds:N2}",
            $"by a clock that jumps, at four fifths of {PerMinute} a minute; a danger in the middle told patient and provider in the same moment").Hand();
        // The one in danger is not asked for a reading any more.
        Assert.Equal(Patients - 1, routine.Select(l => l.Message.Patient).Where(p => p != Id(500)).Distinct().Count());
        Assert.True(last - first <= Duration.FromMinutes(7), "1,000 texts at four fifths of 200 a minute take six and a quarter minutes");
        Assert.Contains(gateway.Left, l => l.At == danger && l.Message.Patient == Id(500) && l.Message.Text.Contains("911", StringComparison.Ordinal));
        Assert.Contains(gateway.Left, l => l.At == danger && l.Message.Patient == Id(500) && l.Message.To.Channel == Channel.Email);
        Assert.True(MostInAMinute(texts) <= PerMinute);
    }

    private static async Task PlayAsync(InMemoryLedger ledger, Turns turns, SetClock clock, Instant until)
    {
        while (await ledger.NextDueAsync(default) is { } next && next <= until)
        {
            if (next > clock.Now) clock.Now = next;
            foreach (var due in await ledger.DueAsync(clock.Now, 2 * Patients, default)) await turns.RunAsync(due.Id, default);
        }

        clock.Now = until;
    }

    private static int MostInAMinute(List<(Instant At, OutboundMessage Message)> texts)
    {
        var times = texts.Select(t => t.At).Order().ToList();
        return times.Select((at, i) => times.Skip(i).TakeWhile(t => t < at + Duration.FromMinutes(1)).Count()).Max();
    }

    private static PatientId Id(int n) => new(DerivedId.From($"busy {n}"));

    private sealed class SetClock : IClock
    {
        public Instant Now { get; set; }

        public Instant GetCurrentInstant() => Now;
    }

    /// <summary>The gateway's queue in memory, before a carrier that takes everything.</summary>
    private sealed class QueuedCarrier(SetClock clock, SendingRate rate) : IMessageGateway
    {
        private RateState state;

        public List<(Instant At, OutboundMessage Message)> Left { get; } = [];

        public int Held { get; private set; }

        public ValueTask<AttemptResult> SendAsync(OutboundMessage message, CancellationToken cancel)
        {
            if (message.To.Channel == Channel.Sms && !(message.SlotAt <= clock.Now))
            {
                (var at, state) = rate.Take(state, clock.Now, message.MayWait);
                if (at > clock.Now)
                {
                    Held++;
                    return ValueTask.FromResult(new AttemptResult(AttemptOutcome.Held, "waits") { NotBefore = at });
                }
            }

            Left.Add((clock.Now, message));
            return ValueTask.FromResult(new AttemptResult(AttemptOutcome.Accepted, "202"));
        }
    }
}
