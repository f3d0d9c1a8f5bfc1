using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.CarePlans;
using Outreach.Core.Documents;
using Outreach.Core.FollowUps;

namespace Outreach.App.Simulating;

/// <summary>
/// What a patient of a preview answers, a line each, comments after #:
/// <c>morning: 128/76 | 131/80</c> answers each time that check-in is asked, its questions in turn;
/// <c>weekly.dizzy: no</c> one question of it;
/// <c>day 3: 190/115 | yes</c> whatever is asked on that day in turn, before any other line;
/// <c>day 3 14:30: I feel dizzy</c> is texted then, asked or not. <c>-</c> is no answer, and so is what no line names.
/// </summary>
public sealed class ReplyScript
{
    internal const string Nothing = "-";
    private const string DayLine = "day ";

    private const string Wanted = "write when and what, as \"morning: 128/76\", \"weekly.dizzy: no\", \"day 3: 190/115\" or \"day 3 14:30: I feel dizzy\"";

    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("H':'mm");

    private readonly Dictionary<string, ImmutableArray<string>> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, ImmutableArray<string>> byDay = [];
    private readonly List<(int Day, LocalTime At, string Text)> texted = [];

    private ReplyScript()
    {
    }

    /// <summary>What is texted at a time of its own, by day from day 0.</summary>
    public IReadOnlyList<(int Day, LocalTime At, string Text)> Texted => texted;

    /// <summary>Of the lines that cannot be used, each with what to write instead; the script is then null.</summary>
    /// <param name="days">Of the preview: day 0 to the one before.</param>
    public static (ReplyScript? Script, ImmutableArray<Diagnostic> Errors) Read(string text, string file, CarePlan plan, int days)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(plan);
        var script = new ReplyScript();
        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        var number = 0;
        foreach (var whole in text.Split('\n'))
        {
            number++;
            var line = whole.Split('#')[0].Trim();
            if (line.Length > 0 && script.Take(line, plan, days) is var (what, instead)) errors.Add(new Diagnostic(file, number, 1, Severity.Error, what, instead));
        }

        return (errors.Count == 0 ? script : null, errors.ToImmutable());
    }

    /// <summary>What the script has for this question on this day, and the line it has it from; null where it names neither.</summary>
    internal (string Line, ImmutableArray<string> Answers)? For(CheckInItem item, int day)
    {
        string[] names = [$"{item.CheckIn}.{item.Question}", item.CheckIn];
        if (byDay.TryGetValue(day, out var answers)) return (DayLine + day, answers);
        return names.FirstOrDefault(byName.ContainsKey) is { } name ? (name, byName[name]) : null;
    }

    internal static bool IsOfADay(string line) => line.StartsWith(DayLine, StringComparison.Ordinal);

    internal static bool IsOfAQuestion(string line) => !IsOfADay(line) && line.Contains('.', StringComparison.Ordinal);

    /// <summary>Null when the line can be used.</summary>
    private (string What, string Instead)? Take(string line, CarePlan plan, int days)
    {
        // A time of day has a colon too.
        var parts = line.Split(": ", 2);
        if (parts.Length < 2 || parts[1].Trim() is not { Length: > 0 } said) return ($"\"{line}\" says not {(parts.Length < 2 ? "when" : "what")}", Wanted);
        var (when, answers) = (parts[0].Trim(), said.Split('|', StringSplitOptions.TrimEntries).ToImmutableArray());
        return when.StartsWith(DayLine, StringComparison.OrdinalIgnoreCase) ? TakeDay(when[DayLine.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries), answers, said, days) : TakeName(when, answers, plan);
    }

    private (string What, string Instead)? TakeDay(string[] when, ImmutableArray<string> answers, string said, int days)
    {
        if (when.Length is 0 or > 2 || !int.TryParse(when[0], NumberStyles.None, CultureInfo.InvariantCulture, out var day)) return ($"\"day {string.Join(' ', when)}\" is no day", "write day and its number, as \"day 3:\", or \"day 3 14:30:\" for a text that nobody asked for");
        if (day >= days) return ($"day {day} is past the preview", $"write day 0 to {days - 1}, or give more --days");
        if (when.Length == 1) return byDay.TryAdd(day, answers) ? null : ($"day {day} is there twice", "write its answers in one line, parted by |");
        if (!Time.Parse(when[1]).TryGetValue(default, out var at)) return ($"\"{when[1]}\" is no time of day", "write hours and minutes, as 14:30");
        texted.Add((day, at, said));
        return null;
    }

    private (string What, string Instead)? TakeName(string name, ImmutableArray<string> answers, CarePlan plan)
    {
        var parts = name.Split('.', 2);
        if (plan.CheckIn(parts[0]) is not { } checkIn) return ($"{plan.Ref.Id} has no check-in \"{parts[0]}\"", Nearest.Suggest(parts[0], [.. plan.CheckIns.Select(c => c.Id)]));
        if (parts.Length == 2 && checkIn.Question(parts[1]) is null) return ($"{checkIn.Id} has no question \"{parts[1]}\"", Nearest.Suggest(parts[1], [.. checkIn.Questions.Select(q => q.Id)]));
        return byName.TryAdd(name, answers) ? null : ($"{name} is there twice", "write its answers in one line, parted by |");
    }
}
