using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Outreach.Functions.Inbound;

/// <summary>Messages from the carrier that could not be dealt with: kept whole, and a person is told, because one of them may be a patient's reply.</summary>
public sealed partial class SetAside(TableClient table, IClock clock, ILogger<SetAside> log)
{
    public const string Meter = "Outreach.Inbound";

    private const string Row = "set-aside";

    /// <summary>A property holds 64 KiB of UTF-16; a queue message no more than that in all.</summary>
    private const int PropertyChars = 32 * 1024;

    private static readonly Meter Meters = new(Meter);
    private static readonly Counter<long> Counter = Meters.CreateCounter<long>("outreach.inbound.set_aside", "{message}", "Messages from the carrier that a person must look at.");

    /// <param name="why">Nothing personal: it is logged.</param>
    public async ValueTask KeepAsync(string message, string why, CancellationToken cancel)
    {
        // The same message twice is one row.
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message)));
        var entity = new TableEntity(Row, key) { ["why"] = why, ["keptAt"] = clock.GetCurrentInstant().ToDateTimeOffset() };
        for (int from = 0, part = 0; from < message.Length; part++)
        {
            var until = Math.Min(from + PropertyChars, message.Length);
            // Half an emoji could not be kept.
            if (until < message.Length && char.IsHighSurrogate(message[until - 1])) until--;
            entity[$"body{part}"] = message[from..until];
            from = until;
        }

        await table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancel);
        Counter.Add(1);
        Kept(log, why, key);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "A message from the carrier could not be dealt with ({Why}). It may be a patient's reply: look at row {Key} of table setaside.")]
    private static partial void Kept(ILogger log, string why, string key);
}
