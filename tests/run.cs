#:property PublishAot=false
#:property TreatWarningsAsErrors=false

// Builds and tests everything that this machine's package sources can restore: dotnet run tests/run.cs
// Words after it go to dotnet test, for example: dotnet run tests/run.cs --filter FollowUps
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

var root = Root();
var results = Directory.CreateTempSubdirectory("outreach-tests").FullName;
var target = "Outreach.sln";
var (restored, restoreLog) = Run(show: false, "restore", target);
if (restored != 0)
{
    var missing = Missing().Matches(restoreLog).Select(m => m.Groups["package"].Value).Distinct().Order();
    target = "Outreach.Local.slnf";
    Console.WriteLine($"!!! LEFT OUT: everything not in {target}, because this machine's package sources lack {string.Join(", ", missing)} !!!");
    (restored, restoreLog) = Run(show: false, "restore", target);
}

if (restored != 0 || Run(show: true, "build", target, "--no-restore", "--nologo", "-v", "quiet").Code != 0)
{
    if (restored != 0) Console.WriteLine(restoreLog);
    Console.WriteLine("It does not build, so nothing was tested.");
    Console.WriteLine("0 passed, 1 failed, 0 skipped");
    return 1;
}

var code = Run(show: true, ["test", target, "--no-build", "--nologo", "--logger", "trx", "--results-directory", results, .. args]).Code;
int passed = 0, failed = 0, skipped = 0;
XNamespace ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
foreach (var file in Directory.GetFiles(results, "*.trx", SearchOption.AllDirectories))
{
    foreach (var result in XDocument.Load(file).Descendants(ns + "UnitTestResult"))
    {
        switch ((string?)result.Attribute("outcome"))
        {
            case "Passed":
                passed++;
                break;
            case "NotExecuted":
                skipped++;
                Console.WriteLine($"skipped: {(string?)result.Attribute("testName")}: {result.Descendants(ns + "Message").FirstOrDefault()?.Value.Trim()}");
                break;
            default:
                failed++;
                Console.WriteLine($"FAILED: {(string?)result.Attribute("testName")}");
                break;
        }
    }
}

Directory.Delete(results, recursive: true);
// A run that broke off has a bad code and no failed test.
if (code != 0 && failed == 0) failed = 1;
Console.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
return failed == 0 && passed > 0 ? 0 : 1;

(int Code, string Log) Run(bool show, params string[] arguments)
{
    var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true };
    start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
    start.Environment["DOTNET_NOLOGO"] = "1";
    using var process = Process.Start(start)!;
    var log = new System.Text.StringBuilder();
    var errors = process.StandardError.ReadToEndAsync();
    while (process.StandardOutput.ReadLine() is { } line)
    {
        log.AppendLine(line);
        if (show && !line.Contains("warning NU1603", StringComparison.Ordinal)) Console.WriteLine(line);
    }

    log.Append(errors.Result);
    if (show && errors.Result.Length > 0) Console.Error.Write(errors.Result);
    process.WaitForExit();
    return (process.ExitCode, log.ToString());
}

static string Root()
{
    for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "Outreach.sln"))) return folder.FullName;
    }

    throw new InvalidOperationException("Outreach.sln was not found here or above; run it in the repository.");
}

internal static partial class Program
{
    [GeneratedRegex(@"error NU110[12]: Unable to find package (?<package>[\w.]*\w)")]
    private static partial Regex Missing();
}
