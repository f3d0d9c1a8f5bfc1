using System.Globalization;
using System.Text;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;

namespace Outreach.App.Costs;

/// <summary>A month's bill for so many patients in these plans, with all it assumes.</summary>
public sealed class CostReport
{
    private readonly Stage stage;
    private readonly PriceList prices;
    private readonly Habits habits;
    private readonly Survey survey;

    private CostReport(int patients, Stage stage, PriceList prices, Habits habits, Survey survey, Counts month)
    {
        (Patients, this.stage, this.prices, this.habits, this.survey, Month) = (patients, stage, prices, habits, survey, month);
        Quantities = AzureWork.Of(month, stage);
        Bill = Bill.Of(Quantities, stage, prices);
    }

    public int Patients { get; }

    public Counts Month { get; }

    public Quantities Quantities { get; }

    public Bill Bill { get; }

    /// <summary>Of one patient, from texts and email alone: what one more costs.</summary>
    public decimal UsdAPatient => Bill.Of(AzureWork.Of(survey.Month, stage), stage, prices).Lines.Take(7).Where(l => l.Unit != "numbers").Sum(l => l.Usd);

    public static CostReport Of(Context context, IReadOnlyList<CarePlan> plans, int patients, Stage stage, PriceList prices, Habits habits) =>
        Of(context, Survey.Of(context, plans, habits), patients, stage, prices, habits);

    public static CostReport Of(Context context, Survey survey, int patients, Stage stage, PriceList prices, Habits habits)
    {
        // Each provider gets one digest a day.
        var digests = context.Practice.Providers.Length * Quantities.DaysAMonth;
        return new CostReport(patients, stage, prices, habits, survey, (survey.Month * patients) + new Counts { Emails = digests, EmailBytes = digests * 2_000, Attempts = 0 });
    }

    private string Title => Say($"{Patients:N0} patients, each in {string.Join(" and ", survey.Plans)}; {stage.Name}; prices of {prices.AsOf:uuuu-MM-dd}, US dollars a month");

    private string APatient => Say($"A patient and month: {survey.Month.CheckIns:N1} check-ins, {survey.Month.Texts:N1} texts out in {survey.Month.Segments:N1} segments, {survey.Month.TextsReceived:N1} texts in, {survey.Month.Emails:N2} emails, {survey.Month.Escalations:N2} escalations; ${UsdAPatient:N2} for texts and email. The whole course of {survey.Days} days: {survey.Course.Segments:N0} segments out, {survey.Course.SegmentsReceived:N0} in.");

    private IEnumerable<string> Assumptions =>
    [
        "so many patients are followed up on any day: one who ends is replaced by another",
        "what is sent is counted from the plans and texts as they are now, for 20 typical patients followed in memory by the same rules",
        .. habits.Assumptions,
        .. AzureWork.Assumptions,
        "a digest a day to each provider in practice.yaml",
    ];

    public string Text()
    {
        var text = new StringBuilder().AppendLine(Title).AppendLine();
        foreach (var line in Bill.Lines) text.AppendLine(Say($"{line.What,-40} {line.Quantity,16:N0} {line.Unit,-11} {line.Usd,12:N2}{(line.Price.Verified ? "" : " ?")}"));
        text.AppendLine(Say($"{"Together",-40} {"",16} {"",-11} {Bill.Usd,12:N2}")).AppendLine();
        text.AppendLine(APatient).AppendLine().AppendLine("Assumed:");
        foreach (var assumed in Assumptions) text.AppendLine("- " + assumed);
        text.AppendLine("- a line with ? has a price from memory or second hand: look it up before you rely on it. Free amounts are taken off.");
        return text.ToString();
    }

    /// <summary>The same as part of a page.</summary>
    /// <param name="heading">Of the section.</param>
    public string Markdown(string heading)
    {
        var text = new StringBuilder().AppendLine($"## {heading}").AppendLine().AppendLine(Title + ".").AppendLine();
        text.AppendLine("| | Quantity | | US dollars | |").AppendLine("|---|---:|---|---:|---|");
        foreach (var line in Bill.Lines) text.AppendLine(Say($"| {line.What} | {line.Quantity:N0} | {line.Unit} | {line.Usd:N2} | {(line.Price.Verified ? "" : "check")} |"));
        text.AppendLine(Say($"| **Together** | | | **{Bill.Usd:N2}** | |")).AppendLine().AppendLine(APatient);
        return text.ToString();
    }

    public string AssumptionsAsMarkdown()
    {
        var text = new StringBuilder();
        foreach (var assumed in Assumptions) text.AppendLine($"- {assumed}");
        return text.ToString();
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
