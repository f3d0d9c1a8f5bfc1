using System.Globalization;
using System.Text;
using NodaTime.Text;
using Outreach.App.Costs;
using Outreach.App.Pages;
using Outreach.Core.Replies;

namespace Outreach.App.Simulating;

/// <summary>What a simulation came to, for a practice's manager: in the terminal, and as one page with pictures that needs nothing else.</summary>
public sealed class SimulationReport
{
    private static readonly Urgency[] Urgencies = [Urgency.Emergency, Urgency.Urgent, Urgency.Routine];

    private readonly SimulationAsk ask;
    private readonly double staffHours;

    /// <param name="staffHours">Clinicians' hours there are for this on an office day.</param>
    public SimulationReport(SimulationAsk ask, Tally tally, Stage stage, PriceList prices, double staffHours)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(tally);
        (this.ask, Tally, this.staffHours) = (ask, tally, staffHours);
        var months = ask.Days / Quantities.DaysAMonth;
        Bill = Bill.Of(AzureWork.Of(tally.Counts * (1 / months), stage), stage, prices);
    }

    public Tally Tally { get; }

    /// <summary>Of an average month.</summary>
    public Bill Bill { get; }

    /// <summary>Every figure with its name, for one column or two beside each other.</summary>
    public IReadOnlyList<(string What, string Value)> Figures
    {
        get
        {
            var t = Tally;
            var worked = t.WorkMinutes.Max() / 60;
            return
            [
                ("Patients", Number(t.Patients)),
                ("Check-ins", Number(t.CheckIns)),
                ("Texts to patients", Number(t.Texts.Sum())),
                ("… a patient", Number(t.Texts.Sum() / Math.Max(1.0, t.Patients), "0.0")),
                ("… on the busiest day", Number(t.Texts.Max())),
                ("Segments", Number(t.Segments.Sum())),
                ("Replies", Number(t.Replies.Sum())),
                ("Check-ins answered, first week", Share(t.AnsweredByWeek[0], t.AskedByWeek[0])),
                ("Check-ins answered, fourth week", Share(t.AnsweredByWeek[3], t.AskedByWeek[3])),
                ("Check-ins answered, eighth week", Share(t.AnsweredByWeek[7], t.AskedByWeek[7])),
                ("Check-ins nobody answered", Number(t.Missed.Sum())),
                ("Opted out", Share(t.OptOuts, t.Patients)),
                ("Held for quiet hours", Number(t.HeldForQuiet)),
                ("Held for the cap", Number(t.HeldForCap)),
                ("Not sent, with the reason kept", Number(t.NotSent)),
                .. Urgencies.Select(u => ($"Concerns, {Word(u)}", Number(t.Concerns[u].Sum()))),
                .. Urgencies.Select(u => ($"Acknowledged, {Word(u)}: half within", Wait(t.Waits[u].Within(0.5)))),
                .. Urgencies.Select(u => ($"Acknowledged, {Word(u)}: 95 % within", Wait(t.Waits[u].Within(0.95)))),
                ("Next on the ladder had to be told", Number(t.Moved)),
                ("Concerns still open at the end", Number(t.StillOpen)),
                ("Clinicians' hours a week", Number(t.WorkMinutes.Sum() / 60 / (ask.Days / 7.0), "0.0")),
                ("… on the busiest day", Number(worked, "0.0") + (staffHours > 0 && worked > staffHours ? $" – more than the {Number(staffHours, "0.#")} there are" : "")),
                .. staffHours > 0 ? [("Days with more work than hours", Number(t.WorkMinutes.Count(m => m / 60 > staffHours)))] : Array.Empty<(string, string)>(),
                ("Azure, US dollars a month", Number((double)Bill.Usd, "N0")),
            ];
        }
    }

    public IReadOnlyList<string> Assumptions =>
    [
        ask.Own.IsEmpty ? "patients are made up: half women, 28 to 92 years old, a fifth written to in Spanish, half with an email address" : "patients are those of the file, as they are there",
        $"plans: {string.Join(", ", ask.Plans.Select(p => p.Ref.ToString()))}; everybody is in all of them",
        $"from {LocalDatePattern.Iso.Format(ask.First)} for {ask.Days} days, enrolled over the first {ask.SpreadDays}; seed {ask.Seed}: the same seed gives the same report",
        .. ask.Behaviour.Assumptions,
        "rules, plans, texts, quiet hours, caps and ladder are the real ones; the carrier takes and delivers everything",
        .. AzureWork.Assumptions,
    ];

    public string Text(SimulationReport? other = null)
    {
        var text = new StringBuilder();
        foreach (var (mine, theirs) in Figures.Zip(other?.Figures ?? Figures))
        {
            text.Append(mine.What.PadRight(44)).Append(mine.Value.PadLeft(16));
            if (other is not null) text.Append(theirs.Value.PadLeft(16)).Append(mine.Value == theirs.Value ? "" : "  ≠");
            text.AppendLine();
        }

        text.AppendLine().AppendLine("Assumed:");
        foreach (var assumed in Assumptions) text.Append("- ").AppendLine(assumed);
        return text.ToString();
    }

    /// <summary>Only the figures that another simulation of the same patients has differently: what, ours, theirs.</summary>
    public IEnumerable<(string What, string Mine, string Theirs)> DiffersFrom(SimulationReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Figures.Zip(other.Figures).Where(f => f.First.Value != f.Second.Value).Select(f => (f.First.What, f.First.Value, f.Second.Value));
    }

    /// <summary>One file: style and pictures are in it, nothing is loaded.</summary>
    public string Page(SimulationReport? other = null)
    {
        var days = Enumerable.Range(0, ask.Days).Select(d => LocalDatePattern.Iso.Format(ask.First.PlusDays(d))).ToArray();
        var weeks = Enumerable.Range(0, Math.Min(53, (ask.Days / 7) + 1)).ToArray();
        return Html.Of($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>What it will do to us</title><style>{Style}</style></head>
            <body><main><h1>What {string.Join(" and ", ask.Plans.Select(p => p.Title.En))} will do to us</h1>
            <p class="quiet">{Number(Tally.Patients)} patients for {ask.Days} days from {days[0]}, seed {ask.Seed}. Simulated: nobody was written to.</p>
            <section><h2>In figures</h2><div class="scroll"><table><thead><tr><th scope="col"></th><th scope="col">{(other is null ? "" : "This")}</th>{(other is null ? Html.Empty : Html.Of($"""<th scope="col">The other</th>"""))}</tr></thead><tbody>
            {Figures.Zip(other?.Figures ?? Figures).Select(f => Html.Of($"""<tr{(f.First.Value != f.Second.Value ? Html.Of($" class=\"differs\"") : Html.Empty)}><th scope="row">{f.First.What}</th><td>{f.First.Value}</td>{(other is null ? Html.Empty : Html.Of($"<td>{f.Second.Value}</td>"))}</tr>"""))}
            </tbody></table></div></section>
            {Chart("Texts to patients, by day", days, [.. Tally.Texts.Select(t => (double)t)])}
            {Chart("Replies, by day", days, [.. Tally.Replies.Select(t => (double)t)])}
            {Chart("Check-ins answered, percent, by week since enrolment", [.. weeks.Select(w => $"week {w + 1}")], [.. weeks.Select(w => Tally.AskedByWeek[w] == 0 ? 0 : 100.0 * Tally.AnsweredByWeek[w] / Tally.AskedByWeek[w])])}
            {Chart("Clinicians' work, hours by day", days, [.. Tally.WorkMinutes.Select(m => m / 60)], staffHours)}
            {Chart("Clinicians' work, minutes by hour of the week (Monday first), over the whole time", Hours, Tally.WorkByHour)}
            {Urgencies.Select(u => Chart($"{Word(u)} concerns, by hour of the week (Monday first)", Hours, [.. Tally.Concerns[u].Select(c => (double)c)]))}
            <section><h2>Azure, a month</h2><div class="scroll"><table><tbody>{Bill.Lines.Select(l => Html.Of($"""<tr><th scope="row">{l.What}</th><td>{Number((double)l.Quantity)} {l.Unit}</td><td>${Number((double)l.Usd, "N2")}{(l.Price.Verified ? "" : " ?")}</td></tr>"""))}<tr><th scope="row">Together</th><td></td><td>${Number((double)Bill.Usd, "N2")}</td></tr></tbody></table></div><p class="quiet">? : a price from memory or second hand.</p></section>
            <section><h2>What is assumed</h2><ul>{Assumptions.Select(a => Html.Of($"<li>{a}</li>"))}</ul></section>
            </main></body></html>
            """).ToString();
    }

    private static string[] Hours { get; } = [.. Enumerable.Range(0, Tally.HoursAWeek).Select(h => $"{new[] { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" }[h / 24]} {h % 24}:00")];

    private static Html Style => Html.Of($$"""
        :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif} body{margin:0;background:Canvas;color:CanvasText} main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem}
        h1{font-size:1.5rem;line-height:1.25} h2{font-size:1.1rem;margin:2rem 0 .5rem} .quiet{opacity:.75} .scroll{overflow-x:auto} table{border-collapse:collapse} th,td{text-align:left;font-weight:400;padding:.25rem 1.25rem .25rem 0;border-top:1px solid color-mix(in srgb,CanvasText 15%,transparent)} td{text-align:right;font-variant-numeric:tabular-nums}
        .differs td{font-weight:700} svg{width:100%;height:9rem;display:block} rect{fill:#0b7a72} .over{fill:#b3161f} line{stroke:#b3161f;stroke-dasharray:4 3;vector-effect:non-scaling-stroke}
        """);

    /// <summary>Bars; each says its value when pointed at, and the caption the largest.</summary>
    private static Html Chart(string title, string[] names, double[] values, double limit = 0)
    {
        var most = Math.Max(values.DefaultIfEmpty().Max(), limit);
        if (most <= 0) return Html.Empty;
        var peak = Array.IndexOf(values, values.Max());
        var bars = values.Select((value, i) => value <= 0 ? Html.Empty : Html.Of(
            $"""<rect{(limit > 0 && value > limit ? Html.Of($" class=\"over\"") : Html.Empty)} x="{Number(i, "0")}" y="{Number(100 - (100 * value / most), "0.##")}" width="0.85" height="{Number(100 * value / most, "0.##")}"><title>{names[i]}: {Number(value, "0.#")}</title></rect>"""));
        var line = limit > 0 ? Html.Of($"""<line x1="0" x2="{values.Length}" y1="{Number(100 - (100 * limit / most), "0.##")}" y2="{Number(100 - (100 * limit / most), "0.##")}"/>""") : Html.Empty;
        return Html.Of($"""<section><h2>{title}</h2><svg viewBox="0 0 {values.Length} 100" preserveAspectRatio="none" role="img" aria-label="{title}; most on {names[peak]}: {Number(values[peak], "0.#")}">{bars}{line}</svg><p class="quiet">Most: {Number(values[peak], "0.#")}, {names[peak]}.</p></section>""");
    }

    private static string Word(Urgency urgency) => urgency.ToString().ToLowerInvariant();

    private static string Wait(double? minutes) => minutes switch
    {
        null => "–",
        < 90 and var m => $"{Number(m, "0")} min",
        var m => $"{Number(m.Value / 60, "0.0")} h",
    };

    private static string Share(long part, long whole) => whole == 0 ? "–" : Number(100.0 * part / whole, "0.0") + " %";

    private static string Number(double number, string format = "N0") => number.ToString(format, CultureInfo.InvariantCulture);
}
