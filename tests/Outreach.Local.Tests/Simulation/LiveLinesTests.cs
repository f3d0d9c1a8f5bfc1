using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Local.Simulation;
using Outreach.Local.Simulation.Personas;

namespace Outreach.Local.Tests.Simulation;

public sealed class LiveLinesTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 3, 2, 14, 1);
    private static readonly Patient Patient = DemoPatients.All[0].Patient;

    [Fact]
    public void On_InTheDemo_SaysNameAndWords() => Assert.Equal(
        "Mon 09:01  concern     Grace       urgent: New rash: “everywhere”", Line(firstNames: true, withWords: true));

    [Fact]
    public void On_WithRealPatients_SaysInitialsAndNothingElse() => Assert.Equal("Mon 09:01  concern     G. K.", Line(firstNames: false, withWords: false));

    [Fact]
    public void Format_LongText_StaysOnOneLine()
    {
        var line = LiveLines.Format(At, SimulatedPractice.Zone, "reply", "Grace", new string('a', 200) + "\nb");
        Assert.Equal(107, line.Length);
        Assert.EndsWith("…", line, StringComparison.Ordinal);
    }

    private static string Line(bool firstNames, bool withWords)
    {
        var terminal = new StringWriter();
        var names = new PatientNames(firstNames);
        names.Note(Patient.Id, new Event.PatientRegistered(Patient, "test", []) { At = At });
        var lines = new EventLines(new LiveLines(terminal, () => SimulatedPractice.Zone), names, withWords);
        var concern = new Concern(Guid.NewGuid(), "reply/rash", Urgency.Urgent, Topic.SideEffect, "New rash: “everywhere”", null, "everywhere", At);
        lines.On(Patient.Id, new Event.EscalationOpened(new Escalation
        {
            Id = Guid.NewGuid(), Urgency = Urgency.Urgent, Status = EscalationStatus.Open, OpenedAt = At, Concerns = [concern], Ladder = [],
        }) { At = At });
        return terminal.ToString().TrimEnd();
    }
}
