using Outreach.App.Practices;
using Outreach.Core.FollowUps;

namespace Outreach.Local.Hosting;

/// <summary>Which practice.yaml and plans the local host takes.</summary>
internal static class PracticeChoice
{
    /// <summary>The folder named, else the store's own where it has one, else the shipped one.</summary>
    public static string Choose(string? named, DataFolder data) =>
        named ?? (File.Exists(Path.Combine(data.CarePlans, PracticeFolder.PracticeFile)) ? data.CarePlans : PracticeFolder.Shipped);

    /// <exception cref="StartException">Something in it is wrong.</exception>
    public static Context Load(string folder)
    {
        try
        {
            return PracticeFolder.Load(folder);
        }
        catch (PracticeFolderException e)
        {
            throw new StartException(e.Message);
        }
    }
}
