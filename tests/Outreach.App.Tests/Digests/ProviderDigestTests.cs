using NodaTime;
using NSubstitute;
using Outreach.App.Digests;
using Outreach.App.Gateways;
using Outreach.App.Ledgers;
using Outreach.App.Links;
using Outreach.App.Messages;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Testing;
using Outreach.Testing.Ledgers;

namespace Outreach.App.Tests.Digests;

public sealed class ProviderDigestTests
{
    private static readonly Instant Morning = People.NewYork("2026-03-03 07:30");

    private readonly Queue<AttemptResult> answers = [];
    private readonly List<OutboundMessage> asked = [];
    private readonly Log log = new();

    [Fact]
    public async Task SendAsync_Again_WritesToNobodyTwice()
    {
        var digest = await WithAnOpenConcernAsync();
        answers.Enqueue(new(AttemptOutcome.Accepted, "202"));

        Assert.Equal(1, await digest.SendAsync(Morning, default));
        Assert.Equal(0, await digest.SendAsync(Morning + Duration.FromMinutes(5), default));

        Assert.Single(asked);
    }

    [Fact]
    public async Task SendAsync_Held_KeepsItsPlace()
    {
        var digest = await WithAnOpenConcernAsync();
        var place = Morning + Duration.FromMinutes(12);
        answers.Enqueue(new(AttemptOutcome.Held, "waits") { NotBefore = place });
        answers.Enqueue(new(AttemptOutcome.Accepted, "202"));

        foreach (var minutes in new[] { 0, 5, 10 }) Assert.Equal(0, await digest.SendAsync(Morning + Duration.FromMinutes(minutes), default));
        Assert.Equal(1, await digest.SendAsync(Morning + Duration.FromMinutes(15), default));

        Assert.Equal([null, place], asked.Select(m => m.SlotAt));
        Assert.Single(asked.Select(m => m.Key).Distinct());
    }

    [Fact]
    public async Task SendAsync_CarrierDown_TriesAgainNextTime()
    {
        var digest = await WithAnOpenConcernAsync();
        answers.Enqueue(new(AttemptOutcome.Passing, "503"));
        answers.Enqueue(new(AttemptOutcome.Accepted, "202"));

        Assert.Equal(0, await digest.SendAsync(Morning, default));
        Assert.Equal(1, await digest.SendAsync(Morning + Duration.FromMinutes(5), default));
    }

    [Fact]
    public async Task SendAsync_NextMorning_IsAnotherEmail()
    {
        var digest = await WithAnOpenConcernAsync();
        answers.Enqueue(new(AttemptOutcome.Accepted, "202"));
        answers.Enqueue(new(AttemptOutcome.Accepted, "202"));

        await digest.SendAsync(Morning, default);
        await digest.SendAsync(Morning + Duration.FromDays(1), default);

        Assert.Equal(2, asked.Select(m => m.Key).Distinct().Count());
    }

    private async Task<ProviderDigest> WithAnOpenConcernAsync()
    {
        var ledger = new InMemoryLedger();
        var clock = Substitute.For<IClock>();
        clock.GetCurrentInstant().Returns(People.NewYork("2026-03-02 10:00"));
        var contexts = new ContextSource(Shipped.Context);
        var links = new LinkSigner(new byte[32], () => "https://followup.example");
        var carrier = Substitute.For<IMessageGateway>();
        carrier.SendAsync(Arg.Any<OutboundMessage>(), Arg.Any<CancellationToken>()).Returns(_ => ValueTask.FromResult(new AttemptResult(AttemptOutcome.Accepted, "202")));
        var turns = new Turns(ledger, new Stepper(ledger, new OptOutIndex(ledger, ledger), contexts, clock, new NobodyWatches()), carrier, new OutboundRenderer(links), contexts, clock);
        await turns.SubmitAsync(People.RosaId, new Command.Register(People.Rosa, "front desk", []) { Id = "register", At = clock.GetCurrentInstant() }, default);
        await turns.SubmitAsync(People.RosaId, new Command.Reply(ContactPoint.Of(People.RosaMobile), "my chest hurts") { Id = "danger", At = clock.GetCurrentInstant() }, default);
        var queued = Substitute.For<IMessageGateway>();
        queued.SendAsync(Arg.Do<OutboundMessage>(asked.Add), Arg.Any<CancellationToken>()).Returns(_ => ValueTask.FromResult(answers.Dequeue()));
        return new ProviderDigest(ledger, queued, links, contexts, log);
    }

    private sealed class Log : IDigestLog
    {
        private readonly Dictionary<string, (Guid Digest, DigestStanding Standing)> known = new(StringComparer.Ordinal);

        public ValueTask<DigestStanding?> FindAsync(string provider, Guid digest, CancellationToken cancel) =>
            ValueTask.FromResult(known.TryGetValue(provider, out var found) && found.Digest == digest ? found.Standing : null);

        public ValueTask WriteAsync(string provider, Guid digest, DigestStanding standing, CancellationToken cancel)
        {
            known[provider] = (digest, standing);
            return ValueTask.CompletedTask;
        }
    }
}
