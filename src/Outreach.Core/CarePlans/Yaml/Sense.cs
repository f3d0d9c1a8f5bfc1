using Outreach.Core.Documents;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>What can be read and is hardly meant: a limit turned round, a number with a digit too many, an answer that nobody looks at, thoughts of death that wait.</summary>
internal sealed class Sense(PlanReading reading, CarePlan plan)
{
    /// <summary>What an ordinary patient measures, which no plan should call a concern.</summary>
    private static readonly Dictionary<Ask, (decimal Number, decimal? Second, string Words)> Ordinary = new()
    {
        [Ask.BloodPressure] = (124, 76, "124/76"),
        [Ask.Glucose] = (110, null, "110"),
        [Ask.Temperature] = (98.6m, null, "98.6"),
    };

    private readonly Findings findings = reading.Findings;
    private readonly Dictionary<string, Question> questions = plan.CheckIns.SelectMany(c => c.Questions).DistinctBy(q => q.Id, StringComparer.Ordinal).ToDictionary(q => q.Id, StringComparer.Ordinal);

    public void Check()
    {
        foreach (var concern in plan.Concerns.Where(c => Holds(c.When)))
        {
            var ordinary = Ordinary[questions[Questions.Of(concern.When).First(q => questions.TryGetValue(q, out var asked) && Ordinary.ContainsKey(asked.Kind))].Kind].Words;
            findings.Error(reading.PlaceOf(concern.When), $"an ordinary reading, {ordinary}, raises '{concern.Id}'", "look whether at_least and at_most, or above and below, are the right way round");
        }

        ChangesOutOfOrder();
        AnswersNobodySees();
        foreach (var last in questions.Values.Where(q => q.OnlyWhenRead)) LastItem(last);
    }

    /// <summary>By ordinary numbers, with every fact of the patient that may be true.</summary>
    private bool Holds(Condition condition) => condition switch
    {
        Condition.All all => all.Of.Any(c => c is not (Condition.Profile or Condition.Age or Condition.SexIs)) && all.Of.All(c => c is Condition.Profile or Condition.Age or Condition.SexIs || Holds(c)),
        Condition.Any any => any.Of.Any(Holds),
        Condition.Level level => questions.TryGetValue(level.Question, out var asked) && Ordinary.TryGetValue(asked.Kind, out var usual) && (level.Component == Component.Diastolic ? usual.Second : usual.Number) is { } number && In(level.Range, number),
        _ => false,
    };

    private bool In(Range range, decimal number) =>
        !(number < Number(range.AtLeast)) && !(number <= Number(range.Above)) && !(number > Number(range.AtMost)) && !(number >= Number(range.Below));

    private decimal? Number(Limit? limit) => limit switch
    {
        Limit.Of of => of.Value,
        Limit.Named named when plan.Thresholds.TryGetValue(named.Threshold, out var threshold) => threshold.Value,
        _ => null,
    };

    /// <summary>What rises by so much in a day has risen by as much in a week: a limit for the day that is no lower never says anything of its own.</summary>
    private void ChangesOutOfOrder()
    {
        var changes = plan.Concerns.Select(c => (Concern: c, Change: c.When as Condition.Change)).Where(c => c.Change is not null).ToList();
        foreach (var (concern, change) in changes)
        {
            if (changes.Find(o => o.Change!.Question == change!.Question && o.Change.Direction == change.Direction && o.Change.OverDays > change.OverDays && Number(o.Change.AtLeast) <= Number(change.AtLeast)) is not { Concern: { } longer, Change: { } over }) continue;
            findings.Error(reading.PlaceOf(concern.When), $"{Number(change!.AtLeast)} within {change.OverDays} {(change.OverDays == 1 ? "day" : "days")} is no less than {Number(over.AtLeast)} within {over.OverDays}, so '{longer.Id}' always comes first", "write the smaller number for the shorter time");
        }
    }

    private void AnswersNobodySees()
    {
        var used = plan.Concerns.Select(c => c.When).Concat(plan.Pace.Select(p => p.When)).Concat(plan.CheckIns.Select(c => c.DoneWhen).OfType<Condition>())
            .Concat(plan.CheckIns.SelectMany(c => c.Questions).Select(q => q.OnlyWhen).OfType<Condition>()).SelectMany(Questions.Of).ToHashSet(StringComparer.Ordinal);
        foreach (var question in questions.Values.Where(q => q.Kind is Ask.YesNo or Ask.Choice or Ask.BetterSameWorse && !used.Contains(q.Id)))
            findings.Warning(reading.PlacesOfQuestions[question.Id], $"no concern looks at the answers to '{question.Id}'", "add a concern, or ask it only where something follows from it");
    }

    /// <summary>Any answer above 0 is assessed the same day (Kroenke 2001; practice of the instrument's authors).</summary>
    private void LastItem(Question last)
    {
        var rules = plan.Concerns.Where(c => c.When is Condition.Level { Range: { AtLeast: { } least } } level && level.Question == last.Id && Number(least) <= 1).ToList();
        if (rules.Exists(r => r.Urgency >= Urgency.Urgent)) return;
        if (rules is [var late, ..]) findings.Error(reading.PlaceOf(late.When), "thoughts of death or self-harm are looked at the same day", "write urgency: urgent, or emergency");
        else findings.Error(reading.PlacesOfQuestions[last.Id], $"'{last.Id}' is asked, and no concern looks at it", $"add a concern with urgency: urgent and when: {{ level: {last.Id}, at_least: 1 }}");
    }
}
