namespace Outreach.Local.Hosting;

/// <summary>One server a folder: two would each run their own clock. Held open by the process, so that the system lets go of it however the process ends.
/// Commands such as import work beside a server: each of their writes is one guarded commit.</summary>
internal sealed class DataLock : IDisposable
{
    private const string FileName = "server.lock";

    /// <summary>EAGAIN on Linux and on macOS, and the sharing violation of Windows.</summary>
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream held;

    private DataLock(FileStream held) => this.held = held;

    /// <exception cref="StartException">Another server has the folder, or it cannot be written to.</exception>
    public static DataLock Take(DataFolder data)
    {
        try
        {
            return new DataLock(new FileStream(Path.Combine(data.Path, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException e) when (HeldByAnother.Contains(e.HResult))
        {
            throw new StartException($"Another server is running on {data.Path}. Stop it first, or name another folder with --data.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The folder {data.Path} cannot be written to ({e.Message}). Name one you may write to with --data.");
        }
    }

    public void Dispose() => held.Dispose();
}
