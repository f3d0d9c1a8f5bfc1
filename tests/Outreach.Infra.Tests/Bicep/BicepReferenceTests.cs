using System.Text.Json;
using Outreach.Infra.Tests.Files;

namespace Outreach.Infra.Tests.Bicep;

/// <summary>Names that resolve, parameters that are given, outputs that are there, nothing left over.</summary>
public sealed class BicepReferenceTests
{
    /// <summary>Of the namespaces az and sys; one more is added here, after a look at its documentation.</summary>
    private static readonly string[] Functions =
        ["uniqueString", "subscription", "subscriptionResourceId", "guid", "toLower", "base64", "newGuid", "utcNow", "empty", "string", "union", "tenant", "environment"];

    private static readonly string[] Decorators = ["description", "minLength", "maxLength", "minValue", "maxValue", "allowed", "secure", "export", "onlyIfNotExists"];

    [NodeFact]
    public void Names_AreDeclared()
    {
        var wrong = BicepFile.All.Values.SelectMany(f => Used(f.Root).Where(u => !Declared(f).Contains(u.Text!, StringComparer.Ordinal)).Select(u => $"{f.Name}({u.Line}) {u.Text}"));
        Assert.Empty(wrong);
    }

    [NodeFact]
    public void FunctionsAndDecorators_AreKnown()
    {
        var called = BicepFile.All.Values.SelectMany(f => f.Root.All.Where(s => s.Kind == "call_expression").Select(s => s.Children[0].Text)).Distinct(StringComparer.Ordinal);
        Assert.Empty(called.Except([.. Functions, .. Decorators], StringComparer.Ordinal));
    }

    [NodeFact]
    public void ParametersAndVariables_AreUsed()
    {
        var left = BicepFile.All.Values.Where(f => f.Name is not ("infra/stages/trial.bicep" or "infra/stages/production.bicep"))
            .SelectMany(f => f.Parameters.Concat(f.Variables).Except(Used(f.Root).Select(u => u.Text!), StringComparer.Ordinal).Select(n => $"{f.Name} {n}"));
        Assert.Empty(left);
    }

    [NodeFact]
    public void Modules_AreGivenWhatTheyAskFor()
    {
        var wrong = BicepFile.All.Values.SelectMany(f => f.Modules.SelectMany(m =>
        {
            var called = BicepFile.All[f.Beside(m.Children[1].Literal!)];
            var given = m.Body.Property("params")?.Properties.Select(p => p.Name).ToList() ?? [];
            return called.Required.Except(given, StringComparer.Ordinal).Select(n => $"{f.Name}({m.Line}) {n} is not given")
                .Concat(given.Except(called.Parameters, StringComparer.Ordinal).Select(n => $"{f.Name}({m.Line}) {n} is not asked for"));
        }));
        Assert.Empty(wrong);
    }

    [NodeFact]
    public void OutputsOfModules_AreThere()
    {
        var wrong = BicepFile.All.Values.SelectMany(f =>
        {
            var modules = f.Modules.ToDictionary(BicepFile.NameOf, m => BicepFile.All[f.Beside(m.Children[1].Literal!)], StringComparer.Ordinal);
            return f.Root.All.Where(s => s.Kind == "member_expression" && s.Chain is [var symbol, "outputs", _] && modules.ContainsKey(symbol))
                .Where(s => !modules[s.Chain![0]].Outputs.Contains(s.Chain[2], StringComparer.Ordinal))
                .Select(s => $"{f.Name}({s.Line}) {string.Join('.', s.Chain!)}");
        });
        Assert.Empty(wrong);
    }

    [NodeFact]
    public void Imports_AreExportedThere()
    {
        var imports = BicepFile.All.Values.SelectMany(f => f.Imports).ToList();
        Assert.NotEmpty(imports);
        Assert.All(imports, i => Assert.Matches($@"(?s)@export\(\)\s(@description\([^\n]*\)\s)?(var|type) {i.There} =", Repository.Read(i.File)));
    }

    [NodeFact]
    public void Stages_HaveWhatTheirTypeAsksFor()
    {
        var type = BicepFile.All["infra/stages/stage.bicep"].Of("type_declaration").First(t => BicepFile.NameOf(t) == "stage").Children[^1];
        foreach (var stage in new[] { "trial", "production" })
        {
            var value = BicepFile.All[$"infra/stages/{stage}.bicep"].Of("variable_declaration").Single().Children[^1];
            Assert.Equal(type.Properties.Select(p => p.Name).Order(StringComparer.Ordinal), value.Properties.Select(p => p.Name).Order(StringComparer.Ordinal));
        }
    }

    [NodeFact]
    public void ParametersOfMain_AreDescribedAndGivenByEachParameterFile()
    {
        var main = BicepFile.All["infra/main.bicep"];
        Assert.All(main.Parameters, p => Assert.Matches($@"@description\('[^\n]+'\)\nparam {p} ", Repository.Read(main.Name)));
        var azd = JsonElement.Parse(Repository.Read("infra/main.parameters.json")).GetProperty("parameters").EnumerateObject().Select(p => p.Name);
        Assert.Equal(main.Parameters.Order(StringComparer.Ordinal), azd.Order(StringComparer.Ordinal));
        foreach (var file in new[] { "infra/trial.bicepparam", "infra/production.bicepparam" })
        {
            var given = Repository.Find(file, @"(?m)^param (?<it>\w+) = ");
            Assert.Empty(main.Required.Except(given, StringComparer.Ordinal));
            Assert.Empty(given.Except(main.Parameters, StringComparer.Ordinal));
            Assert.Equal($"'{Path.GetFileNameWithoutExtension(file)}'", Repository.Find(file, "(?m)^param stage = (?<it>.*)$").Single());
        }
    }

    /// <summary>Identifiers that stand for a value: not names being declared, keys, members, functions or types.</summary>
    private static IEnumerable<Syntax> Used(Syntax syntax) => syntax.Kind switch
    {
        "import_functionality" or "import_statement" or "type_declaration" or "type" or "comment" or "decorators" => [],
        "identifier" => [syntax],
        "metadata_declaration" or "parameter_declaration" or "variable_declaration" or "output_declaration" or "resource_declaration" or "module_declaration" or "object_property"
            => syntax.Children.Skip(1).Concat(Keys(syntax)).SelectMany(Used),
        "for_statement" => syntax.Children.Where(c => c.Field != "initializer").SelectMany(Used),
        "call_expression" => syntax.Children.Skip(1).SelectMany(Used),
        _ => syntax.Children.SelectMany(Used),
    };

    private static IEnumerable<Syntax> Keys(Syntax syntax) => syntax.Kind == "object_property" && syntax.Children[0].Kind == "string" ? [syntax.Children[0]] : [];

    private static IEnumerable<string> Declared(BicepFile file) =>
    [
        .. file.Parameters, .. file.Variables, .. file.Imports.Select(i => i.Here),
        .. file.Resources.Select(BicepFile.NameOf), .. file.Modules.Select(BicepFile.NameOf),
        .. file.Root.All.Where(s => s.Field == "initializer").Select(s => s.Text!),
        .. file.Of("type_declaration").Select(BicepFile.NameOf),
        "subscription",
    ];
}
