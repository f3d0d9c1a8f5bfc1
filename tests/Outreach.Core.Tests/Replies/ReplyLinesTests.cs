using Outreach.Core.Replies;

namespace Outreach.Core.Tests.Replies;

/// <summary>Floors on the labelled lines of Lines/: what was reached must not be lost.</summary>
public class ReplyLinesTests
{
    private static readonly List<(LabelledReply Reply, Meaning Meaning)> Read = [.. LabelledReply.Lines.Select(l => (l, l.Read()))];

    [Fact]
    public void Hardly_an_urgent_line_is_read_as_nothing() =>
        AssertShare(0.995, Read.Where(x => x.Reply.IsUrgent), x => x.Meaning.Urgency > Urgency.None);

    [Fact]
    public void An_emergency_that_is_not_found_is_urgent_or_asked_about() =>
        AssertShare(0.96, Read.Where(x => x.Reply.IsEmergency), x => x.Meaning.Urgency >= Urgency.Urgent);

    [Fact]
    public void Emergencies_are_found() => AssertShare(0.73, Read.Where(x => x.Reply.IsEmergency), x => x.Meaning.Urgency == Urgency.Emergency);

    [Fact]
    public void What_is_urgent_or_more_is_read_as_urgent_or_more() => AssertShare(0.96, Read.Where(x => x.Reply.IsUrgent), x => x.Meaning.Urgency >= Urgency.Urgent);

    [Fact]
    public void Few_lines_that_are_no_emergency_are_called_one() => AssertShare(0.97, Read.Where(x => !x.Reply.Urgencies.Contains(Urgency.Emergency)), x => x.Meaning.Urgency != Urgency.Emergency);

    [Fact]
    public void Opt_outs_are_heard_and_hardly_any_is_made_up() =>
        AssertShare(0.995, Read, x => x.Reply.Intents.HasFlag(Intents.OptOut) == x.Meaning.Has(Intents.OptOut));

    [Fact]
    public void Values_are_taken() => AssertShare(0.97, Read, x => x.Meaning.Value == x.Reply.Value);

    /// <summary>Of lines of which most were written as traps; of ordinary replies it is far fewer (docs/replies.md).</summary>
    [Fact]
    public void At_most_thirty_in_a_thousand_trap_lines_that_need_nobody_would_be_asked_whether_they_are_an_emergency() =>
        AssertShare(0.97, Read.Where(x => x.Reply.Urgencies.Max() <= Urgency.Routine), x => x.Meaning is not { Doubt: Doubt.Danger, Urgency: Urgency.Urgent });

    private static void AssertShare(double floor, IEnumerable<(LabelledReply Reply, Meaning Meaning)> among, Func<(LabelledReply Reply, Meaning Meaning), bool> right)
    {
        var all = among.ToList();
        var wrong = all.Where(x => !right(x)).ToList();

        Assert.True(wrong.Count <= all.Count * (1 - floor), $"{wrong.Count} of {all.Count}:\n{string.Join('\n', wrong.Select(x => $"{x.Reply.Text} -> {x.Meaning.Urgency} {x.Meaning.Intents} {x.Meaning.Value}"))}");
    }
}
