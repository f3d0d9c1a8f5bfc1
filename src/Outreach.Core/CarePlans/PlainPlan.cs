using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.Core.CarePlans;

/// <summary>A personal plan as its patient reads it: what is asked, when and why, in their language (R15). No number and no name of a rule is in it.</summary>
/// <param name="MadeToFit">What is different for this patient, and why.</param>
public sealed record PlainPlan(string Title, ImmutableArray<string> MadeToFit, ImmutableArray<PlainCheckIn> CheckIns)
{
    public static PlainPlan Of(CarePlan plan, Enrollment enrollment, Patient patient, Practice practice, LocalDate today)
    {
        var facts = new Facts(patient, today, [], null, enrollment.Thresholds) { Table = practice.Prevention };
        var language = patient.Language;
        var checkIns = plan.CheckIns.Where(c => !enrollment.LeftOut.Contains(c.Id)).Select(c => new PlainCheckIn(
            When(c, plan, enrollment, practice, language, today),
            c.Why?.In(language),
            [.. c.Questions.Where(q => q.OnlyWhen is not { } only || Judging.DependsOnAnswers(only) || facts.Holds(only)).Select(q => new PlainQuestion(q, q.OnlyWhen is { } only && Judging.DependsOnAnswers(only), q.Why?.In(language)))]));
        return new PlainPlan(plan.Title.In(language), [.. Fit(plan, enrollment, patient, facts).Distinct(StringComparer.Ordinal)], [.. checkIns.Where(c => c.When.Length > 0)]);
    }

    private static IEnumerable<string> Fit(CarePlan plan, Enrollment enrollment, Patient patient, Facts facts)
    {
        var language = patient.Language;
        if (!plan.RestDays.IsEmpty) yield return $"{Never.In(language)} {string.Join(", ", plan.RestDays.Select(d => PlainDates.Weekday(d, language)))}.";
        foreach (var rule in plan.Fit)
        {
            if (rule.Why is { } why && facts.Holds(rule.When)) yield return why.In(language);
        }

        if (plan.Thresholds.Keys.Any(t => patient.Thresholds.ContainsKey(t) || patient.Thresholds.ContainsKey($"{plan.Ref.Id}.{t}"))) yield return OwnNumbers.In(language);
        foreach (var pace in enrollment.Pace)
        {
            if (plan.Pace.FirstOrDefault(r => r.Because == pace.Because)?.Why is { } why) yield return why.In(language);
        }

        foreach (var look in enrollment.Closer) yield return $"{MoreOften.In(language)} {PlainDates.Day(look.Until, language)}.";
        if (patient.Pace == Pace.Less) yield return FewerAsked.In(language);
    }

    /// <summary>Empty once its last day has passed.</summary>
    private static string When(CheckInPlan checkIn, CarePlan plan, Enrollment enrollment, Practice practice, Language language, LocalDate today)
    {
        if (checkIn.Cadence.IsEmpty) return OnlyAfter.In(language);
        var days = checkIn.Cadence.Select(s => Days(s, plan, enrollment, language, today)).Where(d => d.Length > 0).ToList();
        if (days.Count == 0) return "";
        var at = enrollment.At ?? checkIn.At ?? practice.Choices.CheckInsAt;
        return $"{string.Join("; ", days)}{(language == Language.Spanish ? ", a las " : ", at ")}{PlainDates.Time(at)}";
    }

    private static string Days(CadenceSpan span, CarePlan plan, Enrollment enrollment, Language language, LocalDate today)
    {
        var es = language == Language.Spanish;
        switch (span)
        {
            case CadenceSpan.OnDays on:
                var left = on.Days.Select(d => enrollment.Anchor.PlusDays(d)).Where(d => d >= today).Select(d => PlainDates.Day(d, language)).ToList();
                return left.Count == 0 ? "" : $"{(es ? "El " : "On ")}{string.Join(", ", left)}";
            case CadenceSpan.EveryDays every:
                return Span((es, every.Every) switch { (true, 1) => "Cada día", (true, _) => $"Cada {every.Every} días", (false, 1) => "Every day", _ => $"Every {every.Every} days" }, every.From, every.Until);
            case CadenceSpan.OnWeekdays weekdays:
                return Span($"{(es ? "Los " : "On ")}{string.Join(", ", weekdays.Weekdays.Select(d => PlainDates.Weekday(d, language)))}", weekdays.From, weekdays.Until);
            default: throw new ArgumentOutOfRangeException(nameof(span), span.GetType().Name, "not a cadence");
        }

        string Span(string often, int from, int until)
        {
            var (first, last) = (enrollment.Anchor.PlusDays(from), enrollment.Anchor.PlusDays(Math.Min(until, plan.Days)));
            if (last < today) return "";
            return first > today
                ? $"{often}{(es ? ", del " : ", from ")}{PlainDates.Day(first, language)}{(es ? " al " : " to ")}{PlainDates.Day(last, language)}"
                : $"{often}{(es ? ", hasta el " : ", until ")}{PlainDates.Day(last, language)}";
        }
    }

    private static readonly Words Never = new("We never ask on", "Nunca preguntamos en");
    private static readonly Words OnlyAfter = new("Only after some answers", "Solo después de algunas respuestas");
    private static readonly Words OwnNumbers = new("Your care team set numbers just for you.", "Su equipo fijó números solo para usted.");
    private static readonly Words MoreOften = new("We ask more often because of an answer you gave, until", "Le preguntamos más seguido por una respuesta suya, hasta el");
    private static readonly Words FewerAsked = new("You asked us to write less often.", "Usted pidió menos mensajes.");
}

/// <param name="When">"Every day, until Sunday 3/8, at 9:00 AM".</param>
/// <param name="Why">Null where the plan has no words for it.</param>
public sealed record PlainCheckIn(string When, string? Why, ImmutableArray<PlainQuestion> Questions);

/// <param name="AfterAnswers">Asked only after certain answers.</param>
public sealed record PlainQuestion(Question Question, bool AfterAnswers, string? Why);
