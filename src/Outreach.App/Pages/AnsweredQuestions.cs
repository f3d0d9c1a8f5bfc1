using System.Collections.Immutable;
using System.Globalization;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Pages;

/// <summary>Questions and answers in words: what was asked, and an answer as people read it.</summary>
internal sealed class AnsweredQuestions(PlanLibrary plans)
{
    public Question? Find(CheckInItem item) => plans.Find(item.Plan)?.CheckIn(item.CheckIn)?.Questions.FirstOrDefault(q => q.Id == item.Question);

    /// <summary>As the patient's own plans ask it, else as any plan does.</summary>
    public Question? Find(string question, ImmutableArray<Enrollment> enrollments) => enrollments
        .Select(e => plans.Find(e.Plan)).OfType<CarePlan>().Concat(plans.All)
        .SelectMany(p => p.CheckIns).SelectMany(c => c.Questions).FirstOrDefault(q => q.Id == question);

    /// <summary>"blood-pressure" → "Blood pressure".</summary>
    public static string Title(string question) => question.Length == 0 ? "" : char.ToUpperInvariant(question[0]) + question[1..].Replace('-', ' ');

    public static string? Unit(Question? question) => question?.Kind switch
    {
        Ask.BloodPressure => "mmHg",
        Ask.Weight => "lb",
        Ask.Glucose => "mg/dL",
        Ask.Temperature => "°F",
        Ask.Number => question.Unit,
        _ => null,
    };

    public static bool IsMeasured(Question? question) =>
        question?.Kind is Ask.BloodPressure or Ask.Weight or Ask.Glucose or Ask.Temperature or Ask.Number or Ask.Scale0To10 or Ask.Scale0To3;

    /// <summary>The answer in words, without its unit.</summary>
    public static string Value(Question? question, Observation observation, Language language)
    {
        if (question is null) return observation.Value;
        return question.Kind switch
        {
            Ask.YesNo => observation.Value switch { "yes" => new Words("Yes", "Sí").In(language), "no" => "No", var other => other },
            Ask.BetterSameWorse => observation.Value switch
            {
                "better" => new Words("Better", "Mejor").In(language),
                "same" => new Words("The same", "Igual").In(language),
                "worse" => new Words("Worse", "Peor").In(language),
                var other => other,
            },
            Ask.Choice when int.TryParse(observation.Value, out var number) && number >= 1 && number <= question.Options.Length => question.Options[number - 1].In(language),
            Ask.DaysMissed => $"{observation.Value} {new Words("days missed", "días sin tomar").In(language)}",
            Ask.BloodPressure or Ask.Weight or Ask.Glucose or Ask.Temperature or Ask.Number when observation.Number is { } first => observation.Second is { } second ? $"{Plain(first)}/{Plain(second)}" : Plain(first),
            _ => observation.Value,
        };
    }

    public static string Plain(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
