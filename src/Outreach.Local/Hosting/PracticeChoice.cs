using Outreach.App.Practices;
using Outreach.Core.Documents;
using Outreach.Core.FollowUps;

namespace Outreach.Local.Hosting;

/// <summary>Which practice.yaml and plans the local host takes.</summary>
internal static class PracticeChoice
{
    private const string ShippedBy = "shipped";

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

    /// <summary>Puts the folder in force where it is not what the store was last given. The shipped one never replaces a practice's own.</summary>
    /// <exception cref="StartException">The folder changes a plan under the version that patients are enrolled in.</exception>
    public static async ValueTask PutInForceAsync(PracticeInForce practice, IPracticeVersions versions, string folder, CancellationToken cancel)
    {
        var shipped = folder == PracticeFolder.Shipped;
        var newest = (await versions.ListAsync(1, null, cancel)).FirstOrDefault();
        if (shipped && newest is not null && newest.By != ShippedBy)
        {
            await practice.RefreshAsync(cancel);
            return;
        }

        await practice.StartAsync(PracticeFiles.Of(folder), shipped ? ShippedBy : PracticeInForce.Deployment, cancel);
        var wrong = practice.Refused.Where(d => d.Severity == Severity.Error).ToList();
        if (wrong.Count > 0 && !shipped) throw new StartException($"The plans or the practice in {folder} cannot be put in force:\n{string.Join('\n', wrong)}");
    }
}
