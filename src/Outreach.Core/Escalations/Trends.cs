using System.Globalization;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Replies;

namespace Outreach.Core.Escalations;

/// <summary>How readings went, in a line each: "Weight: 187 lb, up 5 since Mar 2 (4 readings)".</summary>
internal static class Trends
{
    private const int Most = 3;
    private static readonly Duration LooksBack = Duration.FromDays(14);

    public static IEnumerable<string> InWords(Turn turn) => Lines(turn.State, turn.Context.Plans, turn.Now).Take(Most);

    /// <summary>Of the first of these questions that has several readings up to the latest; "" where none has.</summary>
    public static string InWords(FollowUp state, PlanLibrary plans, IEnumerable<string> questions)
    {
        var asked = state with { Observations = [.. state.Observations.Where(o => questions.Contains(o.Question, StringComparer.Ordinal))] };
        return asked.Observations.IsEmpty ? "" : Lines(asked, plans, asked.Observations.Max(o => o.At)).FirstOrDefault() ?? "";
    }

    private static IEnumerable<string> Lines(FollowUp state, PlanLibrary plans, Instant now) => state.Observations
        .Where(o => o.Number is not null && o.At > now - LooksBack)
        .GroupBy(o => o.Question, StringComparer.Ordinal).Where(g => g.Count() > 1 && IsMeasured(state, plans, g.Key, out _))
        .OrderByDescending(g => g.Max(o => o.At))
        .Select(g => Line(state, plans, g.Key, [.. g.OrderBy(o => o.At)]));

    private static string Line(FollowUp state, PlanLibrary plans, string question, List<Observation> readings)
    {
        IsMeasured(state, plans, question, out var unit);
        var (first, last) = (readings[0], readings[^1]);
        var change = last.Number!.Value - first.Number!.Value;
        var since = first.On.ToString("MMM d", CultureInfo.InvariantCulture);
        var went = last.Second is not null
            ? change == 0 ? $"as on {since}" : $"{Direction(change)} from {Value(first)} on {since}"
            : change == 0 ? $"as on {since}" : $"{Direction(change)} {Plain(Math.Abs(change))} since {since}";
        return $"{Title(question)}: {Value(last)}{(unit.Length > 0 ? " " + unit : "")}, {went} ({readings.Count} readings)";
    }

    private static bool IsMeasured(FollowUp state, PlanLibrary plans, string id, out string unit)
    {
        var question = Question(state, plans, id);
        unit = question?.Kind switch { Ask.Weight => "lb", Ask.Glucose => "mg/dL", Ask.Temperature => "°F", Ask.Number => question.Unit ?? "", _ => "" };
        return question?.Kind is Ask.Weight or Ask.Glucose or Ask.Temperature or Ask.BloodPressure or Ask.Number or Ask.Scale0To10 or Ask.Scale0To3;
    }

    private static Question? Question(FollowUp state, PlanLibrary plans, string id)
    {
        foreach (var enrollment in state.Enrollments)
        {
            foreach (var checkIn in plans.Find(enrollment.Plan)?.CheckIns ?? [])
            {
                if (checkIn.Question(id) is { } question) return question;
            }
        }

        return null;
    }

    private static string Direction(decimal change) => change > 0 ? "up" : "down";

    private static string Value(Observation o) => o.Second is { } second ? $"{Plain(o.Number!.Value)}/{Plain(second)}" : Plain(o.Number!.Value);

    private static string Plain(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Title(string question) => char.ToUpperInvariant(question[0]) + question[1..].Replace('-', ' ');
}
