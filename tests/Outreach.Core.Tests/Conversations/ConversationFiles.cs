namespace Outreach.Core.Tests.Conversations;

internal static class ConversationFiles
{
    public static readonly string Folder = Path.Combine(ShippedFiles.Root, "tests", "Outreach.Core.Tests", "Conversations");

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.conversation.txt").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
}
