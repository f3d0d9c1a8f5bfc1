using System.Collections.Concurrent;
using System.Text;
using NodaTime;
using Outreach.Local.Commands.Import;
using Outreach.Testing;
using Outcome = Outreach.Local.Commands.Import.Applied;

namespace Outreach.Local.Tests.Commands;

public sealed class ImportJobTests
{
    private const string Header = "external_id,preferred_name,family_name,birth_date,provider_email,mobile,plans,anchor_date";
    private const string Maria = "A-1,María,Ruiz,1958-04-12,lee@riverside.example,+12125550150,post-discharge,2026-03-01";
    private const string Bad = "A-2,\"Jo\nAnn\",Low,1960-01-01,lee@riverside.example,555,,";
    private const string Al = "A-3,Al,Low,1960-01-01,lee@riverside.example,,,";

    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };
    private readonly RememberingTarget target = new();

    [Fact]
    public async Task RunAsync_GoodFile_IsImportedAndCounted()
    {
        Assert.Equal(0, await RunAsync(null, Maria, Al));
        Assert.Equal("2 created, 0 updated, 0 unchanged, 1 enrolled\n", output.ToString());
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task RunAsync_SameFileTwice_ChangesNothing()
    {
        await RunAsync(null, Maria, Al);
        output.GetStringBuilder().Clear();

        Assert.Equal(0, await RunAsync(null, Maria, Al));
        Assert.Equal("0 created, 0 updated, 2 unchanged, 0 enrolled\n", output.ToString());
    }

    [Fact]
    public async Task RunAsync_OneBadRow_ImportsNothing()
    {
        Assert.Equal(1, await RunAsync(null, Maria, Bad, Al));

        Assert.Empty(target.Applied);
        Assert.Empty(output.ToString());
        Assert.Equal(
            "patients.csv:3: mobile: \"555\" is not a phone number; write it with area code, e.g. +1 212 555 0100\n"
            + "patients.csv: nothing was imported, because 1 row of 3 cannot be; mend them, or import the rest with --skip-bad\n",
            error.ToString());
    }

    [Fact]
    public async Task RunAsync_SkipBad_ImportsTheRestAndWritesTheRejectsAsTheyWere()
    {
        var rejects = new StringWriter { NewLine = "\n" };

        Assert.Equal(1, await RunAsync(rejects, Maria, Bad, Al));
        Assert.Equal(["A-1", "A-3"], target.Applied.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("2 created, 0 updated, 0 unchanged, 1 enrolled, 1 not imported\n", output.ToString());
        Assert.Equal($"{Header}\n{Bad}\n", rejects.ToString());
    }

    [Fact]
    public async Task RunAsync_RowTheStoreWouldRefuse_ImportsNothing()
    {
        target.Refuses["A-3"] = "there is no approval of this plan";

        Assert.Equal(1, await RunAsync(null, Maria, Al));
        Assert.Empty(target.Applied);
        Assert.StartsWith("patients.csv:3: there is no approval of this plan\n", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RefusedOnlyWhenApplied_IsSaidAndCounted()
    {
        target.RefusesLate["A-1"] = "somebody else was quicker";
        var rejects = new StringWriter { NewLine = "\n" };

        Assert.Equal(1, await RunAsync(rejects, Maria, Al));
        Assert.Equal("patients.csv:2: somebody else was quicker\n", error.ToString());
        Assert.Equal("1 created, 0 updated, 0 unchanged, 0 enrolled, 1 not imported\n", output.ToString());
        Assert.Equal($"{Header}\n{Maria}\n", rejects.ToString());
    }

    [Fact]
    public async Task RunAsync_FileThatIsNoList_SkipsNothing()
    {
        var rejects = new StringWriter();

        Assert.Equal(1, await new ImportJob(target, TimeProvider.System, output, error).RunAsync(Read("name\nMaria\n"), "patients.csv", rejects, CancellationToken.None));
        Assert.Empty(rejects.ToString());
        Assert.EndsWith("patients.csv: nothing was imported\n", error.ToString(), StringComparison.Ordinal);
    }

    private static PatientFile Read(string csv) =>
        PatientCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), Shipped.Practice, ["post-discharge"], new LocalDate(2026, 3, 2));

    private Task<int> RunAsync(TextWriter? rejects, params string[] rows) =>
        new ImportJob(target, TimeProvider.System, output, error).RunAsync(Read($"{Header}\n{string.Join('\n', rows)}\n"), "patients.csv", rejects, CancellationToken.None);

    private sealed class RememberingTarget : IImportTarget
    {
        public ConcurrentDictionary<string, ImportRow> Applied { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Refuses { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> RefusesLate { get; } = new(StringComparer.Ordinal);

        public ValueTask<string?> CheckAsync(ImportRow row, CancellationToken cancel) => ValueTask.FromResult(Refuses.GetValueOrDefault(row.Patient.ExternalId));

        public ValueTask<ApplyOutcome> ApplyAsync(ImportRow row, CancellationToken cancel)
        {
            if (RefusesLate.TryGetValue(row.Patient.ExternalId, out var why)) return ValueTask.FromResult(new ApplyOutcome(Outcome.Refused, 0, why));
            return ValueTask.FromResult(Applied.TryAdd(row.Patient.ExternalId, row)
                ? new ApplyOutcome(Outcome.Created, row.Enrollments.Length, null)
                : new ApplyOutcome(Outcome.Unchanged, 0, null));
        }
    }
}
