using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.Core.CarePlans;

/// <summary>A plan as it holds for one patient, in plain words with every because (R15).</summary>
public sealed class PersonalPlan
{
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("ddd uuuu-MM-dd");
    private readonly CarePlan plan;
    private readonly Patient patient;
    private readonly Practice practice;
    private readonly Enrollment? enrollment;
    private readonly LocalDate today;
    private readonly Fitted fitted;

    /// <param name="enrollment">Null for a patient who is not on it: then as if day 0 were today.</param>
    public PersonalPlan(CarePlan plan, Patient patient, Practice practice, Enrollment? enrollment, LocalDate today)
    {
        (this.plan, this.patient, this.practice, this.enrollment, this.today) = (plan, patient, practice, enrollment, today);
        fitted = Fitting.Fit(plan, patient, practice, today);
    }

    private LocalDate Anchor => enrollment?.Anchor ?? today;

    private ImmutableSortedDictionary<string, decimal> Thresholds => enrollment?.Thresholds ?? fitted.Thresholds;

    private ImmutableArray<string> LeftOut => enrollment?.LeftOut ?? fitted.LeftOut;

    /// <summary>All of it; what falls within so many days is listed day by day.</summary>
    public IEnumerable<string> Explain(int days)
    {
        yield return $"{plan.Title.En} ({plan.Ref}){(plan.Approval is { } a ? $", approved by {a.By} on {LocalDatePattern.Iso.Format(a.On)}" : ", not approved: simulation and demo only")}";
        yield return enrollment is { } e
            ? $"Day 0 ({plan.Anchor.En}) is {LocalDatePattern.Iso.Format(e.Anchor)}; enrolled by {e.By}, pinned to this version"
            : $"Not enrolled; shown as if day 0 ({plan.Anchor.En}) were {LocalDatePattern.Iso.Format(today)}";
        yield return "";
        yield return "Made to fit this patient";
        foreach (var line in Or(enrollment?.Because ?? fitted.Because, "nothing: the plan as it stands")) yield return $"  {line}";
        foreach (var pace in enrollment?.Pace ?? []) yield return $"  {pace.CheckIn} is asked every {pace.Every} times only: {pace.Because}";
        foreach (var look in enrollment?.Closer ?? []) yield return $"  {look.CheckIn} is asked every {look.EveryDays} days until {LocalDatePattern.Iso.Format(look.Until)}: {look.Because}";
        foreach (var line in Liked()) yield return $"  {line}";
        yield return "";
        yield return "Numbers that hold";
        foreach (var line in Or(Numbers(), "none")) yield return $"  {line}";
        yield return "";
        yield return "What is asked, when and why";
        foreach (var line in Asked()) yield return $"  {line}";
        yield return "";
        yield return "What brings a person in";
        foreach (var line in Concerns()) yield return $"  {line}";
        yield return $"  {plan.Silence.Urgency.ToString().ToLowerInvariant()}: silence: reminded after {Span(plan.Silence.RemindAfter)}, the other way after {Span(plan.Silence.OtherChannelAfter)}, raised after {plan.Silence.RaiseAfterMissed} missed";
        var due = Prevention.Due(practice.Prevention, patient, today);
        yield return "";
        yield return "Screening and immunisation due (for staff; the reason is never texted)";
        foreach (var line in Or(due.Select(d => $"{d.Name.En}: {d.Because} ({d.Source}); {(d.LastDone is { } on ? $"last done {LocalDatePattern.Iso.Format(on)}" : "no date on record")}"), "nothing")) yield return $"  {line}";
        yield return "";
        yield return $"The next {days} days";
        foreach (var line in Or(Calendar(days), "nothing falls in them")) yield return $"  {line}";
    }

    /// <summary>What would be different for this patient under another version: lines that go with "-", lines that come with "+".</summary>
    public IEnumerable<string> ChangesTo(CarePlan other)
    {
        var then = new PersonalPlan(other, patient, practice, null, today);
        var (old, @new) = (Rules().ToList(), then.Rules().ToList());
        return [.. old.Except(@new, StringComparer.Ordinal).Select(l => $"- {l}"), .. @new.Except(old, StringComparer.Ordinal).Select(l => $"+ {l}")];
    }

    private IEnumerable<string> Rules() => [.. Numbers(), .. Asked(), .. Concerns()];

    /// <summary>What the patient prefers, and what of it this plan can follow.</summary>
    private IEnumerable<string> Liked()
    {
        if (patient.Tone == Tone.Brief) yield return plan.Said.Any(w => w.Brief is not null) ? "brief texts: the patient prefers so" : "the patient prefers brief texts, and this plan has none";
        if (patient.Pace == Pace.Less) yield return $"asked less often: the patient prefers so{(plan.CheckIns.All(c => c.KeepsPace || c.Cadence.All(s => s is CadenceSpan.OnDays)) ? ", and this plan keeps its pace" : "")}";
        if (Wording.Goal(patient) is { } goal && plan.Said.Any(w => w.WithGoal is not null)) yield return $"texts speak of the patient's own goal: {goal}";
        var slots = plan.Said.SelectMany(w => Wording.SlotsOf(w.En)).ToHashSet(StringComparer.Ordinal);
        foreach (var (slot, word) in patient.Profile.OwnWords.Where(w => slots.Contains(w.Key))) yield return $"{slot} is called \"{word}\": the patient's own word";
    }

    private IEnumerable<string> Numbers() => plan.Thresholds.Select(t =>
        $"{t.Key}: {Thresholds[t.Key].ToString(CultureInfo.InvariantCulture)} {t.Value.Unit}{(Thresholds[t.Key] == t.Value.Value ? "" : $" instead of {t.Value.Value.ToString(CultureInfo.InvariantCulture)}")} ({t.Value.Source})");

    private IEnumerable<string> Asked()
    {
        if (!plan.RestDays.IsEmpty) yield return $"never on {string.Join(", ", plan.RestDays)}: what falls on it is asked on the next day";
        foreach (var checkIn in plan.CheckIns.Where(c => !LeftOut.Contains(c.Id)))
        {
            yield return $"{checkIn.Id}: {CadenceWords.Of(checkIn.Cadence)}, at {At(checkIn).ToString("HH':'mm", CultureInfo.InvariantCulture)}: {checkIn.Because}{(checkIn.DoneWhen is { } done ? $"; until {ConditionWords.Of(done, Thresholds, plan)}" : "")}";
            foreach (var question in checkIn.Questions.Where(Applies))
            {
                var when = question.OnlyWhen is { } only && Judging.DependsOnAnswers(only) ? $", only when {ConditionWords.Of(only, Thresholds, plan)}" : "";
                yield return $"    {question.Id}{when}{(question.Because is { } b ? $", because {b}" : "")}: {Wording.For(question.Text, patient).In(patient.Language)}";
            }
        }
    }

    private IEnumerable<string> Concerns() => plan.Concerns.Select(c =>
        $"{c.Urgency.ToString().ToLowerInvariant()}: {c.Because}: when {ConditionWords.Of(c.When, Thresholds, plan)}{(c.Source is { } s ? $" ({s})" : "")}");

    private IEnumerable<string> Calendar(int days)
    {
        var falls =
            from checkIn in plan.CheckIns
            where !LeftOut.Contains(checkIn.Id)
            from day in Enumerable.Range(Period.DaysBetween(Anchor, today), days + 1)
            where Cadence.NextDay(checkIn.Cadence, Anchor.DayOfWeek, plan.Days, day, plan.RestDays) == day
            orderby day, At(checkIn)
            select $"{Date.Format(Anchor.PlusDays(day))} {At(checkIn).ToString("HH':'mm", CultureInfo.InvariantCulture)}  day {day}, {checkIn.Id}: {string.Join(", ", checkIn.Questions.Where(Applies).Where(q => q.OnlyWhen is null || !Judging.DependsOnAnswers(q.OnlyWhen)).Select(q => q.Id))}";
        return falls;
    }

    private bool Applies(Question question) =>
        question.OnlyWhen is not { } only || Judging.DependsOnAnswers(only) || new Facts(patient, today, [], null, Thresholds) { Table = practice.Prevention }.Holds(only);

    private LocalTime At(CheckInPlan checkIn) => enrollment?.At ?? fitted.At ?? checkIn.At ?? practice.Choices.CheckInsAt;

    private static string Span(Duration span) => span.TotalHours >= 48 ? $"{span.TotalDays} days" : span.TotalHours >= 1 ? $"{span.TotalHours} hours" : $"{span.TotalMinutes} minutes";

    private static IEnumerable<string> Or(IEnumerable<string> lines, string otherwise) => lines.Any() ? lines : [otherwise];
}
