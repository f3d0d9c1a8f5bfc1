using Azure;
using Azure.Data.Tables;
using NodaTime;

namespace Outreach.Functions.Sending;

/// <summary>The queues of all senders, one row each, shared by all instances of the app.</summary>
public sealed class SendingQueue(TableClient rates)
{
    private const string Row = "rate";
    private const int MostRaces = 20;

    /// <summary>When this message may leave. Under heavy contention: soon, without a place.</summary>
    public async ValueTask<Instant> TakeAsync(string sender, IReadOnlyList<SendingRate> limits, Instant now, bool mayWait, CancellationToken cancel)
    {
        for (var race = 0; race < MostRaces; race++)
        {
            var known = await rates.GetEntityIfExistsAsync<TableEntity>(sender, Row, cancellationToken: cancel);
            var entity = known.HasValue ? known.Value! : new TableEntity(sender, Row);
            var at = now;
            for (var i = 0; i < limits.Count; i++)
            {
                // A place in the longer period's queue is one in the shorter's too, at that time.
                var (place, state) = limits[i].Take(Read(entity, i), at, mayWait);
                at = Instant.Max(at, place);
                Write(entity, i, state);
            }

            try
            {
                await (known.HasValue ? rates.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, cancel) : rates.AddEntityAsync(entity, cancel));
                return at;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Another instance took the place.
            }
        }

        return mayWait ? now + Duration.FromSeconds(10) : now;
    }

    private static RateState Read(TableEntity entity, int limit) => new(At(entity, $"routine{limit}"), At(entity, $"urgent{limit}"));

    private static Instant At(TableEntity entity, string name) => Instant.FromUnixTimeTicks(entity.GetInt64(name) ?? 0);

    private static void Write(TableEntity entity, int limit, RateState state)
    {
        entity[$"routine{limit}"] = state.Routine.ToUnixTimeTicks();
        entity[$"urgent{limit}"] = state.Urgent.ToUnixTimeTicks();
    }
}
