using NodaTime;
using Outreach.App.Simulating;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.Benchmarks.Peers;

/// <summary>One patient through one plan to its last day, in memory, every question answered well after three minutes; stepped as a host steps.</summary>
internal sealed class CadenceCourse(Context context, CarePlan plan) : IAround
{
    public static readonly LocalDate First = new(2026, 3, 2);

    private static readonly Duration AnswersAfter = Duration.FromMinutes(3);
    private static readonly Duration AtLeastEvery = Duration.FromHours(24);

    private readonly List<(int Day, string CheckIn)> opened = [];

    /// <summary>What was asked, on which day from day 0.</summary>
    public IReadOnlyList<(int Day, string CheckIn)> Opened => opened;

    public int Answered { get; private set; }

    public int Steps { get; private set; }

    public int Messages { get; private set; }

    public CadenceCourse Run()
    {
        var zone = context.Practice.Zone;
        var begins = First.At(new LocalTime(8, 0)).InZoneLeniently(zone).ToInstant();
        var patient = new FollowedInMemory(context, People.RosaId, this) { AtLeastEvery = AtLeastEvery };
        patient.Comes(begins, (id, at) => new Command.Register(People.Rosa, "front desk", []) { Id = id, At = at });
        patient.Comes(begins, (id, at) => new Command.Enroll(plan.Ref, First, "front desk") { Id = id, At = at });
        patient.RunUntil(zone.AtStartOfDay(First.PlusDays(plan.Days + 2)).ToInstant());
        Steps = patient.Steps;
        return this;
    }

    public void Sent(FollowedInMemory patient, OutboxEntry entry, Instant now)
    {
        Messages++;
        if (entry is not { Recipient: "patient", To.Channel: Channel.Sms } || patient.State.CheckIn is not { OpenItem: { } item }) return;
        var question = context.Plans.Find(item.Plan)!.CheckIn(item.CheckIn)!.Question(item.Question)!;
        var text = question.Kind == Ask.BloodPressure ? $"{118 + (Messages % 11)}/{71 + (Messages % 7)}" : "no";
        patient.Comes(now + AnswersAfter, (id, at) => new Command.Reply(entry.To, text) { Id = id, At = at });
    }

    public void Happened(FollowedInMemory patient, Event happened, Instant now)
    {
        switch (happened)
        {
            case Event.CheckInOpened e:
                opened.AddRange(e.CheckIn.Sources.Select(s => (Period.DaysBetween(First, s.Planned), s.CheckIn)));
                break;
            case Event.CheckInClosed { End: CheckInEnd.Answered }:
                Answered++;
                break;
        }
    }
}
