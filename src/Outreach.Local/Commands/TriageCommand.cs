using System.CommandLine;

namespace Outreach.Local.Commands;

/// <summary><c>outreach triage &lt; in.jsonl &gt; out.jsonl</c>.</summary>
internal static class TriageCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var command = new Command("triage", "Read patient replies as JSON lines {\"id\",\"lang\",\"ask\",\"text\"} from standard input and write what they mean, one line each.");
        command.SetAction(_ =>
        {
            using var input = new StreamReader(Console.OpenStandardInput(), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return TriageJob.Run(input, output, error);
        });
        return command;
    }
}
