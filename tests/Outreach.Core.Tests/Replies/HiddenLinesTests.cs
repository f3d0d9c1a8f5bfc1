using Outreach.Core.Replies;

namespace Outreach.Core.Tests.Replies;

/// <summary>
/// 1,000 lines of two writers who had not seen the rules, which nothing was tuned to. What was reached on them must not be lost.
/// A failure shows figures only: to look at the lines and mend the reader by them would spoil the measure.
/// </summary>
public class HiddenLinesTests
{
    private static readonly List<(LabelledReply Reply, Meaning Meaning)> Read = Lines("Hidden.strangers.txt", "Hidden.more-strangers.txt");

    private static readonly List<(LabelledReply Reply, Meaning Meaning)> UsualShares = Lines("Hidden.in-usual-shares.txt");

    [Fact]
    public void Emergencies_are_found() => AtLeast(0.96, l => l.Reply.IsEmergency, l => l.Meaning.Urgency == Urgency.Emergency);

    [Fact]
    public void What_is_urgent_or_more_reaches_a_person_the_same_day() => AtLeast(0.97, l => l.Reply.IsUrgent, l => l.Meaning.Urgency >= Urgency.Urgent);

    [Fact]
    public void Danger_is_closed_by_nobody() => AtLeast(0.98, l => l.Reply.IsUrgent, l => l.Meaning.Urgency > Urgency.None);

    [Fact]
    public void Few_are_called_an_emergency_that_are_none() => AtLeast(0.94, l => !l.Reply.Urgencies.Contains(Urgency.Emergency), l => l.Meaning.Urgency != Urgency.Emergency);

    [Fact]
    public void Values_are_taken() => AtLeast(0.96, _ => true, l => l.Meaning.Value == l.Reply.Value);

    /// <summary>600 lines in the shares in which patients write: nearer to a day's replies than dangers in disguise and traps.</summary>
    [Fact]
    public void In_their_usual_shares_emergencies_are_found() => AtLeast(0.98, UsualShares, l => l.Reply.IsEmergency, l => l.Meaning.Urgency == Urgency.Emergency);

    [Fact]
    public void In_their_usual_shares_what_is_urgent_reaches_a_person_and_few_are_called_an_emergency_that_are_none()
    {
        AtLeast(0.96, UsualShares, l => l.Reply.IsUrgent, l => l.Meaning.Urgency >= Urgency.Urgent);
        AtLeast(0.995, UsualShares, l => l.Reply.IsUrgent, l => l.Meaning.Urgency > Urgency.None);
        AtLeast(0.96, UsualShares, l => !l.Reply.Urgencies.Contains(Urgency.Emergency), l => l.Meaning.Urgency != Urgency.Emergency);
        AtLeast(0.97, UsualShares, _ => true, l => l.Meaning.Value == l.Reply.Value);
    }

    /// <summary>700 lines by each of four writers, in the shares in which patients write. Three are as short as the shared ones: nearest to what patients text. The long one was written before them; its urgencies were looked at by nobody.</summary>
    [Theory]
    [InlineData("Hidden.short-in-usual-shares.txt", 0.96, 0.98, 0.97, 0.97)]
    [InlineData("Hidden.short-once-more.txt", 0.98, 0.97, 0.98, 0.97)]
    [InlineData("Hidden.short-a-third-time.txt", 0.99, 0.98, 0.96, 0.98)]
    [InlineData("written-last.replies.txt", 0.98, 0.97, 0.97, 0.97)]
    public void Of_the_lines_of_one_writer_what_was_reached_holds(string file, double emergencies, double urgent, double others, double values)
    {
        var read = Lines(file);
        AtLeast(emergencies, read, l => l.Reply.IsEmergency, l => l.Meaning.Urgency == Urgency.Emergency);
        AtLeast(urgent, read, l => l.Reply.IsUrgent, l => l.Meaning.Urgency >= Urgency.Urgent);
        AtLeast(others, read, l => !l.Reply.Urgencies.Contains(Urgency.Emergency), l => l.Meaning.Urgency != Urgency.Emergency);
        AtLeast(values, read, _ => true, l => l.Meaning.Value == l.Reply.Value);
    }

    private static List<(LabelledReply Reply, Meaning Meaning)> Lines(params string[] files) => [.. files.SelectMany(LabelledReply.From).Select(l => (l, l.Read()))];

    private static void AtLeast(double share, Func<(LabelledReply Reply, Meaning Meaning), bool> among, Func<(LabelledReply Reply, Meaning Meaning), bool> right) => AtLeast(share, Read, among, right);

    private static void AtLeast(double share, List<(LabelledReply Reply, Meaning Meaning)> read, Func<(LabelledReply Reply, Meaning Meaning), bool> among, Func<(LabelledReply Reply, Meaning Meaning), bool> right)
    {
        var all = read.Where(among).ToList();
        var good = all.Count(right);

        Assert.True(good >= share * all.Count, $"{good} of {all.Count}");
    }
}
