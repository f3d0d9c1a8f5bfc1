using System.Security.Cryptography;

namespace Outreach.Local.Hosting;

/// <summary>Where a store of this machine lives: ledger, carrier and the keys that belong to them.</summary>
internal sealed record DataFolder(string Path)
{
    private const int KeyBytes = 32;

    /// <summary>A deployment's own key, taken along from there, is longer than those made here.</summary>
    private const int MostKeyBytes = 256;

    /// <summary>"outreach" in the user's data directory.</summary>
    public static string Default => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } folder ? folder : System.IO.Path.GetTempPath(),
        "outreach");

    public string LedgerFile => System.IO.Path.Combine(Path, "ledger.db");

    public string CarrierFile => System.IO.Path.Combine(Path, "carrier.db");

    /// <summary>There once the demo's week before has been played to its end.</summary>
    public string DemoPlayedFile => System.IO.Path.Combine(Path, "played");

    /// <summary>The demo has a store of its own.</summary>
    public DataFolder Demo => new(System.IO.Path.Combine(Path, "demo"));

    /// <summary>The practice's own practice.yaml and plans, where it has any.</summary>
    public string CarePlans => System.IO.Path.Combine(Path, "careplans");

    /// <summary>Contact points are found by their hash with this key; without it opt-outs could not be found again.</summary>
    public byte[] ContactKey() => Key("contact.key");

    public byte[] LinkKey() => Key("link.key");

    public void Create()
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path);
            else Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The folder {Path} cannot be made ({e.Message}). Name one you may write to with --data.");
        }
    }

    /// <summary>Written whole or not at all, so that a start that was killed leaves no short key.</summary>
    private byte[] Key(string name)
    {
        var file = System.IO.Path.Combine(Path, name);
        if (!File.Exists(file)) Make(file);
        var key = File.ReadAllBytes(file);
        return key.Length is >= KeyBytes and <= MostKeyBytes ? key : throw new StartException($"{file} is damaged: it must hold {KeyBytes} to {MostKeyBytes} bytes. Put it back from a backup; a new one would forget every opt-out.");
    }

    private static void Make(string file)
    {
        try
        {
            var draft = $"{file}.{Environment.ProcessId}";
            using (var stream = new FileStream(draft, Owned()))
            {
                stream.Write(RandomNumberGenerator.GetBytes(KeyBytes));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process made it at the same time; there is one key.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"{file} cannot be written ({e.Message}). Name a folder you may write to with --data.");
        }
    }

    private static FileStreamOptions Owned()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}

/// <summary>The app cannot start as asked; the message says what to do instead.</summary>
internal class StartException(string message) : Exception(message);
