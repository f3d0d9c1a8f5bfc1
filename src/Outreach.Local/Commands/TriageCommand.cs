using System.CommandLine;

namespace Outreach.Local.Commands;

/// <summary><c>outreach triage &lt; in.jsonl &gt; out.jsonl</c>, and <c>outreach triage --score labelled.jsonl</c>.</summary>
internal static class TriageCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var command = new Command("triage", "Read patient replies as JSON lines {\"id\",\"lang\",\"ask\",\"text\"} from standard input and write what they mean, one line each.");
        var score = new Option<FileInfo?>("--score") { Description = "A file of labelled replies to read and score instead: recall and precision of each class, a table of confusions, and the misses." };
        command.Options.Add(score);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(score) is { } file)
            {
                if (!file.Exists)
                {
                    error.WriteLine($"There is no file {file.Name} to score.");
                    return 1;
                }

                using var labelled = file.OpenText();
                return TriageJob.Score(labelled, output, error);
            }

            using var input = new StreamReader(Console.OpenStandardInput(), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return TriageJob.Run(input, output, error);
        });
        return command;
    }
}
