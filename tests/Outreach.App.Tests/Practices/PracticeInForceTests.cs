using NodaTime;
using Outreach.App.Practices;
using Outreach.App.Stepping;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.CarePlans;
using Outreach.Core.Documents;
using Outreach.Core.FollowUps;
using Outreach.Testing;
using Outreach.Testing.Ledgers;
using Outreach.Testing.Practices;

namespace Outreach.App.Tests.Practices;

public class PracticeInForceTests
{
    private readonly InMemoryPracticeVersions versions = new();
    private readonly InMemoryLedger ledgers = new();
    private readonly SetClock clock = new(Instant.FromUtc(2026, 3, 2, 8, 0));

    private static PracticeFiles ShippedFiles => PracticeFiles.Of(Shipped.Folder);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Put_Good_IsInForceInEveryInstance()
    {
        var (one, other) = (Instance(), Instance());

        var put = await one.Practice.PutAsync(Named("Lakeside"), "ortiz", "we moved", None);
        await other.Practice.RefreshAsync(None);

        Assert.Equal((1, "ortiz", "we moved"), (put.Version!.Number, put.Version.By, put.Version.Note));
        Assert.Equal("Lakeside", one.Contexts.Current.Practice.Name);
        Assert.Equal("Lakeside", other.Contexts.Current.Practice.Name);
    }

    [Fact]
    public async Task Put_Wrong_ChangesNothingAndNamesEveryMistake()
    {
        var one = Instance();
        await one.Practice.PutAsync(Named("Lakeside"), "ortiz", "", None);
        var wrong = With(Named("Hillside"), ("post-visit.yaml", t => t.Replace("version: 1", "version: one")), ("practice.yaml", t => t.Replace("time_zone: America/New_York", "time_zone: America/Nowhere")));

        var put = await one.Practice.PutAsync(wrong, "ortiz", "", None);

        Assert.Null(put.Version);
        Assert.Equal(["post-visit.yaml", "practice.yaml"], put.Errors.Select(e => e.File).Distinct().Order());
        Assert.Equal("Lakeside", one.Contexts.Current.Practice.Name);
        Assert.Equal(1, await versions.NewestAsync(None));
    }

    /// <summary>As a version that a newer app wrote, after the app was set back.</summary>
    [Fact]
    public async Task Refresh_NewestCannotBeRead_TheNewestThatCanIsInForce()
    {
        var one = Instance();
        await one.Practice.PutAsync(Named("Lakeside"), "ortiz", "", None);
        var newer = With(Named("Hillside"), ("practice.yaml", t => t + "\nunheard_of: yes\n"));
        await versions.AddAsync(new PracticeVersion(2, clock.Now, "someone", "", newer.Digests()), newer, None);

        await one.Practice.RefreshAsync(None);

        Assert.Equal("Lakeside", one.Contexts.Current.Practice.Name);
        Assert.Equal(1, one.Practice.Version!.Number);
        Assert.NotEmpty(one.Practice.Refused);
    }

    [Fact]
    public async Task GoBack_MakesANewVersionWithTheOldFiles()
    {
        var one = Instance();
        await one.Practice.PutAsync(Named("First"), "ortiz", "", None);
        await one.Practice.PutAsync(Named("Second"), "ortiz", "", None);

        var put = await one.Practice.GoBackAsync(1, "lee", None);

        Assert.Equal((3, "lee", "back to version 1"), (put!.Version!.Number, put.Version.By, put.Version.Note));
        Assert.Equal("First", one.Contexts.Current.Practice.Name);
        Assert.Null(await one.Practice.GoBackAsync(9, "lee", None));
    }

    [Fact]
    public async Task Start_SameFolderAgain_IsNotANewVersion_AndDoesNotUndoAnUpload()
    {
        await Instance().Practice.StartAsync(Named("Deployed"), PracticeInForce.Deployment, None);
        await Instance().Practice.PutAsync(Named("Uploaded"), "ortiz", "", None);

        var restarted = Instance();
        await restarted.Practice.StartAsync(Named("Deployed"), PracticeInForce.Deployment, None);

        Assert.Equal("Uploaded", restarted.Contexts.Current.Practice.Name);
        Assert.Equal(2, await versions.NewestAsync(None));
    }

    [Fact]
    public async Task Start_AnotherFolder_IsInForce()
    {
        await Instance().Practice.StartAsync(Named("First deployment"), PracticeInForce.Deployment, None);
        await Instance().Practice.PutAsync(Named("Uploaded"), "ortiz", "", None);

        var deployed = Instance();
        await deployed.Practice.StartAsync(Named("Second deployment"), PracticeInForce.Deployment, None);

        Assert.Equal("Second deployment", deployed.Contexts.Current.Practice.Name);
    }

    [Fact]
    public async Task Start_WrongFolder_LeavesWhatWasInForce()
    {
        await Instance().Practice.PutAsync(Named("Uploaded"), "ortiz", "", None);
        var deployed = Instance();

        await deployed.Practice.StartAsync(With(Named("Broken"), ("post-visit.yaml", t => t.Replace("version: 1", "version: one"))), PracticeInForce.Deployment, None);

        Assert.Equal("Uploaded", deployed.Contexts.Current.Practice.Name);
        Assert.Contains(deployed.Practice.Refused, d => d.File == "post-visit.yaml" && d.Severity == Severity.Error);
    }

    /// <summary>R11: who is in a plan stays in it as it was, though nobody new is enrolled in it.</summary>
    [Fact]
    public async Task Put_WithoutAPlan_KeepsItForWhoeverIsInIt()
    {
        var one = Instance();
        await one.Practice.PutAsync(ShippedFiles, "ortiz", "", None);
        var plan = one.Contexts.Current.Plans.Latest("post-visit")!.Ref;

        var put = await one.Practice.PutAsync(new PracticeFiles(ShippedFiles.Texts.Remove("post-visit.yaml")), "ortiz", "", None);

        Assert.NotNull(put.Version);
        Assert.NotNull(one.Contexts.Current.Plans.Find(plan));
        Assert.Null(one.Contexts.Current.Plans.Latest("post-visit"));
        Assert.DoesNotContain(one.Contexts.Current.Plans.All, p => p.Ref == plan);
    }

    /// <summary>R11: a plan never changes under the version somebody is enrolled in.</summary>
    [Fact]
    public async Task Put_PlanChangedUnderItsVersion_IsRefusedWhereSomebodyIsInIt()
    {
        var one = Instance();
        await one.Practice.PutAsync(ShippedFiles, "ortiz", "", None);
        var changed = With(ShippedFiles, ("post-visit.yaml", t => t.Replace("\ndays: ", "\ndays: 1", StringComparison.Ordinal)));
        await EnrollAsync(one.Contexts.Current.Plans.Latest("post-visit")!.Ref);

        var put = await one.Practice.PutAsync(changed, "ortiz", "", None);

        Assert.Null(put.Version);
        Assert.Contains("post-visit@1", Assert.Single(put.Errors).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_PlanChangedUnderItsVersion_IsTakenWhereNobodyIsInIt()
    {
        var one = Instance();
        await one.Practice.PutAsync(ShippedFiles, "ortiz", "", None);
        await EnrollAsync(one.Contexts.Current.Plans.Latest("new-medicine")!.Ref);

        Assert.NotNull((await one.Practice.PutAsync(With(ShippedFiles, ("post-visit.yaml", t => t.Replace("\ndays: ", "\ndays: 1", StringComparison.Ordinal))), "ortiz", "", None)).Version);
    }

    [Fact]
    public async Task Put_OnlyApprovalAndComments_MayChangeUnderAVersion()
    {
        var one = Instance();
        await one.Practice.PutAsync(ShippedFiles, "ortiz", "", None);
        await EnrollAsync(one.Contexts.Current.Plans.Latest("post-visit")!.Ref);

        var put = await one.Practice.PutAsync(With(ShippedFiles, ("post-visit.yaml", t => "# read again\n" + t.Replace("date: 2026-02-16", "date: 2026-02-20"))), "ortiz", "", None);

        Assert.NotNull(put.Version);
    }

    [Fact]
    public void Check_Together_SeesWhatNeitherFileShowsAlone()
    {
        var read = PracticeCheck.Read(With(ShippedFiles, ("practice.yaml", t => t.Replace("a_day: 2", "a_day: 1").Replace("a_week: 7", "a_week: 1"))));

        Assert.Contains(read.Diagnostics, d => d.File == "new-medicine.yaml" && d.What.Contains("the cap is", StringComparison.Ordinal));
        Assert.True(read.IsGood);
    }

    [Fact]
    public void Enroll_PlanThatNobodyApproved_IsRefused()
    {
        var context = PracticeCheck.Read(With(ShippedFiles, ("post-visit.yaml", t => t.Replace("approved: { by: Dr. A. Lee (demo), date: 2026-02-16 }\n", "")))).Context();
        var at = clock.Now;
        var registered = Decider.Decide(context, FollowUp.Empty(People.RosaId), new Command.Register(People.Rosa, "front desk", []) { Id = "1", At = at });

        var enrolled = Decider.Decide(context, registered.State, new Command.Enroll(context.Plans.Latest("post-visit")!.Ref, new LocalDate(2026, 3, 1), "front desk") { Id = "2", At = at });

        Assert.Equal("plan-not-approved", enrolled.Refusal?.Code);
    }

    [Fact]
    public void Check_Shipped_FindsNothing() => Assert.Empty(PracticeCheck.Read(ShippedFiles).Diagnostics);

    private (PracticeInForce Practice, ContextSource Contexts) Instance()
    {
        var contexts = new ContextSource(Shipped.Context);
        return (new PracticeInForce(versions, contexts, new PinnedPlans(ledgers), clock), contexts);
    }

    private async Task EnrollAsync(PlanRef plan)
    {
        var enrollment = new Enrollment { Plan = plan, Anchor = new LocalDate(2026, 3, 2), EnrolledAt = clock.Now, By = "front desk" };
        await ledgers.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1) with { Enrollments = [enrollment] }), None);
    }

    private static PracticeFiles Named(string name) => With(ShippedFiles, ("practice.yaml", t => t.Replace("name: Riverside Family Practice", $"name: {name}")));

    private static PracticeFiles With(PracticeFiles files, params (string File, Func<string, string> Change)[] changes)
    {
        var texts = files.Texts;
        foreach (var (file, change) in changes)
        {
            Assert.NotEqual(texts[file], change(texts[file]));
            texts = texts.SetItem(file, change(texts[file]));
        }

        return new PracticeFiles(texts);
    }
}
