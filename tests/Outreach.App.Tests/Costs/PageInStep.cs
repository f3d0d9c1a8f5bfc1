using System.Globalization;
using System.Text.RegularExpressions;
using Outreach.Testing;

namespace Outreach.App.Tests.Costs;

/// <summary>A page of docs that a command writes: OUTREACH_REWRITE=1 writes it anew.</summary>
internal static class PageInStep
{
    /// <summary>The page may lag behind small changes of words; not behind what a practice would notice.</summary>
    private const decimal Tolerance = 0.1m;

    public static void Assert(string name, string page)
    {
        var file = Path.Combine(Shipped.Folder, "..", "docs", name);
        if (Environment.GetEnvironmentVariable("OUTREACH_REWRITE") == "1") File.WriteAllText(file, page);
        var kept = File.ReadAllText(file);

        Xunit.Assert.Equal(Words(page), Words(kept));
        Xunit.Assert.All(Numbers(page).Zip(Numbers(kept)), n => Xunit.Assert.InRange(n.Second, n.First - 1 - (n.First * Tolerance), n.First + 1 + (n.First * Tolerance)));
    }

    private static string Words(string page) => Regex.Replace(page, @"[\d,.]+", "#", RegexOptions.None, TimeSpan.FromSeconds(5));

    private static IEnumerable<decimal> Numbers(string page) =>
        Regex.Matches(page, @"\d[\d,]*(\.\d+)?", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(m => decimal.Parse(m.Value.TrimEnd(','), NumberStyles.Number, CultureInfo.InvariantCulture));
}
