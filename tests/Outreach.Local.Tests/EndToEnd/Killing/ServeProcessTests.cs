using System.Net;
using System.Net.Sockets;

namespace Outreach.Local.Tests.EndToEnd.Killing;

/// <summary>How the program starts, refuses to start, and stops.</summary>
public sealed class ServeProcessTests : IDisposable
{
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(2);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("outreach-serve-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(ServerProcess.Terminate)]
    [InlineData(ServerProcess.Interrupt)]
    public async Task Signal_StopsCleanlyWithinTwoSeconds(int signal)
    {
        using var server = await ServerProcess.StartAsync(folder.FullName);
        await server.Practice.NowAsync();
        Assert.InRange(await server.SignalAsync(signal), TimeSpan.Zero, StopsWithin);
        Assert.Equal(0, server.ExitCode);
    }

    [Fact]
    public async Task Signal_WhileTheClockIsMovedForMonths_StopsCleanlyWithinTwoSeconds()
    {
        using var server = await ServerProcess.StartAsync(folder.FullName);
        var practice = server.Practice;
        await practice.EnrollAsync(await practice.RegisterAsync(Persons.Ann()), "heart-failure-weight", "2026-03-01");
        var before = await practice.NowAsync();
        var moving = practice.AdvanceAsync("P11M");
        for (var polls = 0; polls < 1000 && await practice.NowAsync() == before; polls++) await Task.Yield();

        Assert.InRange(await server.SignalAsync(ServerProcess.Terminate), TimeSpan.Zero, StopsWithin);
        Assert.Equal(0, server.ExitCode);
        try
        {
            await moving;
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException)
        {
            // It was not done in time; it is not claimed to have been.
        }
    }

    [Fact]
    public async Task Serve_PortInUse_SaysWhatToDo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var server = await ServerProcess.RefusedAsync(folder.FullName, "--port", $"{((IPEndPoint)taken.LocalEndpoint).Port}", "--empty");
        Assert.Equal(2, server.ExitCode);
        Assert.Contains("--port 0", Assert.Single(server.Said), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a-file/store")]
    [InlineData("a-file")]
    public async Task Serve_DataFolderCannotBe_SaysWhatToDo(string name)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a-file"), "not a folder");
        using var server = await ServerProcess.RefusedAsync(Path.Combine(folder.FullName, name), "--port", "0", "--empty");
        Assert.Equal(2, server.ExitCode);
        Assert.Contains("--data", Assert.Single(server.Said), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ledger.db")]
    [InlineData("carrier.db")]
    [InlineData("contact.key")]
    public async Task Serve_DamagedStore_SaysWhatToDo(string file)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), string.Concat(Enumerable.Repeat("this is no database ", 500)));
        using var server = await ServerProcess.RefusedAsync(folder.FullName, "--port", "0", "--empty");
        Assert.Equal(2, server.ExitCode);
        Assert.Contains("backup", Assert.Single(server.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_SecondServerOnTheFolder_IsRefused_AndTheFirstGoesOn()
    {
        using var first = await ServerProcess.StartAsync(folder.FullName);
        using var second = await ServerProcess.RefusedAsync(folder.FullName, "--port", "0", "--empty");
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("Another server", Assert.Single(second.Said), StringComparison.Ordinal);
        await first.Practice.NowAsync();

        await first.KillAsync();
        using var third = await ServerProcess.StartAsync(folder.FullName);
        await third.Practice.NowAsync();
    }
}
