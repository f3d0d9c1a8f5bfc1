using System.Text.Json.Nodes;
using Outreach.App.Practices;
using Outreach.Local.Commands;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>The commands with --server, against a real server on a port.</summary>
public sealed class ServerCommandTests : IDisposable
{
    private const string Csv = """
        external_id,preferred_name,family_name,birth_date,sex,language,mobile,provider_email,consent_sms,consent_source,consent_date,plans,anchor_date
        R-1,Rosa,Marsh,1951-06-02,female,en,+1 212 555 0150,lee@riverside.example,yes,front desk form,2026-02-20,post-visit,2026-03-01
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("outreach-server-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Backup_RestoredIntoAnEmptyServer_IsTheSamePractice()
    {
        await using var first = await RunningApp.StartAsync("2026-03-02T13:00:00Z");
        await using var second = await RunningApp.StartAsync("2026-03-02T13:00:00Z");
        var rosa = await FollowedAsync(first);
        var file = Path.Combine(folder.FullName, "all.ndjson");

        Assert.Equal((0, ""), await RunAsync("backup", file, "--server", Address(first)));
        // The contact key belongs to the data folder: another one would not find the opt-outs.
        var (code, error) = await RunAsync("restore", file, "--server", Address(second));

        Assert.Equal(2, code);
        Assert.Contains("contact key", error, StringComparison.Ordinal);
        await using var third = await RunningApp.StartAsync("2026-03-02T13:00:00Z", first);
        Assert.Equal((0, ""), await RunAsync("restore", file, "--server", Address(third)));
        Assert.Equal(await TimelineAsync(first, rosa), await TimelineAsync(third, rosa));
        Assert.Equal((await first.Practice.GetAsync("/api/patients")).ToJsonString(), (await third.Practice.GetAsync("/api/patients")).ToJsonString());
        Assert.Equal((await first.Practice.EscalationsAsync("all")).ToJsonString(), (await third.Practice.EscalationsAsync("all")).ToJsonString());
        // Again, it is refused; told to, it changes nothing.
        Assert.Equal(2, (await RunAsync("restore", file, "--server", Address(third))).Code);
        Assert.Equal(0, (await RunAsync("restore", file, "--server", Address(third), "--even-if-not-empty")).Code);
        Assert.Equal(await TimelineAsync(first, rosa), await TimelineAsync(third, rosa));
        // It goes on there: the patient's text finds the patient.
        await third.Practice.TextAsync("+12125550150", "chest pain", "after-restore");
        Assert.Contains("after-restore", await third.Practice.RepliesAsync(rosa));
    }

    /// <summary>As when leaving Azure: the deployment's contact key is longer than the one a data folder makes for itself.</summary>
    [Fact]
    public async Task Backup_OfOneStore_RestoredIntoAnother_UnderADeploymentsKey()
    {
        var (csv, file) = (Path.Combine(folder.FullName, "patients.csv"), Path.Combine(folder.FullName, "all.ndjson"));
        await File.WriteAllTextAsync(csv, Csv);
        string[] stores = [folder.CreateSubdirectory("one").FullName, folder.CreateSubdirectory("two").FullName];
        foreach (var store in stores) await File.WriteAllBytesAsync(Path.Combine(store, "contact.key"), [.. Enumerable.Range(0, 144).Select(n => (byte)n)]);

        Assert.Equal(0, (await RunAsync("import", csv, "--data", stores[0])).Code);
        Assert.Equal((0, ""), await RunAsync("backup", file, "--data", stores[0]));
        Assert.Equal((0, ""), await RunAsync("restore", file, "--data", stores[1]));
        var (before, after) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, await OutreachCommand.RunAsync(["timeline", "R-1", "--data", stores[0]], before, TextWriter.Null));
        Assert.Equal(0, await OutreachCommand.RunAsync(["timeline", "R-1", "--data", stores[1]], after, TextWriter.Null));

        Assert.NotEmpty(before.ToString());
        Assert.Equal(before.ToString(), after.ToString());
        Assert.Equal(0, (await RunAsync("erase", "R-1", "--yes", "--data", stores[1])).Code);
        Assert.Equal(2, (await RunAsync("timeline", "R-1", "--data", stores[1])).Code);
    }

    [Fact]
    public async Task Erase_LeavesTheOptOutAndSaysSo()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T13:00:00Z");
        var rosa = await FollowedAsync(app);
        await app.Practice.TextAsync("+12125550150", "STOP", "stop");

        Assert.Equal(1, (await RunAsync("erase", "R-1", "--server", Address(app))).Code);
        Assert.NotEmpty(await app.Practice.TimelineAsync(rosa));
        var output = new StringWriter();
        Assert.Equal(0, await OutreachCommand.RunAsync(["erase", "R-1", "--yes", "--server", Address(app)], output, TextWriter.Null));

        Assert.Contains("Kept: the opt-out of one contact point", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(404, (int)(await app.Http.GetAsync($"/api/patients/{rosa}")).StatusCode);
        Assert.Empty(await app.Practice.EscalationsAsync("all"));
        // Registered anew, the number is still opted out (R4).
        await ImportAsync(app);
        var again = (await app.Practice.GetAsync("/api/patients"))["items"]!.AsArray().Single()!;
        Assert.NotEqual(rosa, (string?)again["id"]);
        var contacts = (await app.Practice.GetAsync($"/api/patients/{again["id"]}"))["contacts"]!.AsArray();
        Assert.NotNull(contacts.Single(c => (string?)c!["channel"] == "sms")!["optedOutAt"]);
    }

    [Fact]
    public async Task Import_TwiceAndExportAndTimeline_WorkThroughTheServer()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T13:00:00Z");
        var file = Path.Combine(folder.FullName, "patients.csv");
        await File.WriteAllTextAsync(file, Csv);
        var (first, second, timeline, export) = (new StringWriter(), new StringWriter(), new StringWriter(), new StringWriter());

        Assert.Equal(0, await OutreachCommand.RunAsync(["import", file, "--server", Address(app)], first, TextWriter.Null));
        Assert.Equal(0, await OutreachCommand.RunAsync(["import", file, "--server", Address(app)], second, TextWriter.Null));
        await app.Practice.TextAsync("+12125550150", "Can somebody call me please?", "call-me");
        Assert.Equal(0, await OutreachCommand.RunAsync(["timeline", "R-1", "--server", Address(app)], timeline, TextWriter.Null));
        Assert.Equal(0, await OutreachCommand.RunAsync(["export", "--server", Address(app)], export, TextWriter.Null));

        Assert.StartsWith("1 created, 0 updated, 0 unchanged, 1 enrolled", first.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("0 created, 1 updated, 0 unchanged, 0 enrolled", second.ToString(), StringComparison.Ordinal);
        Assert.Contains("Can somebody call me please?", timeline.ToString(), StringComparison.Ordinal);
        Assert.Contains("R-1,2026-03-02T13:00:00Z,reply", export.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_BadRow_ImportsNothing()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T13:00:00Z");
        var file = Path.Combine(folder.FullName, "patients.csv");
        await File.WriteAllTextAsync(file, Csv.Replace("1951-06-02", "2015-06-02") + "\nR-2,Ann,Marsh,1951-06-02,female,en,+1 212 555 0151,lee@riverside.example,yes,front desk form,2026-02-20,post-visit,2026-03-01\n");

        var (code, _) = await RunAsync("import", file, "--server", Address(app));

        Assert.Equal(1, code);
        Assert.Empty((await app.Practice.GetAsync("/api/patients"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Practice_PutWrongThenRightThenBack()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T13:00:00Z");
        var plans = folder.CreateSubdirectory("plans");
        foreach (var file in Directory.GetFiles(PracticeFolder.Shipped, "*.yaml")) File.Copy(file, Path.Combine(plans.FullName, Path.GetFileName(file)));
        var practice = Path.Combine(plans.FullName, "practice.yaml");
        var text = await File.ReadAllTextAsync(practice);

        await File.WriteAllTextAsync(practice, text.Replace("time_zone: America/New_York", "time_zone: America/Nowhere"));
        var (wrong, error) = await RunAsync("practice", "put", plans.FullName, "--server", Address(app));
        await File.WriteAllTextAsync(practice, text.Replace("Riverside Family Practice", "Lakeside Family Practice"));
        var (right, _) = await RunAsync("practice", "put", plans.FullName, "--note", "we moved", "--by", "ortiz", "--server", Address(app));
        var moved = await app.Practice.GetAsync("/api/practice");
        var versions = new StringWriter();
        Assert.Equal(0, await OutreachCommand.RunAsync(["practice", "versions", "--server", Address(app)], versions, TextWriter.Null));
        var (back, _) = await RunAsync("practice", "back", "1", "--server", Address(app));
        var got = folder.CreateSubdirectory("got");
        Assert.Equal(0, (await RunAsync("practice", "get", got.FullName, "--server", Address(app))).Code);

        Assert.Equal((1, 0, 0), (wrong, right, back));
        Assert.Matches(@"practice\.yaml:\d+:\d+", error);
        Assert.Equal((2, "ortiz", "we moved", true), ((int)moved["version"]!, (string)moved["by"]!, (string)moved["note"]!, (bool)moved["inForce"]!));
        Assert.Contains("Lakeside", (string)moved["files"]!["practice.yaml"]!, StringComparison.Ordinal);
        Assert.Contains("ortiz  in force  we moved", versions.ToString(), StringComparison.Ordinal);
        Assert.Contains("Riverside", await File.ReadAllTextAsync(Path.Combine(got.FullName, "practice.yaml")), StringComparison.Ordinal);
        Assert.Equal(3, (int)(await app.Practice.GetAsync("/api/practice"))["version"]!);
    }

    [Fact]
    public async Task Setup_OfTheDemo_NamesWhatIsMissingAndHowLongItTakes()
    {
        await using var app = await RunningApp.StartAsync();
        var output = new StringWriter();

        var code = await OutreachCommand.RunAsync(["setup", "--server", Address(app)], output, TextWriter.Null);

        Assert.Equal(1, code);
        Assert.Contains("MISSING  Care plans approved by a clinician of yours", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Takes an hour a plan.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("done     A sending number: Simulated", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://followup.example.org")]
    [InlineData("followup.example.org")]
    public async Task Server_ThatIsNotHttps_IsNotSpokenTo(string address)
    {
        var (code, error) = await RunAsync("setup", "--server", address);

        Assert.Equal(2, code);
        Assert.Contains("https", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_SaysHowItIs_AndAliveSaysNothing()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T13:00:00Z");
        await FollowedAsync(app);
        await app.Practice.AdvanceAsync("PT10M");

        var health = await app.Practice.GetAsync("/api/health");
        using var alive = await app.Http.GetAsync("/health");

        Assert.Equal("ok\n", await alive.Content.ReadAsStringAsync());
        Assert.Equal(("well", "up", 0), ((string)health["status"]!, (string)health["storage"]!["status"]!, (int)health["backlog"]!["overdue"]!));
        Assert.Equal("up", (string)health["carrier"]!["sms"]!["status"]!);
        Assert.NotNull(health["auditor"]!["lastRun"]);
        Assert.Equal(1, (int)health["practice"]!["version"]!);
        Assert.DoesNotContain("Rosa", health.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_CarrierDown_IsNamed()
    {
        await using var app = await RunningApp.StartAsync("2026-03-02T13:00:00Z");
        await app.Practice.FaultsAsync("sms", 500, 503);
        await ImportAsync(app);
        await app.Practice.AdvanceAsync("PT3H");

        var health = await app.Practice.GetAsync("/api/health");

        Assert.Equal("needs a look", (string)health["status"]!);
        Assert.Equal("down", (string)health["carrier"]!["sms"]!["status"]!);
        Assert.Contains(health["wrong"]!.AsArray(), w => ((string)w!).StartsWith("SMS has failed", StringComparison.Ordinal));
    }

    /// <summary>Enrolled, asked, and with a concern open.</summary>
    private async Task<string> FollowedAsync(RunningApp app)
    {
        await ImportAsync(app);
        await app.Practice.AdvanceAsync("P1D");
        await app.Practice.TextAsync("+12125550150", "Can somebody call me please?", "call-me");
        return (string)(await app.Practice.GetAsync("/api/patients"))["items"]!.AsArray().Single()!["id"]!;
    }

    private async Task ImportAsync(RunningApp app)
    {
        var file = Path.Combine(folder.FullName, "patients.csv");
        await File.WriteAllTextAsync(file, Csv);
        Assert.Equal(0, (await RunAsync("import", file, "--server", Address(app))).Code);
    }

    private static async Task<string> TimelineAsync(RunningApp app, string patient) => new JsonArray([.. (await app.Practice.TimelineAsync(patient)).Select(e => e.DeepClone())]).ToJsonString();

    private static string Address(RunningApp app) => app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    private static async Task<(int Code, string Error)> RunAsync(params string[] args)
    {
        var error = new StringWriter();
        var code = await OutreachCommand.RunAsync(args, TextWriter.Null, error);
        return (code, error.ToString());
    }
}
