using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Simulating;
using Outreach.Core.CarePlans;
using Outreach.Testing;

namespace Outreach.App.Tests.Simulating;

public sealed class ReplyScriptTests
{
    private static readonly CarePlan Plan = Shipped.Context.Plans.Latest("home-blood-pressure")!;

    [Fact]
    public void Lines_AnswerTheirCheckIn_TheirQuestion_AndTheirDayFirst()
    {
        var said = Preview("""
            # mornings are fine
            morning: 121/76
            evening: -
            weekly: 124/78 | yes
            weekly.dizzy: no
            day 2: 126/79 | 127/80
            """);

        // Day 6 is a Sunday, on which the practice writes to nobody.
        Assert.Equal(["121/76", "126/79", "127/80", "121/76", "121/76", "121/76", "121/76"], said.Take(7));
        Assert.Equal(["124/78", "no"], said.Skip(7).Take(2));
        Assert.DoesNotContain("yes", said);
    }

    [Fact]
    public void Text_AtATimeOfItsOwn_IsSentWhetherAskedOrNot()
    {
        var script = Read("day 9 14:30: I have chest pain and my arm is numb").Script!;
        var said = SimulationRun.Conversation(Ask(script), 0);
        var text = Assert.Single(said, s => s.Who == "Patient");

        Assert.Equal(new LocalDateTime(2026, 3, 11, 14, 30), text.At.InZone(Shipped.Practice.Zone).LocalDateTime);
        Assert.Contains(said, s => s.Who == "Concern" && s.At == text.At);
    }

    /// <summary>What no line names is not answered, and is raised as silence is.</summary>
    [Fact]
    public void Nothing_IsSilence() => Assert.Empty(Preview("# nobody"));

    [Theory]
    [InlineData("moring: 120/80", "no check-in \"moring\"", "write morning")]
    [InlineData("weekly.dizy: no", "no question \"dizy\"", "write dizzy")]
    [InlineData("morning 120/80", "says not when", "write when and what")]
    [InlineData("morning: ", "says not when", "write when and what")]
    [InlineData("day three: 120/80", "is no day", "write day and its number")]
    [InlineData("day 90: 120/80", "past the preview", "write day 0 to 69")]
    [InlineData("day 3 25:99: hello", "no time of day", "as 14:30")]
    [InlineData("day 3: 1\nday 3: 2", "there twice", "parted by |")]
    public void BadLine_IsNamedWithWhatToWrite(string text, string what, string instead)
    {
        var (script, errors) = Read("\n" + text);
        var error = Assert.Single(errors);

        Assert.Null(script);
        Assert.Equal(text.Contains('\n', StringComparison.Ordinal) ? 3 : 2, error.Line);
        Assert.Contains(what, error.What, StringComparison.Ordinal);
        Assert.Contains(instead, error.Instead, StringComparison.Ordinal);
    }

    private static List<string> Preview(string text) => [.. SimulationRun.Conversation(Ask(Read(text).Script!), 0).Where(s => s.Who == "Patient").Select(s => s.Text)];

    private static (ReplyScript? Script, ImmutableArray<Core.Documents.Diagnostic> Errors) Read(string text) => ReplyScript.Read(text, "script.txt", Plan, 70);

    private static SimulationAsk Ask(ReplyScript script)
    {
        var first = new LocalDate(2026, 3, 2);
        return new SimulationAsk(Shipped.Context, [Plan], 1, 70, 1, first, 1, Behaviour.Ideal) { Own = [new CohortPatient(0, Cohort.Patient(Shipped.Context, 0, 1, first, 1).Patient, first)], Script = script };
    }
}
