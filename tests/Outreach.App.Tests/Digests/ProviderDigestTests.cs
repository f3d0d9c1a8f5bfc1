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
using Outreach.Core.Practices;
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendAsync_AFinishedPlan_IsGoodNewsByInitialsAndLink(bool inWords)
    {
        var digest = await WithAFinishedPlanAsync(Shipped.Context.Practice.Choices with { WordsInProviderEmail = inWords });
        answers.Enqueue(new(AttemptOutcome.Accepted, "202"));

        Assert.Equal(1, await digest.SendAsync(Morning, default));

        var message = Assert.Single(asked);
        Assert.Equal(("News of one patient", Shipped.Context.Practice.ProviderById("lee")!.Email.Value), (message.Subject, message.To.Address));
        Assert.Contains($"R. M.: a plan has run to its end{(inWords ? " (Post-visit check-in)" : "")}\nhttps://followup.example/board/patients/{People.RosaId}", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Rosa", message.Text, StringComparison.Ordinal);
        Assert.Equal(inWords, message.Text.Contains("visit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SendAsync_NothingToReport_SendsNothingAndLooksOnceAMorning()
    {
        var digest = await WithAFinishedPlanAsync(Shipped.Context.Practice.Choices);
        answers.Enqueue(new(AttemptOutcome.Accepted, "202"));
        await digest.SendAsync(Morning, default);
        var unread = Substitute.For<ILedgerStore>();

        Assert.Equal(0, await Digest(Shipped.Context, unread).SendAsync(Morning + Duration.FromMinutes(5), default));
        Assert.Empty(unread.ReceivedCalls());
        Assert.Equal(0, await digest.SendAsync(Morning + Duration.FromDays(1), default));

        Assert.Single(asked);
    }

    private readonly InMemoryLedger ledger = new();

    private async Task<ProviderDigest> WithAnOpenConcernAsync()
    {
        var (turns, at) = Turns(People.NewYork("2026-03-02 10:00"));
        await turns.SubmitAsync(People.RosaId, new Command.Register(People.Rosa, "front desk", []) { Id = "register", At = at }, default);
        await turns.SubmitAsync(People.RosaId, new Command.Reply(ContactPoint.Of(People.RosaMobile), "my chest hurts") { Id = "danger", At = at }, default);
        return Digest(Shipped.Context);
    }

    private async Task<ProviderDigest> WithAFinishedPlanAsync(PracticeChoices choices)
    {
        var (turns, at) = Turns(People.NewYork("2026-02-24 21:00"));
        await turns.SubmitAsync(People.RosaId, new Command.Register(People.Rosa, "front desk", []) { Id = "register", At = at }, default);
        await turns.SubmitAsync(People.RosaId, new Command.Enroll(Shipped.Context.Plans.Latest("post-visit")!.Ref, new LocalDate(2026, 2, 19), "front desk") { Id = "enroll", At = at }, default);
        (turns, _) = Turns(People.NewYork("2026-03-02 10:00"));
        await turns.RunAsync(People.RosaId, default);
        return Digest(Shipped.Context with { Practice = Shipped.Context.Practice with { Choices = choices } });
    }

    private (Turns Turns, Instant At) Turns(Instant at)
    {
        var clock = Substitute.For<IClock>();
        clock.GetCurrentInstant().Returns(at);
        var contexts = new ContextSource(Shipped.Context);
        var carrier = Substitute.For<IMessageGateway>();
        carrier.SendAsync(Arg.Any<OutboundMessage>(), Arg.Any<CancellationToken>()).Returns(_ => ValueTask.FromResult(new AttemptResult(AttemptOutcome.Accepted, "202")));
        return (new Turns(ledger, new Stepper(ledger, new OptOutIndex(ledger, ledger), contexts, clock, new NobodyWatches()), carrier, new OutboundRenderer(Links), contexts, clock), at);
    }

    private ProviderDigest Digest(Context context, ILedgerStore? ledgers = null)
    {
        var queued = Substitute.For<IMessageGateway>();
        queued.SendAsync(Arg.Do<OutboundMessage>(asked.Add), Arg.Any<CancellationToken>()).Returns(_ => ValueTask.FromResult(answers.Dequeue()));
        return new ProviderDigest(ledgers ?? ledger, queued, Links, new ContextSource(context), log);
    }

    private static LinkSigner Links => new(new byte[32], () => "https://followup.example");

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
