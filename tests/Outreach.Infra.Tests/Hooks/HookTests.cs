namespace Outreach.Infra.Tests.Hooks;

public sealed class HookTests : IDisposable
{
    private const string Client = "0a0a0a0a-0000-0000-0000-000000000001";

    private readonly HookRun run = new();

    public void Dispose() => run.Dispose();

    [ShellFact]
    public void Preprovision_AtFirst_RegistersTheApplicationAndItsFirstAdmin()
    {
        var (code, said, log) = run.Run("preprovision");
        Assert.True(code == 0, said);
        Assert.Contains("az ad app create --display-name Outreach (riverside)", log, StringComparison.Ordinal);
        Assert.Contains($"azd env set OUTREACH_ENTRA_CLIENT_ID {Client}", log, StringComparison.Ordinal);
        Assert.Matches(@"azd env set OUTREACH_BUDGET_START \d{4}-\d\d-01", log);
        Assert.Contains("az ad sp create", log, StringComparison.Ordinal);
        Assert.Contains("appRoleAssignmentRequired", log, StringComparison.Ordinal);
        Assert.Contains("--method POST", log, StringComparison.Ordinal);
        Assert.Contains($"\"api://{Client}\"", run.Remembered("bodies"), StringComparison.Ordinal);
        Assert.DoesNotContain("CLIENT_ID", run.Remembered("bodies"), StringComparison.Ordinal);
    }

    [ShellFact]
    public void Preprovision_Again_MakesNothingNew()
    {
        run.Run("preprovision");
        run.Environment["OUTREACH_ENTRA_CLIENT_ID"] = Client;
        run.Environment["OUTREACH_BUDGET_START"] = "2026-11-01";
        AssertMakesNothing(run.Run("preprovision"));
    }

    [ShellFact]
    public void Preprovision_WhereTheEnvironmentWasForgotten_FindsTheApplicationAgain()
    {
        run.Run("preprovision");
        var again = run.Run("preprovision");
        AssertMakesNothing(again);
        Assert.Contains($"azd env set OUTREACH_ENTRA_CLIENT_ID {Client}", again.Log, StringComparison.Ordinal);
    }

    [ShellFact]
    public void Preprovision_BrokenOff_GoesOnWithTheSameApplication()
    {
        run.Remember("no-principals", "");
        var (code, _, log) = run.Run("preprovision");
        Assert.NotEqual(0, code);
        Assert.Contains($"azd env set OUTREACH_ENTRA_CLIENT_ID {Client}", log, StringComparison.Ordinal);
    }

    [ShellFact]
    public void Preprovision_ByAServicePrincipal_AssignsNobody()
    {
        run.Remember("no-person", "");
        var (code, said, log) = run.Run("preprovision");
        Assert.True(code == 0, said);
        Assert.DoesNotContain("--method POST", log, StringComparison.Ordinal);
    }

    [ShellFact]
    public void Preprovision_WithSeveralApplicationsOfThatName_AsksWhich()
    {
        run.Remember("apps", "one\ntwo\n");
        var (code, said, log) = run.Run("preprovision");
        Assert.Equal(1, code);
        Assert.Contains("azd env set OUTREACH_ENTRA_CLIENT_ID", said, StringComparison.Ordinal);
        Assert.DoesNotContain("PATCH", log, StringComparison.Ordinal);
    }

    [ShellFact]
    public void Preprovision_WithoutAnAlertAddress_SaysHowToGiveIt()
    {
        run.Environment.Remove("OUTREACH_ALERT_EMAIL");
        var (code, said, log) = run.Run("preprovision");
        Assert.Equal(1, code);
        Assert.Contains("azd env set OUTREACH_ALERT_EMAIL", said, StringComparison.Ordinal);
        Assert.Empty(log);
    }

    [ShellFact]
    public void Preprovision_SignedOut_SaysSo()
    {
        run.Remember("signed-out", "");
        var (code, said, _) = run.Run("preprovision");
        Assert.Equal(1, code);
        Assert.Contains("az login", said, StringComparison.Ordinal);
    }

    [ShellFact]
    public void Postprovision_SaysWhatIsMissing()
    {
        var (code, said, _) = run.Run("postprovision");
        Assert.True(code == 0, said);
        Assert.Contains("Missing: a sending number", said, StringComparison.Ordinal);
        run.Environment["OUTREACH_SMS_FROM"] = "+18335550100";
        run.Environment["OUTREACH_EMAIL_DOMAIN_VERIFIED"] = "true";
        run.Environment["OUTREACH_STAGE"] = "production";
        Assert.DoesNotContain("Missing", run.Run("postprovision").Said, StringComparison.Ordinal);
    }

    [ShellFact]
    public void Postprovision_LetsStaffSignInToTheBoard()
    {
        run.Environment["OUTREACH_ENTRA_CLIENT_ID"] = Client;
        var (code, said, log) = run.Run("postprovision");
        Assert.True(code == 0, said);
        Assert.Contains($"ad app update --id {Client} --web-redirect-uris https://func-outreach-x.azurewebsites.net/.auth/login/aad/callback --enable-id-token-issuance true", log, StringComparison.Ordinal);
    }

    [ShellFact]
    public void Predown_Locked_IsRefusedAndSaysWhatLocks()
    {
        run.Remember("locks", "/subscriptions/s/one\n/subscriptions/s/two\n");
        var (code, said, _) = run.Run("predown");
        Assert.Equal(1, code);
        Assert.Contains("az lock delete --ids /subscriptions/s/two", said, StringComparison.Ordinal);
    }

    [ShellFact]
    public void Predown_Unlocked_SaysWhatIsLostAndWhatStays()
    {
        var (code, said, _) = run.Run("predown");
        Assert.Equal(0, code);
        Assert.Contains("What stays: the vault kv-x", said, StringComparison.Ordinal);
    }

    [ShellFact]
    public void Postdown_RemovesTheApplication_AndAgainDoesNothing()
    {
        run.Run("preprovision");
        run.Environment["OUTREACH_ENTRA_CLIENT_ID"] = Client;
        Assert.Contains($"az ad app delete --id {Client}", run.Run("postdown").Log, StringComparison.Ordinal);
        var (code, said, log) = run.Run("postdown");
        Assert.True(code == 0, said);
        Assert.DoesNotContain("delete", log, StringComparison.Ordinal);
    }

    private static void AssertMakesNothing((int Code, string Said, string Log) again)
    {
        Assert.True(again.Code == 0, again.Said);
        Assert.DoesNotContain("create", again.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("--method POST", again.Log, StringComparison.Ordinal);
    }
}
