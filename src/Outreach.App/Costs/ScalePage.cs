using System.Globalization;
using System.Text;
using Outreach.Core.FollowUps;

namespace Outreach.App.Costs;

/// <summary>docs/scale.md: a million patients on paper, by <c>outreach cost --scale</c>.</summary>
public static class ScalePage
{
    private const int Most = 1_000_000;
    private static readonly string[] Plans = ["post-visit", "home-blood-pressure"];
    private static readonly int[] Practices = [2_000, 50_000, Most];

    public static string Write(Context context, PriceList prices)
    {
        var habits = new Habits();
        var survey = Survey.Of(context, [.. Plans.Select(p => context.Plans.Latest(p)!)], habits);
        CostReport Report(int patients) => CostReport.Of(context, survey, patients, Stage.Production, prices, habits);
        var (none, most) = (Report(0), Report(Most));
        var limits = AzureLimit.All.Select(l => (Limit: l, Breaks: Breaks(l, none, most))).OrderBy(l => l.Breaks).ToList();
        var text = new StringBuilder();
        text.AppendLine("# A million patients, on paper").AppendLine();
        text.AppendLine(Say($"Written by `outreach cost --scale` from the same counts as the bill ([cost.md](cost.md)): each patient in {string.Join(" and ", survey.Plans)} at all times, which is as busy as a patient gets. Nothing of this has run on Azure. The busiest hour is taken to hold a whole day's work, which `spread` in practice.yaml and patients' own hours make gentler.")).AppendLine();
        text.AppendLine("## A month").AppendLine();
        text.AppendLine(Say($"| | {string.Join(" | ", Practices.Select(p => Say($"{p:N0} patients")))} |")).AppendLine("|---|---:|---:|---:|");
        var reports = Practices.Select(Report).ToList();
        Row("Check-ins", r => r.Month.CheckIns);
        Row("Texts to patients and providers", r => r.Month.Texts);
        Row("Segments of them", r => r.Month.Segments);
        Row("Texts received", r => r.Month.TextsReceived);
        Row("Emails", r => r.Month.Emails);
        Row("Escalations", r => r.Month.Escalations);
        Row("Events of the carrier", r => r.Month.CarrierEvents);
        Row("Table operations", r => r.Quantities.TableOperations);
        Row("Queue and history operations of the clocks", r => r.Quantities.DurableOperations);
        Row("Durable actions", r => r.Quantities.DurableActions);
        Row("Function executions", r => r.Quantities.Executions);
        Row("Clocks (orchestrations) alive", r => r.Patients);
        Row("Partitions of the ledger (one a patient)", r => r.Patients);
        Row("Toll-free numbers", r => r.Quantities.Numbers);
        Row("GB kept", r => r.Quantities.StoredGigabytes);
        Row("US dollars", r => r.Bill.Usd);
        text.AppendLine().AppendLine("## Limits, in the order in which they are reached").AppendLine();
        text.AppendLine("| Limit | gives | a million take | reached by, patients | what to switch then |").AppendLine("|---|---:|---:|---:|---|");
        foreach (var (limit, breaks) in limits)
            text.AppendLine(Say($"| {limit.What} ({limit.Source}) | {limit.At:N0} {limit.Unit} | {limit.Takes(most):N0} | {Rounded(breaks):N0} | {limit.Then} |"));
        text.AppendLine().AppendLine(Say($"**First**, at about {Rounded(limits[0].Breaks):N0} patients: {Small(limits[0].Limit.What)}. Then, at about {Rounded(limits[1].Breaks):N0}: {Small(limits[1].Limit.What)}. Both are settled by asking Microsoft for more and by numbers in the settings, and cost no code."));
        text.AppendLine().AppendLine("## What does not grow").AppendLine();
        text.AppendLine("- A step reads and writes one partition, the patient's own, which sees a few operations a minute at its busiest; the limit of 2,000 entities a second for one partition is never near.");
        text.AppendLine("- A transaction has at most 90 operations and a step at most 20 texts, whatever the number of patients (`LedgerLimits`).");
        text.AppendLine("- Clocks do not know each other: an orchestration a patient, none above them, each begun anew after every wait, so that no history grows.");
        text.AppendLine("- A page of the board, the auditor and the clocks ask for what is open or due, never for everybody; only the nightly walk goes through all ledgers.").AppendLine();
        text.AppendLine("## What is assumed").AppendLine().Append(most.AssumptionsAsMarkdown());
        return text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);

        void Row(string what, Func<CostReport, decimal> of) => text.AppendLine(Say($"| {what} | {string.Join(" | ", reports.Select(r => Say($"{of(r):N0}")))} |"));
    }

    private static decimal Breaks(AzureLimit limit, CostReport none, CostReport most)
    {
        var standing = limit.Takes(none);
        return limit.ReachedBy((limit.Takes(most) - standing) / most.Patients, standing);
    }

    /// <summary>Two figures are as many as such an estimate has.</summary>
    private static decimal Rounded(decimal patients)
    {
        var unit = 1m;
        while (patients / unit >= 100) unit *= 10;
        return Math.Floor(patients / unit) * unit;
    }

    private static string Small(string what) => char.ToLowerInvariant(what[0]) + what[1..];

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
