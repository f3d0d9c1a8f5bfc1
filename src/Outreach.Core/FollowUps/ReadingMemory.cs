using System.Collections.Concurrent;
using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.FollowUps;

/// <summary>Readings of texts that come over and over, as in a simulation: a reading is a pure function, so each is made once. Not for what people write in earnest, which is kept nowhere but with them.</summary>
public sealed class ReadingMemory(ReplyReader reader)
{
    private const int Most = 20_000;

    private static readonly LocalTime ByDay = LocalTime.Noon;

    private readonly ConcurrentDictionary<Asked, Meaning> known = new();
    private int kept;

    private readonly record struct Asked(string Text, Ask Ask, ImmutableArray<Words> Options, string? Habit, Language Language, LocalTime Time);

    /// <summary>As <see cref="ReplyReader.Read"/>.</summary>
    public Meaning Read(string text, OpenAsk open, Language language, LocalTime localTime)
    {
        ArgumentNullException.ThrowIfNull(open);
        var asked = new Asked(text, open.Ask, open.Options, open.Habit, language, localTime.Hour < ReplyReader.SmallHours ? LocalTime.Midnight : ByDay);
        if (known.TryGetValue(asked, out var meaning)) return meaning;
        if (Interlocked.Increment(ref kept) > Most)
        {
            known.Clear();
            kept = 0;
        }

        return known[asked] = reader.Read(text, open, language, asked.Time);
    }
}
