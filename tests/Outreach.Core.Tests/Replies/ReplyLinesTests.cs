using Outreach.Core.Replies;

namespace Outreach.Core.Tests.Replies;

/// <summary>Floors on the labelled lines of Lines/: what was reached must not be lost.</summary>
public class ReplyLinesTests
{
    private static readonly List<(LabelledReply Reply, Meaning Meaning)> Read = [.. LabelledReply.Lines.Select(l => (l, l.Read()))];

    [Fact]
    public void No_emergency_and_no_urgent_line_is_read_as_nothing() =>
        Assert.Empty(Read.Where(x => x.Reply.IsUrgent && x.Meaning.Urgency == Urgency.None).Select(x => x.Reply.Text));

    [Fact]
    public void Emergencies_are_found() => AssertShare(0.91, Read.Where(x => x.Reply.IsEmergency), x => x.Meaning.Urgency == Urgency.Emergency);

    [Fact]
    public void What_is_urgent_or_more_is_read_as_urgent_or_more() => AssertShare(0.98, Read.Where(x => x.Reply.IsUrgent), x => x.Meaning.Urgency >= Urgency.Urgent);

    [Fact]
    public void Few_lines_that_are_no_emergency_are_called_one() => AssertShare(0.98, Read.Where(x => !x.Reply.Urgencies.Contains(Urgency.Emergency)), x => x.Meaning.Urgency != Urgency.Emergency);

    [Fact]
    public void Opt_outs_are_all_heard_and_none_is_made_up() =>
        Assert.Empty(Read.Where(x => x.Reply.Intents.HasFlag(Intents.OptOut) != x.Meaning.Has(Intents.OptOut)).Select(x => x.Reply.Text));

    [Fact]
    public void Values_are_taken() => AssertShare(0.97, Read, x => x.Meaning.Value == x.Reply.Value);

    [Fact]
    public void At_most_two_replies_in_a_hundred_that_need_nobody_would_be_asked_whether_they_are_an_emergency() =>
        AssertShare(0.98, Read.Where(x => x.Reply.Urgencies.Max() <= Urgency.Routine), x => x.Meaning is not { Doubt: Doubt.Danger, Urgency: Urgency.Urgent });

    private static void AssertShare(double floor, IEnumerable<(LabelledReply Reply, Meaning Meaning)> among, Func<(LabelledReply Reply, Meaning Meaning), bool> right)
    {
        var all = among.ToList();
        var wrong = all.Where(x => !right(x)).ToList();

        Assert.True(wrong.Count <= all.Count * (1 - floor), $"{wrong.Count} of {all.Count}:\n{string.Join('\n', wrong.Select(x => $"{x.Reply.Text} -> {x.Meaning.Urgency} {x.Meaning.Intents} {x.Meaning.Value}"))}");
    }
}
