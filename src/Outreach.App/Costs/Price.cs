using System.Text.Json;
using NodaTime;
using Outreach.Core.Json;

namespace Outreach.App.Costs;

/// <summary>What one thing costs.</summary>
/// <param name="Usd">US dollars for <paramref name="Each"/> of it.</param>
/// <param name="Free">How much of it a month is free.</param>
/// <param name="Verified">Read in the source named; otherwise from memory or second hand.</param>
public sealed record Price(string Id, decimal Usd, decimal Each, decimal Free, string Source, bool Verified)
{
    public decimal Of(decimal quantity) => Math.Max(0, quantity - Free) / Each * Usd;
}

/// <summary>The dated list of prices that a bill is made with.</summary>
public sealed class PriceList
{
    private readonly Dictionary<string, Price> byId;

    private PriceList(LocalDate asOf, IEnumerable<Price> prices)
    {
        AsOf = asOf;
        byId = prices.ToDictionary(p => p.Id, StringComparer.Ordinal);
    }

    /// <summary>When the prices were looked up.</summary>
    public LocalDate AsOf { get; }

    public IEnumerable<Price> All => byId.Values;

    public Price this[string id] => byId.GetValueOrDefault(id) ?? throw new PriceListException($"The price list has no price \"{id}\".");

    /// <summary>The list that comes with the program, <c>src/Outreach.App/Costs/prices.json</c>.</summary>
    public static PriceList Shipped()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream("Outreach.App.Costs.prices.json")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    /// <exception cref="PriceListException">It is no price list.</exception>
    public static PriceList Read(string json)
    {
        try
        {
            var file = JsonSerializer.Deserialize<PriceFile>(json, OutreachJson.Options) ?? throw new PriceListException("The price list is empty.");
            return new PriceList(file.AsOf, file.Prices);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new PriceListException($"The price list cannot be read ({e.Message}). Copy src/Outreach.App/Costs/prices.json and change the numbers.");
        }
    }

    private sealed record PriceFile(string Currency, LocalDate AsOf, string Note, Price[] Prices);
}

/// <summary>The price list cannot be used; the message says why.</summary>
public sealed class PriceListException(string message) : Exception(message);
