using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.Practices.Yaml;
using Outreach.Core.Tests.Practices;

namespace Outreach.Core.Tests.CarePlans;

/// <summary>Whatever is done to a file, the readers answer with findings and never with an exception, and every error has a place in the file.</summary>
public class ReaderTotalityTests
{
    private static readonly string[] s_intruders = ["[", "}", ":", "- ", "\"", "\t", "{", "~", "*a", "&a", "!!x", "99999999999999999999", "\u0000", "é", "|", "---\n", "? "];

    [Fact]
    public void Read_BrokenPlan_AnswersWithFindings()
    {
        foreach (var yaml in Broken(SmallPlan.Yaml))
        {
            var result = CarePlanReader.Read(yaml, "x.yaml");
            Assert.Equal(result.Plan is null, result.Errors.Any());
            Assert.All(result.Diagnostics, d => Assert.True(d.Line >= 1 && d.Column >= 1 && d.Line <= yaml.Split('\n').Length + 1, d.ToString()));
        }
    }

    [Fact]
    public void Read_BrokenPractice_AnswersWithFindings()
    {
        foreach (var yaml in Broken(SmallPractice.Yaml))
        {
            var result = PracticeReader.Read(yaml, "practice.yaml");
            Assert.Equal(result.Practice is null, result.Errors.Any());
        }
    }

    private static IEnumerable<string> Broken(string yaml)
    {
        for (var at = 0; at < yaml.Length; at += 11) yield return yaml[..at];
        var lines = yaml.Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            yield return string.Join('\n', lines.Where((_, i) => i != line));
            yield return string.Join('\n', lines.Select((l, i) => i == line ? "  " + l : l));
            yield return string.Join('\n', lines.Select((l, i) => i == line ? l.Split(':')[0] + ":" : l));
            yield return string.Join('\n', lines.Select((l, i) => i == line ? l.Split(':')[0] + ": []" : l));
            yield return string.Join('\n', lines.Select((l, i) => i == line ? l.Split(':')[0] + ": {}" : l));
        }
        for (var at = 0; at < yaml.Length; at += 7) yield return yaml.Insert(at, s_intruders[at / 7 % s_intruders.Length]);
    }
}
