using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.App.Practices;

/// <summary>practice.yaml and the plans as text, by file name.</summary>
public sealed record PracticeFiles(ImmutableSortedDictionary<string, string> Texts)
{
    /// <summary>Of a file in characters, so that it fits a row of Table Storage.</summary>
    public const int MostChars = 200_000;
    public const int MostFiles = 100;

    public static PracticeFiles Of(IEnumerable<KeyValuePair<string, string>> texts) =>
        new(texts.ToImmutableSortedDictionary(t => t.Key, t => t.Value.Replace("\r\n", "\n", StringComparison.Ordinal), StringComparer.Ordinal));

    /// <exception cref="PracticeFolderException">There is no practice.yaml.</exception>
    public static PracticeFiles Of(string folder)
    {
        if (!File.Exists(Path.Combine(folder, PracticeFolder.PracticeFile))) throw new PracticeFolderException($"There is no {PracticeFolder.PracticeFile} in {folder}. Copy the one from {PracticeFolder.Shipped} there and make it yours.");
        return Of(Directory.GetFiles(folder, "*.yaml").Select(f => KeyValuePair.Create(Path.GetFileName(f), File.ReadAllText(f))));
    }

    /// <summary>What a file is found by: the same text has the same digest.</summary>
    public static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>File name to digest.</summary>
    public ImmutableSortedDictionary<string, string> Digests() => Texts.ToImmutableSortedDictionary(t => t.Key, t => DigestOf(t.Value), StringComparer.Ordinal);
}
