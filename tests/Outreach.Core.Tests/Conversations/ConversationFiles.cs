using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;

namespace Outreach.Core.Tests.Conversations;

internal static class ConversationFiles
{
    public static readonly string Folder = Path.Combine(ShippedFiles.Root, "tests", "Outreach.Core.Tests", "Conversations");

    /// <summary>A plan with the kinds of question that no shipped plan asks.</summary>
    public static readonly CarePlan AllQuestions = Read("all-questions.yaml");

    private static CarePlan Read(string file)
    {
        var read = CarePlanReader.Read(File.ReadAllText(Path.Combine(Folder, file)), file);
        return read.Plan ?? throw new FormatException(string.Join('\n', read.Diagnostics));
    }

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.conversation.txt").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
}
