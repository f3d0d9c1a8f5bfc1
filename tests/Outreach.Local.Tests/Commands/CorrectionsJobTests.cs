using System.Text.Json;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Local.Commands;
using Outreach.Local.Commands.Export;
using Outreach.Testing;
using Outreach.Testing.Ledgers;

namespace Outreach.Local.Tests.Commands;

public sealed class CorrectionsJobTests
{
    [Fact]
    public async Task RunAsync_ACorrectedText_IsALabelledLineThatCanBeScored()
    {
        var lines = await LinesAsync();

        var line = JsonDocument.Parse(Assert.Single(lines)).RootElement;
        Assert.Equal(("corrected-0001", "es", "zorp the flim"), (line.GetProperty("id").GetString(), line.GetProperty("lang").GetString(), line.GetProperty("text").GetString()));
        Assert.Equal("blood-pressure", line.GetProperty("ask").GetString());
        Assert.Equal(["concern", "call-me"], line.GetProperty("intents").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal(["urgent"], line.GetProperty("urgency").EnumerateArray().Select(u => u.GetString()));
        Assert.Equal(0, TriageJob.Score(new StringReader(lines[0]), new StringWriter(), new StringWriter()));
    }

    [Fact]
    public async Task RunAsync_SaysNothingOfWhoItWas()
    {
        var text = string.Join('\n', await LinesAsync());

        Assert.DoesNotContain("MRN", text, StringComparison.Ordinal);
        Assert.DoesNotContain(LedgerSamples.Id(1).ToString(), text, StringComparison.Ordinal);
    }

    private static async Task<string[]> LinesAsync()
    {
        var ledgers = new InMemoryLedger();
        var at = LedgerSamples.Start;
        Event[] events =
        [
            new Event.PatientRegistered(LedgerSamples.Patient(1), "import", []) { At = at },
            new Event.ReplyRecorded("m1", LedgerSamples.Phone, "zorp the flim", new Meaning(Intents.Unclear, Urgency.Routine, null, null, Language.English, []), at) { At = at, Asked = Ask.BloodPressure },
            new Event.ReplyRecorded("m2", LedgerSamples.Phone, "thanks", new Meaning(Intents.Thanks, Urgency.None, null, null, Language.English, []), at) { At = at },
            new Event.ReadingCorrected("m1", Intents.Thanks, Urgency.None, "lee") { At = at + Duration.FromMinutes(1) },
            new Event.ReadingCorrected("m1", Intents.Concern | Intents.CallMe, Urgency.Urgent, "lee") { At = at + Duration.FromMinutes(2) },
        ];
        await ledgers.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(LedgerSamples.State(1)) with { Events = [.. events] }, CancellationToken.None);
        var output = new StringWriter();
        await new CorrectionsJob(ledgers).RunAsync(output, CancellationToken.None);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
