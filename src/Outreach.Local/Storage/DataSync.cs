using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Outreach.Local.Storage;

/// <summary>
/// SQLite's own way to the files, except that on Linux the write-ahead log is forced to disk by fdatasync, as by every SQLite that a distribution builds; the one in our
/// package was built without it and takes fsync. Both return once all that was written is on the disk. But fsync also waits for the time of the last change, that is for a
/// commit of the file system's own journal, behind whatever else is in it: several times as long as the write itself. And what a checkpoint copies into the database's own
/// file is forced little by little: thousands of pages at once, two seconds' worth under load, would hold up every commit until they are on the disk.
/// </summary>
internal static unsafe partial class DataSync
{
    private const string Name = "outreach-datasync";
    private const int IsDatabase = 0x00000100;
    private const int IsLog = 0x00080000;

    /// <summary>Pages of a database's own file that are forced together: few enough that a commit, which waits for the same disk, does not wait long.</summary>
    private const int PagesTogether = 256;
    private const int Done = 0;
    private const int NotWritten = 778;
    private const int NotForced = 1034;
    private const int ReadableNotInherited = 0x80000;
    private const int Interrupted = 4;
    private const int MethodsSince = 3;
    private const int FilePointer = 7;
    private const int LogPointer = 28;
    private const int SyncNormal = 2;

    private static readonly ConcurrentDictionary<nint, Opened> Files = new();
    private static readonly Lazy<string?> Registered = new(Register);
    private static FileSystem* plain;
    private static FileMethods* logMethods;
    private static FileMethods* databaseMethods;

    /// <summary>For the connection string; null where SQLite's own is as good.</summary>
    public static string? FileSystemName => Registered.Value;

    /// <summary>How often the log of a database was forced to disk by this way, by those who have it open.</summary>
    public static long Forced(string file) => Files.Values.OfType<OpenLog>().Where(l => l.Path == file + "-wal").Sum(l => Interlocked.Read(ref l.Times));

    /// <summary>How often pages of a database were forced together while a checkpoint was still copying, by those who have it open.</summary>
    public static long ForcedWhileCopying(string file) => Files.Values.OfType<OpenDatabase>().Where(d => d.Path == file).Sum(d => Interlocked.Read(ref d.Pages) / PagesTogether);

    /// <summary>Forces the database's own file to disk. SQLite does so only once a checkpoint has copied all there is; what partial ones copied waits until then.</summary>
    public static void ForceFile(SqliteConnection connection) => Force(connection, FilePointer);

    /// <summary>Forces the log to disk, where commits do not. Nothing before the connection has used it.</summary>
    public static void ForceLog(SqliteConnection connection) => Force(connection, LogPointer);

    /// <summary>What fails here is found by the next commit or checkpoint, which can say so.</summary>
    private static void Force(SqliteConnection connection, int which)
    {
        OpenFile* file = null;
        fixed (byte* main = "main"u8)
        {
            if (Control((void*)connection.Handle!.DangerousGetHandle(), main, which, &file) == Done && file is not null && file->Methods is not null) _ = file->Methods->Sync(file, SyncNormal);
        }
    }

    private static string? Register()
    {
        SQLitePCL.Batteries_V2.Init();
        // Before anything else asks SQLite for something: it counts its memory under one lock for all connections, and nobody wants the count.
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess || (plain = Find(null)) is null) return null;
        var ours = (FileSystem*)NativeMemory.Alloc((nuint)sizeof(FileSystem));
        *ours = *plain;
        ours->Next = 0;
        ours->Name = Marshal.StringToCoTaskMemUTF8(Name);
        ours->Open = &Open;
        return Add(ours, 0) == Done ? Name : null;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(FileSystem* ours, byte* path, OpenFile* file, int flags, int* flagsNow)
    {
        var result = plain->Open(ours, path, file, flags, flagsNow);
        if (result != Done || file->Methods is null || file->Methods->Version < MethodsSince) return result;
        if ((flags & IsDatabase) != 0)
        {
            Files[(nint)file] = new OpenDatabase(Marshal.PtrToStringUTF8((nint)path)!, (nint)file->Methods);
            file->Methods = MethodsLike(file->Methods, ref databaseMethods, isLog: false);
        }
        else if ((flags & IsLog) != 0 && OpenDescriptor(path, ReadableNotInherited) is var descriptor and >= 0)
        {
            // What one descriptor wrote, another of the same file forces. SQLite's own is not to be had.
            Files[(nint)file] = new OpenLog(Marshal.PtrToStringUTF8((nint)path)!, descriptor, (nint)file->Methods);
            file->Methods = MethodsLike(file->Methods, ref logMethods, isLog: true);
        }

        return result;
    }

    /// <summary>Only checkpoints write here.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WritePage(OpenFile* file, void* page, int bytes, long at)
    {
        if (!Files.TryGetValue((nint)file, out var opened) || opened is not OpenDatabase database) return NotWritten;
        var methods = (FileMethods*)database.Methods;
        var written = methods->Write(file, page, bytes, at);
        return written == Done && Interlocked.Increment(ref database.Pages) % PagesTogether == 0 ? methods->Sync(file, SyncNormal) : written;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SyncLog(OpenFile* file, int flags)
    {
        if (!Files.TryGetValue((nint)file, out var opened) || opened is not OpenLog log) return NotForced;
        if (!log.IsInItsFolder)
        {
            // SQLite's own first: that a new file is in its folder has to be on the disk too.
            var first = ((FileMethods*)log.Methods)->Sync(file, flags);
            log.IsInItsFolder = first == Done;
            return first;
        }

        while (ForceData(log.Descriptor) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted) return NotForced;
        }

        Interlocked.Increment(ref log.Times);
        return Done;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(OpenFile* file)
    {
        if (!Files.TryRemove((nint)file, out var opened)) return Done;
        if (opened is OpenLog log) _ = CloseDescriptor(log.Descriptor);
        return ((FileMethods*)opened.Methods)->Close(file);
    }

    /// <summary>All logs have the same methods, and all databases; made once and never freed, as long as a file may be open.</summary>
    private static FileMethods* MethodsLike(FileMethods* original, ref FileMethods* made, bool isLog)
    {
        lock (Files)
        {
            if (made is not null) return made;
            var ours = (FileMethods*)NativeMemory.Alloc((nuint)sizeof(FileMethods));
            *ours = *original;
            ours->Close = &Close;
            if (isLog) ours->Sync = &SyncLog;
            else ours->Write = &WritePage;
            return made = ours;
        }
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial FileSystem* Find(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Add(FileSystem* ours, int asDefault);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Control(void* connection, byte* database, int operation, void* value);

    [LibraryImport("libc", EntryPoint = "open")]
    private static partial int OpenDescriptor(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int ForceData(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(int descriptor);

    /// <param name="methods">Of SQLite.</param>
    private abstract class Opened(string path, nint methods)
    {
        public string Path { get; } = path;

        public nint Methods { get; } = methods;
    }

    private sealed class OpenLog(string path, int descriptor, nint methods) : Opened(path, methods)
    {
        public long Times;

        public int Descriptor { get; } = descriptor;

        public bool IsInItsFolder { get; set; }
    }

    private sealed class OpenDatabase(string path, nint methods) : Opened(path, methods)
    {
        public long Pages;
    }

    /// <summary>sqlite3_vfs.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileSystem
    {
        public int Version;
        public int FileBytes;
        public int LongestPath;
        public nint Next;
        public nint Name;
        public nint Data;
        public delegate* unmanaged[Cdecl]<FileSystem*, byte*, OpenFile*, int, int*, int> Open;
        public fixed long Others[15];
    }

    /// <summary>sqlite3_file.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct OpenFile
    {
        public FileMethods* Methods;
    }

    /// <summary>sqlite3_io_methods.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileMethods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> Close;
        public nint Read;
        public delegate* unmanaged[Cdecl]<OpenFile*, void*, int, long, int> Write;
        public nint Truncate;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Sync;
        public fixed long Others[13];
    }
}
