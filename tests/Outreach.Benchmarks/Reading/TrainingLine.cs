using System.Text;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Benchmarks.Reading;

/// <summary>
/// One labelled line "language|ask|intents|urgencies|value|unit|text" of tests/Outreach.Core.Tests/Replies/Lines. A text may
/// hold {one|another} choices: such a template is written out several times, and all of them stay in one fold.
/// </summary>
internal sealed record TrainingLine(string Set, Language Language, Ask Ask, Urgency Least, Urgency Most, bool? SelfHarm, Intents Intents, string Text, int Group, bool IsTemplate, double Weight)
{
    private const int Written = 16;
    private const double TemplateWeighs = 3;

    /// <summary>Patients write as short as that: such lines count double.</summary>
    private const int ShortWords = 12;
    private const double ShortWeighs = 2;

    public static List<TrainingLine> ReadAll(IEnumerable<string> files, int seed)
    {
        var random = new Random(seed);
        List<TrainingLine> all = [];
        var group = 0;
        foreach (var file in files)
            foreach (var line in File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#'))
            {
                var parts = line.Split('|', 7);
                var urgencies = parts[3].Split(',').Select(u => Enum.Parse<Urgency>(u, ignoreCase: true)).ToList();
                var template = parts[6].Contains('{', StringComparison.Ordinal);
                var copies = template ? Written : 1;
                var set = Path.GetFileNameWithoutExtension(file);
                bool? despair = urgencies.Min() < Urgency.Emergency ? null : set.Contains("despair", StringComparison.Ordinal);
                for (var copy = 0; copy < copies; copy++)
                    all.Add(new TrainingLine(
                        set, parts[0] == "es" ? Language.Spanish : Language.English, ReadingNames.Asks.First(a => a.Name == parts[1]).Ask, urgencies.Min(), urgencies.Max(), despair,
                        parts[2].Split(',').Aggregate(Intents.None, (all, name) => all | ReadingNames.Intent(name)),
                        template ? WriteOut(parts[6], random) : parts[6], group, template, template ? TemplateWeighs / copies : parts[6].Count(c => c == ' ') < ShortWords ? ShortWeighs : 1));
                group++;
            }

        return all;
    }

    /// <summary>Of the three questions: urgent or more, emergency, self-harm among emergencies; null where the label leaves it open.</summary>
    public double? Label(int head) => head switch
    {
        0 => Least >= Urgency.Urgent ? 1 : Most <= Urgency.Routine ? 0 : null,
        1 => Least == Urgency.Emergency ? 1 : Most < Urgency.Emergency ? 0 : null,
        _ => SelfHarm is { } despair ? (despair ? 1 : 0) : null,
    };

    private static string WriteOut(string template, Random random)
    {
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '{')
            {
                text.Append(template[i]);
                continue;
            }

            var close = template.IndexOf('}', i);
            var choices = template[(i + 1)..close].Split('|');
            text.Append(choices[random.Next(choices.Length)]);
            i = close;
        }

        return text.ToString();
    }
}
