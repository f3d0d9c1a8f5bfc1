using System.Collections.Immutable;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.Tests.Replies;

public class PracticeWordsTests
{
    [Fact]
    public void A_phrase_of_the_practice_is_read_as_its_group_and_denied_like_it()
    {
        var reader = ReplyReader.With(ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("chest-pain", ["Pecho Trabádo", "the old grizzly"]));

        Assert.Equal(Urgency.Emergency, reader.Read("traigo el pecho trabado", OpenAsk.Nothing, Language.Spanish).Urgency);
        Assert.Equal(Urgency.Emergency, reader.Read("it's the old grizzly again", OpenAsk.Nothing, Language.English).Urgency);
        Assert.Equal(Urgency.None, reader.Read("no pecho trabado hoy", OpenAsk.For(Ask.Free), Language.Spanish).Urgency);
        Assert.NotEqual(Urgency.Emergency, ReplyReader.Default.Read("it's the old grizzly again", OpenAsk.Nothing, Language.English).Urgency);
    }

    [Fact]
    public void No_words_are_the_usual_reader() =>
        Assert.Same(ReplyReader.Default, ReplyReader.With(ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty));

    [Fact]
    public void The_groups_a_practice_may_add_to_are_those_of_the_files() =>
        Assert.Superset(new HashSet<string>(["chest-pain", "suicide", "opt-out", "palpitations"]), ReplyReader.Groups.ToHashSet());
}
