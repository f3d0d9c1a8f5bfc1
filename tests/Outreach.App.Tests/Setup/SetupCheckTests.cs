using NodaTime;
using Outreach.App.Practices;
using Outreach.App.Setup;
using Outreach.App.Stepping;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Testing;
using Outreach.Testing.Ledgers;
using Outreach.Testing.Practices;

namespace Outreach.App.Tests.Setup;

public class SetupCheckTests
{
    private static readonly SetupFacts Fresh = new(Simulated: false, [PhoneNumber.TryParse("+18005550100")!.Value], "DoNotReply@abc.azurecomm.net", "https://app.azurewebsites.net", AdmitsByEntra: true);

    private readonly InMemoryLedger ledgers = new();

    [Fact]
    public async Task Run_FreshTrial_NamesWhatIsMissing()
    {
        var items = await RunAsync(Fresh);

        Assert.Equal(["number", "domain", "practice", "plans", "first-patient"], items.Where(i => i.State == SetupState.Missing).Select(i => i.Id));
        Assert.Equal(["verification", "baa"], items.Where(i => i.State == SetupState.Ask).Select(i => i.Id));
        Assert.All(items, i => Assert.NotEmpty(i.Takes));
        Assert.Contains("weeks", items.Single(i => i.Id == "verification").Takes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OwnNumberAndDomain_AreDone()
    {
        var items = await RunAsync(Fresh with { Numbers = [PhoneNumber.TryParse("+18332345678")!.Value], EmailFrom = "care@mail.riverside.org" });

        Assert.Equal(SetupState.Done, items.Single(i => i.Id == "number").State);
        Assert.Equal(SetupState.Done, items.Single(i => i.Id == "domain").State);
    }

    [Theory]
    [InlineData(DeliveryWord.Delivered, "delivered", Channel.Sms, SetupState.Done)]
    [InlineData(DeliveryWord.Delivered, "delivered", Channel.Email, SetupState.Ask)]
    [InlineData(DeliveryWord.Failed, "4010", Channel.Sms, SetupState.Missing)]
    public async Task Run_Verification_IsToldByWhatCarriersSaid(DeliveryWord word, string detail, Channel channel, SetupState expected)
    {
        var message = LedgerSamples.Message(1, LedgerSamples.Start);
        var sent = new Event.MessageSent(message.Key, message.Kind, channel == Channel.Sms ? LedgerSamples.Phone : LedgerSamples.Email, true, null, null) { At = LedgerSamples.Start };
        var told = new Event.MessageReported(message.Key, word, detail) { At = LedgerSamples.Start + Duration.FromSeconds(4) };
        await ledgers.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1)) with { Events = [sent, told] }, CancellationToken.None);

        var items = await RunAsync(Fresh);

        Assert.Equal(expected, items.Single(i => i.Id == "verification").State);
        Assert.Equal(SetupState.Done, items.Single(i => i.Id == "first-patient").State);
    }

    [Fact]
    public async Task Run_NobodyOnTheRota_IsAHoleInTheNightsAndWeekends()
    {
        var context = Shipped.Context with { Practice = Shipped.Practice with { OnCall = [], Ladder = Shipped.Practice.Ladder with { AfterHours = [LadderRules.OnCall] } } };

        var item = (await RunAsync(Fresh, context)).Single(i => i.Id == "on-call");

        Assert.Equal(SetupState.Missing, item.State);
        Assert.Contains("2026-03-02", item.Found, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<SetupItem>> RunAsync(SetupFacts facts, Context? context = null)
    {
        var contexts = new ContextSource(context ?? Shipped.Context);
        using var practice = new PracticeInForce(new InMemoryPracticeVersions(), contexts, new PinnedPlans(ledgers), new SetClock(LedgerSamples.Start));
        return await new SetupCheck(facts, contexts, practice, ledgers, new SetClock(LedgerSamples.Start)).RunAsync(CancellationToken.None);
    }
}
