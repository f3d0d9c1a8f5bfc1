using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Outreach.Infra.Tests.Files;

/// <summary>azure.yaml, the workflows and Dependabot: they parse, and what they name is there.</summary>
public sealed class DeploymentFileTests
{
    /// <summary>Of azd's schema (schemas/v1.0/azure.yaml.json): the names of hooks of a project.</summary>
    private static readonly string[] Events =
        [.. new[] { "build", "deploy", "down", "package", "provision", "publish", "restore", "up" }.SelectMany(e => new[] { $"pre{e}", $"post{e}" })];

    [NodeFact]
    public void Workflows_AreAsGitHubReadsThem()
    {
        var files = Repository.Under(".github/workflows", "*.yml").ToList();
        Assert.NotEmpty(files);
        var wrong = Node.Run("workflows.mjs", files).EnumerateObject().SelectMany(f => f.Value.EnumerateArray().Select(m => m.GetString()));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Workflows_AskForLittle_EndInTime_AndNameWhatIsThere()
    {
        foreach (var file in Repository.Under(".github/workflows", "*.yml"))
        {
            var workflow = Yaml(file);
            Assert.Equal("read", Map(Map(workflow, "permissions"))["contents"]);
            Assert.All(Map(workflow, "jobs").Values, job => Assert.True(Map(job).ContainsKey("timeout-minutes"), file));
            Assert.All(Repository.Find(file, @"uses: (?<it>\S+)"), used => Assert.Matches(@"^[\w-]+/[\w./-]+@v\d+$", used));
            Assert.All(Repository.Find(file, @"(?<it>infra/[\w.-]+\.bicep(param)?)"), named => Assert.True(File.Exists(Repository.Path(named)), named));
            // Signing in is by OIDC: there is no secret to steal.
            Assert.DoesNotContain("secrets.", Repository.Read(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Deploy_GivesEveryValueThatAzdAsksFor()
    {
        var asked = Repository.Find("infra/main.parameters.json", @"\$\{(?<it>\w+)");
        var given = Map(Map(Map(Yaml(".github/workflows/deploy.yml"), "jobs"), "deploy"), "env").Keys;
        Assert.Empty(asked.Except(given, StringComparer.Ordinal));
    }

    /// <summary>What is left out would be shown as a change.</summary>
    [Fact]
    public void WhatIf_GivesEveryValueThatTheParameterFilesRead()
    {
        var read = new[] { "trial", "production" }.SelectMany(s => Repository.Find($"infra/{s}.bicepparam", @"readEnvironmentVariable\('(?<it>\w+)'")).Distinct(StringComparer.Ordinal);
        var steps = List(Map(Map(Yaml(".github/workflows/ci.yml"), "jobs"), "what-if")["steps"]).Select(Map);
        var given = Map(steps.Single(s => s.TryGetValue("name", out var name) && (string)name == "What-if"), "env").Keys;
        Assert.Empty(read.Except(given, StringComparer.Ordinal));
    }

    [Fact]
    public void Dependabot_LooksWherePackagesAre()
    {
        var file = Yaml(".github/dependabot.yml");
        Assert.Equal("2", file["version"]);
        foreach (var update in List(file["updates"]).Select(Map))
        {
            Assert.Contains(update["package-ecosystem"], new object[] { "nuget", "npm", "github-actions" });
            Assert.Contains(Map(update, "schedule")["interval"], new object[] { "weekly", "monthly" });
            var folders = update.TryGetValue("directories", out var several) ? List(several) : [update["directory"]];
            Assert.All(folders, f => Assert.True(Directory.Exists(Repository.Path(((string)f).Trim('/'))), (string)f));
        }
    }

    [Fact]
    public void AzureYaml_NamesWhatIsThere()
    {
        var file = Yaml("azure.yaml");
        Assert.Matches("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", (string)file["name"]);
        var infra = Map(file, "infra");
        Assert.True(File.Exists(Repository.Path($"{infra["path"]}/{infra["module"]}.bicep")));
        Assert.True(File.Exists(Repository.Path($"{infra["path"]}/{infra["module"]}.parameters.json")));
        // azd would take it instead of the JSON.
        Assert.False(File.Exists(Repository.Path($"{infra["path"]}/{infra["module"]}.bicepparam")));
        var (name, service) = Map(file, "services").Single();
        Assert.Equal("function", Map(service)["host"]);
        Assert.True(Directory.Exists(Repository.Path((string)Map(service)["project"])));
        Assert.Contains($"'azd-service-name': '{name}'", Repository.Read("infra/practice.bicep"), StringComparison.Ordinal);
        Assert.Contains("'azd-env-name': environmentName", Repository.Read("infra/main.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void Hooks_AreThereForBothKindsOfMachine()
    {
        var hooks = Map(Yaml("azure.yaml"), "hooks");
        Assert.Subset(new HashSet<string>(Events, StringComparer.Ordinal), new HashSet<string>(hooks.Keys, StringComparer.Ordinal));
        foreach (var (name, hook) in hooks)
        {
            Assert.Equal(("sh", $"infra/hooks/{name}.sh"), Command(Map(hook), "posix"));
            Assert.Equal(("pwsh", $"infra/hooks/{name}.ps1"), Command(Map(hook), "windows"));
            Assert.True(File.Exists(Repository.Path($"infra/hooks/{name}.ps1")));
            if (!OperatingSystem.IsWindows()) Assert.True(File.GetUnixFileMode(Repository.Path($"infra/hooks/{name}.sh")).HasFlag(UnixFileMode.UserExecute), name);
        }

        Assert.Equal(hooks.Count * 2, Repository.Under("infra/hooks", "*").Count());
    }

    [Fact]
    public void HooksOfPowerShell_CallAzAsThoseOfSh()
    {
        foreach (var hook in Repository.Under("infra/hooks", "*.sh"))
        {
            Assert.Equal(Calls(hook), Calls(Path.ChangeExtension(hook, "ps1").Replace('\\', '/')));
        }
    }

    // The first words of each call that changes something, in order.
    private static IEnumerable<string> Calls(string file) => Repository.Find(file, @"(?<it>azd env set \w+|az ad (app|sp) (create|delete)|az rest --method \w+|az lock \w+ --\w+)")
        .Where(c => !Regex.IsMatch(c, "ALERT_EMAIL|SMS_FROM", RegexOptions.None, TimeSpan.FromSeconds(1)));

    private static (object Shell, object Run) Command(IDictionary<string, object> hook, string machine) => (Map(hook, machine)["shell"], Map(hook, machine)["run"]);

    private static Dictionary<string, object> Yaml(string file) => new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(Repository.Read(file));

    private static IDictionary<string, object> Map(IDictionary<string, object> map, string name) => Map(map[name]);

    private static IDictionary<string, object> Map(object value) => value as IDictionary<string, object>
        ?? ((IDictionary<object, object>)value).ToDictionary(p => (string)p.Key, p => p.Value, StringComparer.Ordinal);

    private static List<object> List(object value) => (List<object>)value;
}
