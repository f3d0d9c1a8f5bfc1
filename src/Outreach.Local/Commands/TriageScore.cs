using System.Globalization;
using Outreach.Core.Replies;

namespace Outreach.Local.Commands;

/// <summary>
/// How well labelled replies were read, by the conventions of the label format: an urgency is right when it is one of the
/// accepted ones, an emergency is one whose only accepted urgency is emergency, and <c>concern</c> beside a bare reading
/// whose urgency may be above none is neither asked for nor held against.
/// </summary>
public sealed class TriageScore
{
    private static readonly Urgency[] Urgencies = Enum.GetValues<Urgency>();

    private readonly List<(LabelledLine Line, Meaning Read)> lines = [];

    /// <summary>Of the lines that accept only emergency, how many were read as one.</summary>
    public (int Right, int Of) Emergencies => Count(l => l.Line.Least == Urgency.Emergency, l => l.Read.Urgency == Urgency.Emergency);

    /// <summary>Of the lines that accept nothing below urgent, how many were read as urgent or emergency.</summary>
    public (int Right, int Of) UrgentOrMore => Count(l => l.Line.Least >= Urgency.Urgent, l => l.Read.Urgency >= Urgency.Urgent);

    /// <summary>Of the lines that do not accept emergency, how many were read as one all the same.</summary>
    public (int Right, int Of) FalseEmergencies => Count(l => !l.Line.Urgencies.Contains(Urgency.Emergency), l => l.Read.Urgency == Urgency.Emergency);

    /// <summary>Of the lines that accept nothing below urgent, how many were read as nothing at all: the figure that counts most.</summary>
    public (int Right, int Of) DangerClosed => Count(l => l.Line.Least >= Urgency.Urgent, l => l.Read.Urgency == Urgency.None);

    /// <summary>Of the lines that do not accept emergency, how many patients would be asked "Is this an emergency?".</summary>
    public (int Right, int Of) Asked => Count(l => !l.Line.Urgencies.Contains(Urgency.Emergency), l => l.Read is { Doubt: Doubt.Danger, Urgency: Urgency.Urgent });

    /// <summary>The same of lines that need nobody, or somebody on the next business day.</summary>
    public (int Right, int Of) AskedInVain => Count(l => l.Line.Urgencies.Max() <= Urgency.Routine, l => l.Read is { Doubt: Doubt.Danger, Urgency: Urgency.Urgent });

    /// <summary>Emergencies read as less that are asked about within the minute.</summary>
    public (int Right, int Of) MissedButAsked => Count(l => l.Line.Least == Urgency.Emergency && l.Read.Urgency < Urgency.Emergency, l => l.Read is { Doubt: Doubt.Danger, Urgency: Urgency.Urgent });

    /// <summary>Of the lines that need nobody, how many go to a person the same day all the same.</summary>
    public (int Right, int Of) OverUrgent => Count(l => l.Line.Urgencies.Max() == Urgency.None, l => l.Read.Urgency >= Urgency.Urgent);

    public (int Right, int Of) Values => Count(_ => true, l => ValueIsRight(l.Line, l.Read));

    /// <summary>F1 over all intents of all lines together.</summary>
    public double IntentF1
    {
        get
        {
            var (hit, missed, extra) = Tally(Enum.GetValues<Intents>());
            return hit == 0 ? 0 : 2.0 * hit / (2.0 * hit + missed + extra);
        }
    }

    public void Add(LabelledLine line, Meaning read) => lines.Add((line, read));

    public void Print(TextWriter output)
    {
        output.WriteLine($"{lines.Count} lines");
        Share(output, "emergencies found", Emergencies);
        Share(output, "urgent or more found", UrgentOrMore);
        Share(output, "danger read as none", DangerClosed);
        Share(output, "false emergencies", FalseEmergencies);
        Share(output, "none read as urgent", OverUrgent);
        Share(output, "missed, but asked", MissedButAsked);
        Share(output, "asked, no emergency", Asked);
        Share(output, "asked, none or routine", AskedInVain);
        Share(output, "urgency right", Count(_ => true, l => l.Line.Urgencies.Contains(l.Read.Urgency)));
        Share(output, "values right", Values);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"intents F1",-22} {IntentF1,8:F3}"));
        PrintUrgencies(output);
        PrintIntents(output);
        PrintMisses(output);
    }

    private static void Share(TextWriter output, string name, (int Right, int Of) share) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-22} {share.Right,4} of {share.Of,4}  {Percent(share.Right, share.Of),6}"));

    private static string Percent(int part, int of) => of == 0 ? "-" : (100.0 * part / of).ToString("F1", CultureInfo.InvariantCulture) + "%";

    private static bool ValueIsRight(LabelledLine line, Meaning read) =>
        string.Equals(line.Value, read.Value, StringComparison.Ordinal) && (line.Value is null || line.Unit is null || string.Equals(line.Unit, read.Unit, StringComparison.Ordinal));

    private static Intents Heard(LabelledLine line, Meaning read)
    {
        var bareReading = line.Intents == Intents.Answer && line.Value is not null && line.Urgencies.Max() > Urgency.None;
        return bareReading ? read.Intents & ~Intents.Concern : read.Intents;
    }

    private static string Names(Intents intents) => intents.ToString().Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The label's row in the table: what was read where that is accepted, else the most urgent accepted.</summary>
    private static Urgency Row(LabelledLine line, Meaning read) => line.Urgencies.Contains(read.Urgency) ? read.Urgency : line.Urgencies.Max();

    private (int Right, int Of) Count(Func<(LabelledLine Line, Meaning Read), bool> among, Func<(LabelledLine Line, Meaning Read), bool> right)
    {
        var all = lines.Where(among).ToList();
        return (all.Count(right), all.Count);
    }

    private (int Hit, int Missed, int Extra) Tally(IEnumerable<Intents> kinds)
    {
        int hit = 0, missed = 0, extra = 0;
        foreach (var kind in kinds.Where(k => k != Intents.None))
            foreach (var (line, read) in lines)
            {
                var wanted = line.Intents.HasFlag(kind);
                var heard = Heard(line, read).HasFlag(kind);
                if (wanted && heard) hit++;
                else if (wanted) missed++;
                else if (heard) extra++;
            }

        return (hit, missed, extra);
    }

    private void PrintUrgencies(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{"labelled \\ read",-16}{string.Concat(Urgencies.Select(u => $"{u,11}"))}   recall precision");
        foreach (var row in Urgencies)
        {
            var cells = Urgencies.Select(column => lines.Count(l => Row(l.Line, l.Read) == row && l.Read.Urgency == column)).ToArray();
            var right = cells[(int)row];
            output.WriteLine($"{row,-16}{string.Concat(cells.Select(c => $"{c,11}"))}{Percent(right, cells.Sum()),9}{Percent(right, lines.Count(l => l.Read.Urgency == row)),10}");
        }
    }

    private void PrintIntents(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{"intent",-16}{"found",11}{"missed",11}{"extra",11}   recall precision");
        foreach (var kind in Enum.GetValues<Intents>().Where(k => k != Intents.None))
        {
            var (hit, missed, extra) = Tally([kind]);
            if (hit + missed + extra > 0)
                output.WriteLine($"{kind,-16}{hit,11}{missed,11}{extra,11}{Percent(hit, hit + missed),9}{Percent(hit, hit + extra),10}");
        }
    }

    private void PrintMisses(TextWriter output)
    {
        output.WriteLine();
        foreach (var (line, read) in lines)
        {
            List<string> wrong = [];
            if (!line.Urgencies.Contains(read.Urgency)) wrong.Add($"urgency {read.Urgency} for {string.Join('/', line.Urgencies)}");
            if (Heard(line, read) != Heard(line, read with { Intents = line.Intents })) wrong.Add($"intents {Names(read.Intents)} for {Names(line.Intents)}");
            if (!ValueIsRight(line, read)) wrong.Add($"value {read.Value ?? "null"} {read.Unit} for {line.Value ?? "null"} {line.Unit}");
            if (wrong.Count > 0) output.WriteLine($"{line.Id} [{line.Ask}] {line.Text.ReplaceLineEndings(" / ")}: {string.Join("; ", wrong)} <{string.Join(' ', read.Evidence.Select(e => $"{e.Rule}:{e.Scope}"))}>");
        }
    }
}

/// <summary>A reply with the labels a careful reader gave it.</summary>
public sealed record LabelledLine(string Id, Ask Ask, string Text, Intents Intents, IReadOnlyList<Urgency> Urgencies, string? Value, string? Unit)
{
    public Urgency Least => Urgencies.Min();
}
