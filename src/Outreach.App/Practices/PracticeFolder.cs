using Outreach.Core.FollowUps;

namespace Outreach.App.Practices;

/// <summary>practice.yaml and the plans beside it.</summary>
public static class PracticeFolder
{
    public const string PracticeFile = "practice.yaml";

    /// <summary>The plans and demo practice that come with the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "careplans");

    /// <exception cref="PracticeFolderException">Something in it is wrong; every mistake is named with its place.</exception>
    public static Context Load(string folder)
    {
        var read = PracticeCheck.Read(PracticeFiles.Of(folder));
        return read.IsGood
            ? read.Context()
            : throw new PracticeFolderException($"The plans or the practice in {folder} cannot be used:\n{string.Join('\n', read.Errors)}\nRun: outreach check {folder}");
    }
}

/// <summary>The folder cannot be used; the message names every mistake with its place, and what to write instead.</summary>
public sealed class PracticeFolderException(string message) : Exception(message);
