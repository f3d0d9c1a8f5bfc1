using System.Globalization;
using System.Text;
using Outreach.Core.FollowUps;

namespace Outreach.App.Costs;

/// <summary>docs/cost.md: three practices, by <c>outreach cost --markdown</c>.</summary>
public static class CostPage
{
    private static readonly string[] Plans = ["post-visit", "home-blood-pressure"];

    private static readonly (string Heading, int Patients, Stage Stage)[] Practices =
    [
        ("Trying it out: nobody enrolled", 0, Stage.Trial),
        ("A small practice: 300 patients", 300, Stage.Production),
        ("A group: 2,000 patients", 2_000, Stage.Production),
        ("A network: 50,000 patients", 50_000, Stage.Production),
    ];

    public static string Write(Context context, PriceList prices)
    {
        var habits = new Habits();
        var survey = Survey.Of(context, [.. Plans.Select(p => context.Plans.Latest(p)!)], habits);
        var reports = Practices.Select(p => (p.Heading, Report: CostReport.Of(context, survey, p.Patients, p.Stage, prices, habits))).ToList();
        var text = new StringBuilder();
        text.AppendLine("# What it costs").AppendLine();
        text.AppendLine("Written by `outreach cost --markdown` from the plans in `careplans/` and the prices in [src/Outreach.App/Costs/prices.json](../src/Outreach.App/Costs/prices.json), each with its source. For your own: `outreach cost --patients 2000 --plans post-visit,home-blood-pressure --careplans FOLDER`, with `--trial` or `--production`.").AppendLine();
        text.AppendLine("| | US dollars a month | of which texts |").AppendLine("|---|---:|---:|");
        foreach (var (heading, report) in reports) text.AppendLine(Say($"| {heading} | {report.Bill.Usd:N0} | {report.Bill.Lines.Take(4).Sum(l => l.Usd):N0} |"));
        text.AppendLine().AppendLine("Nearly all of it is segments of texts. So the words decide: one curly quote or emoji more than doubles a text, and `outreach check` counts the segments of every text of a plan.").AppendLine();
        foreach (var (heading, report) in reports) text.AppendLine(report.Markdown(heading));
        text.AppendLine("## What is assumed").AppendLine().Append(reports[^1].Report.AssumptionsAsMarkdown());
        text.AppendLine("- a price marked *check* is from memory or second hand: look it up before you rely on it; free amounts are taken off");
        return text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
