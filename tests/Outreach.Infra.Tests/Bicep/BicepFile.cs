using Outreach.Infra.Tests.Files;

namespace Outreach.Infra.Tests.Bicep;

/// <summary>One file of infra/, by what it declares.</summary>
internal sealed class BicepFile(string name, Syntax root)
{
    private static readonly Lazy<IReadOnlyDictionary<string, BicepFile>> Parsed = new(() =>
    {
        var json = Node.Run("bicep.mjs", Repository.Under("infra", "*.bicep"));
        return json.EnumerateObject().ToDictionary(f => f.Name, f => new BicepFile(f.Name, Syntax.Read(f.Value)), StringComparer.Ordinal);
    });

    public static IReadOnlyDictionary<string, BicepFile> All => Parsed.Value;

    public string Name { get; } = name;

    public Syntax Root { get; } = root;

    public IEnumerable<Syntax> Resources => Of("resource_declaration");

    public IEnumerable<Syntax> Modules => Of("module_declaration");

    public IEnumerable<string> Parameters => Of("parameter_declaration").Select(NameOf);

    /// <summary>Those a caller has to give: without a default, and not of a type that takes null.</summary>
    public IEnumerable<string> Required => Of("parameter_declaration").Where(p => p.Children.Count == 2).Select(NameOf);

    public IEnumerable<string> Outputs => Of("output_declaration").Select(NameOf);

    public IEnumerable<string> Variables => Of("variable_declaration").Select(NameOf);

    /// <summary>What it takes from other files: the name there, the name here, the file.</summary>
    public IEnumerable<(string There, string Here, string File)> Imports => Repository
        .Find(Name, @"(?<it>import \{[^}]*\} from '[^']*')")
        .SelectMany(i =>
        {
            var file = i[(i.IndexOf('\'', StringComparison.Ordinal) + 1)..^1];
            return i[(i.IndexOf('{', StringComparison.Ordinal) + 1)..i.IndexOf('}', StringComparison.Ordinal)].Split(',', StringSplitOptions.TrimEntries)
                .Select(n => n.Split(" as ") is [var there, var here] ? (there, here, Beside(file)) : (n, n, Beside(file)));
        });

    public static string NameOf(Syntax declaration) => declaration.Children[0].Text!;

    public static bool IsExisting(Syntax resource) => resource.Children.Any(c => c.Kind == "existing");

    public IEnumerable<Syntax> Of(string kind) => Root.Children.Where(c => c.Kind == kind);

    /// <summary>A path written in this file, from the repository's root.</summary>
    public string Beside(string path) => Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.Path(Name))!, path))).Replace('\\', '/');
}
