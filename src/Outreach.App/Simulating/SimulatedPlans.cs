using System.Collections.Concurrent;
using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Simulating;

/// <summary>The plans of a simulation, and how each of their closed questions is answered by somebody who is well and by somebody who is not.</summary>
internal sealed class SimulatedPlans(Context context, ImmutableArray<CarePlan> all)
{
    private readonly ConcurrentDictionary<(PlanRef, string, bool, Language), string> texts = new();

    public ImmutableArray<CarePlan> All => all;

    public int Days { get; } = all.Max(p => p.Days);

    public string Well(PlanRef plan, Question question, Patient patient) => Text(plan, question, patient, worrying: false);

    public string Worrying(PlanRef plan, Question question, Patient patient) => Text(plan, question, patient, worrying: true);

    /// <summary>The first plain answer that raises a concern of any plan, or raises none; else the plan's own example.</summary>
    private string Text(PlanRef plan, Question question, Patient patient, bool worrying) => texts.GetOrAdd((plan, question.Id, worrying, patient.Language), _ =>
        Candidates(question, patient.Language).FirstOrDefault(text => Raises(question, patient, text) == worrying) ?? question.Example.In(patient.Language));

    private static IEnumerable<string> Candidates(Question question, Language language) => question.Kind switch
    {
        Ask.YesNo => ["no", language == Language.Spanish ? "sí" : "yes"],
        Ask.BetterSameWorse => language == Language.Spanish ? ["mejor", "igual", "peor"] : ["better", "same", "worse"],
        Ask.Choice => Enumerable.Range(1, question.Options.Length).Select(n => $"{n}"),
        _ => [question.Example.In(language), "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
    };

    private bool Raises(Question question, Patient patient, string text)
    {
        var meaning = context.Reader.Read(text, new OpenAsk(question.Kind, question.Options), patient.Language);
        if (meaning.Value is not { } value) return false;
        var number = question.Kind == Ask.YesNo ? value == "yes" ? 1m : 0m : decimal.TryParse(value, out var parsed) ? parsed : (decimal?)null;
        if (question.Kind == Ask.Choice && number is { } chosen) value = question.Options[(int)chosen - 1].En;
        var checkIn = Guid.Empty;
        var today = new LocalDate(2026, 1, 5);
        ImmutableArray<Observation> given = [new Observation(question.Id, Instant.FromUtc(2026, 1, 5, 15, 0), today, value, number, null, checkIn)];
        return all.Any(p => p.Concerns.Any(rule => rule.Mentions(question.Id)
            && new Facts(patient, today, given, checkIn, p.Thresholds.ToImmutableSortedDictionary(t => t.Key, t => t.Value.Value, StringComparer.Ordinal)).Holds(rule.When)));
    }
}
