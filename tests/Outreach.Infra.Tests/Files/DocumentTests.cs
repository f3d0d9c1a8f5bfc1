using System.Text.RegularExpressions;

namespace Outreach.Infra.Tests.Files;

/// <summary>What the documents promise to be tested is tested, and what they point to is there.</summary>
public class DocumentTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Documents => [.. Repository.Under("docs", "*.md").Append("README.md")];

    [Theory]
    [InlineData("docs/security.md", 20)]
    [InlineData("docs/safety.md", 20)]
    public void TestsThatAreNamed_Exist(string document, int least)
    {
        var tests = Repository.Under("tests", "*.cs").SelectMany(f => Repository.Find(f, @"\[(Fact|Theory|NodeFact|BrowserFact|ClientsFact)\](?s:.(?!\[Fact|\[Theory)){0,4000}?public (async )?(Task|void) (?<it>\w+)\(")).ToHashSet(StringComparer.Ordinal);
        var named = Repository.Find(document, @"`(?<it>[A-Z][A-Za-z0-9]*_\w+)`");

        Assert.True(named.Count >= least, $"{document} names {named.Count} tests.");
        Assert.DoesNotContain(named, n => !tests.Contains(n));
    }

    /// <summary>A hazard or threat without a test beside it is a wish.</summary>
    [Theory]
    [InlineData("docs/security.md", "## Threats")]
    [InlineData("docs/safety.md", "## Hazards")]
    public void EveryLineOfTheTable_NamesATest(string document, string heading)
    {
        var section = Repository.Read(document).Split("\n## ").Single(s => s.StartsWith(heading[3..], StringComparison.Ordinal));
        var lines = section.Split('\n').Where(l => l.StartsWith('|')).Skip(2).ToList();

        Assert.True(lines.Count > 10);
        Assert.All(lines, l => Assert.Matches(@"`[A-Z][A-Za-z0-9]*_\w+`", l));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void LinksToFiles_Lead(string document)
    {
        var folder = Path.GetDirectoryName(Repository.Path(document))!;
        var links = Regex.Matches(Repository.Read(document), @"\]\((?<it>[^)#:]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, Soon).Select(m => m.Groups["it"].Value);

        Assert.All(links, l => Assert.True(Path.Exists(Path.Combine(folder, l)), $"{document} points to {l}."));
    }

    /// <summary>Whoever reads the README finds them.</summary>
    [Fact]
    public void Readme_LinksTheDocumentsOfOperation()
    {
        var readme = Repository.Read("README.md");

        Assert.All(["docs/deploy.md", "docs/runbook.md", "docs/security.md", "docs/safety.md", "docs/cost.md"], d => Assert.Contains($"({d})", readme, StringComparison.Ordinal));
    }

    /// <summary>Each command that a document tells to type is one the program has.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void CommandsOfOutreach_Exist(string document)
    {
        var known = Repository.Under("src/Outreach.Local/Commands", "*.cs").SelectMany(f => Repository.Find(f, @"new( Command)?\(""(?<it>[a-z]+)""")).ToHashSet(StringComparer.Ordinal);
        var told = Repository.Find(document, @"(^ {4}|`)outreach (?<it>[a-z]+)");

        Assert.DoesNotContain(told, t => !known.Contains(t));
    }
}
