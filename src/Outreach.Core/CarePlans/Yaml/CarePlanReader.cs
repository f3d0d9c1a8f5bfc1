using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Documents;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>Reads a care plan as a compiler reads a program: all that is wrong at once, each with its place and what to write instead.</summary>
public static class CarePlanReader
{
    /// <param name="practiceCaps">The caps of the practice that will run it; the usual ones where it is not known.</param>
    public static PlanReadResult Read(string yaml, string fileName, PlanCaps? practiceCaps = null)
    {
        var findings = new Findings(fileName);
        var root = YamlDocument.Read(yaml, findings, "a care plan: id, version, title …");
        var plan = Fields.Of(root, PlanShapes.Plan, findings) is { } fields ? Plan(fields, findings, practiceCaps ?? PlanLoad.Usual) : null;
        return new PlanReadResult(findings.HasErrors ? null : plan, findings.All);
    }

    private static CarePlan Plan(Fields fields, Findings findings, PlanCaps practiceCaps)
    {
        var thresholds = new ThresholdTable(fields.Get("thresholds"), findings);
        var days = findings.Whole(fields.Get("days"), 1, CadenceReader.LongestPlan, "30");
        var reading = new PlanReading(findings, thresholds, days);
        var checkIns = new CheckInReader(reading).Read(fields);
        var ids = checkIns.Select(c => c.Plan.Id).Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal);
        var concernReader = new ConcernReader(reading, ids);
        var concerns = concernReader.Read(fields);
        var caps = Caps(fields, findings);
        var plan = new CarePlan
        {
            Ref = new PlanRef(findings.Id(fields.Get("id"), "post-visit") ?? "", findings.Whole(fields.Get("version"), 1, 100_000, "1") ?? 0),
            Title = reading.Texts.Plain(fields.Get("title")) ?? Words.None,
            Programme = reading.Texts.Plain(fields.Get("programme")) ?? Words.None,
            Frequency = reading.Texts.Plain(fields.Get("frequency")) ?? Words.None,
            Approval = Approval(fields, findings),
            Anchor = reading.Texts.Plain(fields.Get("anchor")) ?? Words.None,
            Days = days ?? 0,
            RestDays = RestDays(fields, findings),
            Sensitive = findings.YesOrNo(fields.Get("sensitive")) ?? false,
            Caps = caps,
            CheckIns = [.. checkIns.Select(c => c.Plan)],
            Concerns = [.. concerns.Select(c => c.Rule)],
            Fit = new FitReader(reading, ids).Read(fields),
            Pace = new PaceReader(reading, ids).Read(fields),
            Silence = Silence(fields, findings) ?? new SilenceRule { RemindAfter = default, OtherChannelAfter = default, RaiseAfterMissed = 1, Urgency = Urgency.Routine },
            Thresholds = thresholds.All,
        };
        var reach = new ConcernReach(findings, checkIns, concerns, concernReader.Rechecked);
        reach.Check();
        if (!findings.HasErrors)
        {
            thresholds.FindUnused();
            var never = new NeverTrue(reading, plan);
            never.Check();
            if (!findings.HasErrors) new Sense(reading, plan).Check();
            foreach (var concern in findings.HasErrors ? [] : plan.Concerns) never.Check(concern, reach.AskingFor(concern));
        }

        PlanLoad.Check(findings, checkIns, caps ?? practiceCaps, fields.PlaceOf(caps is null ? "check_ins" : "caps"));
        ReminderBeforeExpiry(findings, plan, fields);
        reading.Texts.NameNothingPersonal(reading.ProfileTerms);
        return plan;
    }

    private static Approval? Approval(Fields plan, Findings findings)
    {
        if (!plan.Has("approved"))
        {
            findings.Warning(plan.Node, "nobody has approved this plan, so it runs only in simulation and demo", "add approved: { by: …, date: 2026-02-16 }");
            return null;
        }
        if (Fields.Of(plan.Get("approved"), PlanShapes.Approval, findings) is not { } fields) return null;
        var by = findings.Text(fields.Get("by"), "Dr. A. Lee");
        var on = findings.Date(fields.Get("date"));
        return by is null || on is null ? null : new Approval(by, on.Value);
    }

    private static PlanCaps? Caps(Fields plan, Findings findings)
    {
        if (Fields.Of(plan.Get("caps"), PlanShapes.Caps, findings) is not { } fields) return null;
        var aDay = findings.Whole(fields.Get("a_day"), 1, 24, "2");
        var aWeek = findings.Whole(fields.Get("a_week"), 1, 168, "14");
        if (aWeek < aDay) findings.Error(fields.PlaceOf("a_week"), $"{aWeek} a week is less than {aDay} a day", "write the larger number for the week");
        return aDay is null || aWeek is null || aWeek < aDay ? null : new PlanCaps(aDay.Value, aWeek.Value);
    }

    private static ImmutableArray<IsoDayOfWeek> RestDays(Fields plan, Findings findings)
    {
        var days = plan.OneOrMore("rest_days").Select(n => findings.Weekday(n)).OfType<IsoDayOfWeek>().Distinct().Order().ToImmutableArray();
        if (days.Length == 7) findings.Error(plan.PlaceOf("rest_days"), "every day is a rest day, so nothing is ever asked", "leave at least one day out");
        return days.Length == 7 ? [] : days;
    }

    private static SilenceRule? Silence(Fields plan, Findings findings)
    {
        if (Fields.Of(plan.Get("silence"), PlanShapes.Silence, findings) is not { } fields) return null;
        var remind = findings.Span(fields.Get("remind_after"), "24h");
        var other = findings.Span(fields.Get("other_channel_after"), "48h");
        var missed = findings.Whole(fields.Get("raise_after_missed"), 1, 100, "1");
        var urgency = findings.OneOf(fields.Get("urgency"), "an urgency", PlanNames.Urgencies);
        if (other <= remind)
            findings.Error(fields.PlaceOf("other_channel_after"), "the other channel is tried before the reminder", "write a longer time than remind_after");
        if (urgency is Urgency.Emergency)
            findings.Error(fields.PlaceOf("urgency"), "silence alone is no emergency", "write urgent or routine");
        if (remind is null || other is null || missed is null || urgency is null) return null;
        return new SilenceRule { RemindAfter = remind.Value, OtherChannelAfter = other.Value, RaiseAfterMissed = missed.Value, Urgency = urgency.Value };
    }

    private static void ReminderBeforeExpiry(Findings findings, CarePlan plan, Fields fields)
    {
        var shortest = plan.CheckIns.Where(c => !c.Cadence.IsEmpty && c.Expires > Duration.Zero).Select(c => c.Expires).DefaultIfEmpty(Duration.MaxValue).Min();
        if (plan.Silence.RemindAfter >= shortest)
            findings.Warning(fields.PlaceOf("silence"), "a check-in expires before its reminder is due", "remind sooner, or let it expire later");
    }
}
