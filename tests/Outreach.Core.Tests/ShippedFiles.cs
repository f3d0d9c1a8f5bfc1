namespace Outreach.Core.Tests;

/// <summary>The files of careplans/ at the root of the repository.</summary>
internal static class ShippedFiles
{
    public static readonly string Root = FindRoot();

    public static readonly string Folder = Path.Combine(Root, "careplans");

    public static IEnumerable<string> Plans =>
        Directory.EnumerateFiles(Folder, "*.yaml").Where(f => Path.GetFileName(f) != "practice.yaml").Order(StringComparer.Ordinal);

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Outreach.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("the repository's root is not above the tests");
    }
}
