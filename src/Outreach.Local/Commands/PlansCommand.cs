using Outreach.App.Practices;
using System.CommandLine;
using Outreach.Local.Hosting;

namespace Outreach.Local.Commands;

/// <summary><c>outreach plans check</c>, <c>explain</c> and <c>diff</c>.</summary>
internal static class PlansCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var paths = new Argument<string[]>("paths") { Description = "Plan files, practice.yaml, or folders of them. Default: the shipped plans.", Arity = ArgumentArity.ZeroOrMore };
        var check = new Command("check", "Read plans and practice.yaml like a compiler: file, line, what is wrong, what to write instead.") { paths };
        check.SetAction(parsed => PlansCheckJob.Run(parsed.GetValue(paths) is { Length: > 0 } named ? named : [PracticeFolder.Shipped], output, error));
        return new Command("plans", "Care plans.") { check, PlansExplainCommand.Make(output, error), PlansDiffCommand.Make(output, error) };
    }
}
