using System.Text.RegularExpressions;

namespace Outreach.Infra.Tests.Files;

/// <summary>The files of this repository, named from its root with forward slashes.</summary>
internal static class Repository
{
    public static string Root { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Path(string name) => System.IO.Path.Combine([Root, .. name.Split('/')]);

    public static string Read(string name) => File.ReadAllText(Path(name));

    public static IEnumerable<string> Under(string folder, string pattern) => Directory
        .EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories)
        .Select(f => System.IO.Path.GetRelativePath(Root, f).Replace('\\', '/'))
        .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>What the group <c>it</c> holds, at each match.</summary>
    public static IReadOnlyList<string> Find(string name, string pattern) =>
        [.. Regex.Matches(Read(name), pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(m => m.Groups["it"].Value)];

    private static string Above(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("Outreach.sln was not found above the tests."),
        _ when File.Exists(System.IO.Path.Combine(folder.FullName, "Outreach.sln")) => folder.FullName,
        _ => Above(folder.Parent),
    };
}
