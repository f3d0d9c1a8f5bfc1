using Outreach.App.Costs;

namespace Outreach.App.Tests.Costs;

public class BillTests
{
    private static readonly PriceList Prices = PriceList.Shipped();

    /// <summary>The worked patient-month of the price pages: 12 segments out, 4 in, half an email.</summary>
    [Fact]
    public void Bill_OfAWeeklyCheckIn_IsTheWorkedExample()
    {
        var bill = Bill.Of(new Quantities { SegmentsSent = 12, SegmentsReceived = 4, Emails = 0.5m }, Stage.Production, Prices);

        Assert.Equal(0.120m + 0.034m + 0.000125m, bill.Usd);
    }

    [Fact]
    public void Price_Free_IsTakenOffOnce()
    {
        var executions = Prices["functions.executions"];

        Assert.Equal(0, executions.Of(250_000));
        Assert.Equal(0.40m, executions.Of(1_250_000));
    }

    [Fact]
    public void Prices_Shipped_EachNameTheirSourceAndCostSomething() => Assert.All(Prices.All, p =>
    {
        Assert.True(p.Usd > 0 && p.Each > 0 && p.Free >= 0, p.Id);
        Assert.False(string.IsNullOrWhiteSpace(p.Source), p.Id);
        Assert.True(!p.Verified || !p.Source.Contains("memory", StringComparison.Ordinal), p.Id);
    });

    [Fact]
    public void Prices_Shipped_EachStandOnABill()
    {
        var used = new[] { Stage.Trial, Stage.Production }.SelectMany(s => Bill.Of(new Quantities(), s, Prices).Lines).Select(l => l.Price.Id).ToHashSet();

        Assert.Equal(used.Order(), Prices.All.Select(p => p.Id).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"currency":"USD","asOf":"soon","note":"","prices":[]}""")]
    public void Prices_Wrong_AreRefusedInWords(string json) => Assert.Throws<PriceListException>(() => PriceList.Read(json)["sms.sent"]);

    [Fact]
    public void Work_OfAnIdleTrial_StaysInTheFreeGrant()
    {
        var idle = AzureWork.Of(new Counts(), Stage.Trial);
        var bill = Bill.Of(idle, Stage.Trial, Prices);

        Assert.Equal(0, idle.ReadyGigabyteSeconds);
        Assert.Equal(0, bill.Lines.Where(l => l.What.StartsWith("Functions", StringComparison.Ordinal)).Sum(l => l.Usd));
        Assert.InRange(bill.Usd, 5, 12);
    }

    [Fact]
    public void Work_InProduction_RunsWhereItIsAlwaysReady()
    {
        var month = new Counts { ClockTurns = 1_000, Attempts = 500, CarrierEvents = 400, Received = 450 };

        var (trial, production) = (AzureWork.Of(month, Stage.Trial), AzureWork.Of(month, Stage.Production));

        Assert.Equal(0, trial.ReadyRunningGigabyteSeconds);
        Assert.True(production.ReadyRunningGigabyteSeconds > 0);
        Assert.Equal(trial.Executions, production.Executions);
        Assert.Equal(trial.DurableActions, production.DurableActions);
        Assert.Equal(800, production.EventGridOperations);
    }

    /// <summary>One weekly check-in as it was counted on Azurite and in the engine's test host: docs/functions.md, Counted.</summary>
    [Fact]
    public void Work_OfACheckInThatIsAnswered_IsWhatWasCounted()
    {
        // Sent, delivered, answered, the answer sent and delivered: one wake, three receipts.
        var idle = AzureWork.Of(new Counts(), Stage.Production);
        var one = AzureWork.Of(new Counts { CheckIns = 1, ClockTurns = 4, Received = 3, CarrierEvents = 3, TextsReceived = 1, Attempts = 2 }, Stage.Production);

        Assert.Equal((10m, 13m, 19m), (one.DurableActions, one.Executions - idle.Executions, one.TableOperations - idle.TableOperations));
    }

    /// <summary>9,600 texts an hour leave by one number.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(9_600, 1)]
    [InlineData(9_601, 2)]
    [InlineData(50_000, 6)]
    public void Work_ManyCheckInsADay_NeedsMoreNumbers(int aDay, int numbers) =>
        Assert.Equal(numbers, AzureWork.Of(new Counts { Unprompted = aDay * Quantities.DaysAMonth }, Stage.Production).Numbers);
}
