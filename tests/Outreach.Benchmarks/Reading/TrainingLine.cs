using System.Text;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Benchmarks.Reading;

/// <summary>
/// One labelled line "language|ask|intents|urgencies|value|unit|text" of tests/Outreach.Core.Tests/Replies/Lines. A text may
/// hold {one|another} choices: such a template is written out several times, and all of them stay in one fold.
/// </summary>
internal sealed record TrainingLine(Language Language, Urgency Least, Urgency Most, bool? SelfHarm, string Text, int Group, bool IsTemplate, double Weight)
{
    private const int Written = 16;

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
                var despair = Path.GetFileName(file).Contains("despair", StringComparison.Ordinal);
                for (var copy = 0; copy < copies; copy++)
                    all.Add(new TrainingLine(
                        parts[0] == "es" ? Language.Spanish : Language.English, urgencies.Min(), urgencies.Max(),
                        urgencies.Min() < Urgency.Emergency ? null : despair, template ? WriteOut(parts[6], random) : parts[6], group, template, template ? 3.0 / copies : 1));
                group++;
            }

        return all;
    }

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
