namespace Outreach.Core.Replies.Values;

/// <summary>Better, same or worse.</summary>
internal static class Course
{
    public static Bound? Read(Said said)
    {
        Phrase? first = null;
        var value = "";
        foreach (var phrase in said.All("better", "same", "worse", "not-better", "not-worse"))
        {
            if (first is { } known && known.First <= phrase.First) continue;
            first = phrase;
            value = phrase.Rule.Answer is "not-better" or "not-worse" ? "same" : phrase.Rule.Answer;
        }

        return first is { } said1
            ? new Bound(value, null, said1.First, said1.Last, value == "worse" ? Urgency.Urgent : Urgency.None, "better-same-worse")
            : null;
    }
}
