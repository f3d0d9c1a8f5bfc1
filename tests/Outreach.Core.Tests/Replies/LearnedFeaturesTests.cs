using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Core.Replies.Learned;
using Outreach.Core.Replies.Lexicons;

namespace Outreach.Core.Tests.Replies;

/// <summary>What the learned models count, the trainer must be able to name; and a file of weights says what was learned.</summary>
public class LearnedFeaturesTests
{
    private static readonly ReplyReader Rules = new(Lexicon.Default, LearnedModel.Silent, LearnedIntents.Silent);

    [Theory]
    [InlineData("fork keeps dropping and my arm went dead, 182/110")]
    [InlineData("no chest pain but cant breathe when i climb into bed. should i call?")]
    [InlineData("amaneci con un lado dormido y casi no puedo hablar bien, escribe mi hija")]
    [InlineData("")]
    public void Every_feature_that_is_counted_has_a_name(string text)
    {
        var heard = Heard(text);
        var names = new LearnedFeatures(Lexicon.Default).Named(heard);

        Assert.Equal(names.Keys.Order(), Counted(heard, together: true).Order());
        Assert.True(Counted(heard, together: false).IsProperSubsetOf(names.Keys.ToHashSet()) || text.Length == 0);
    }

    [Fact]
    public void What_stands_apart_is_counted_together()
    {
        var names = new LearnedFeatures(Lexicon.Default).Named(Heard("arm is so heavy and i started to sweat")).Values;

        Assert.Contains("arm&sweat", names);
    }

    [Fact]
    public void Weights_are_read_as_they_were_written()
    {
        var weights = LinearWeights.Of([-500, 20], [(7, [1_000.0, 0.0]), (3, [-3.0, 2_000.0]), (9, [0.0, 0.05])]).With("emergency", 1, -2, 3, 4);
        using var file = new MemoryStream();
        weights.Write(file);
        var read = LinearWeights.Read(new MemoryStream(file.ToArray()));

        Assert.Equal(2, read.Count);
        Assert.Equal([1, -2, 3, 4], read.Setting("emergency")!.Value.ToArray());
        Assert.Equal([-500, 20], read.Setting("bias")!.Value.ToArray());
        // A byte a weight, finest near nothing: within three in a hundred of what weighs much.
        Assert.InRange(read.Of(7, 0), 970, 1_030);
        Assert.InRange(read.Of(3, 1), 1_940, 2_060);
        Assert.InRange(read.Of(3, 0), -4, -2);
        Assert.Equal(0, read.Of(9, 1));
    }

    [Fact]
    public void Without_weights_nothing_is_raised()
    {
        var score = LearnedModel.Silent.Score(Heard("my left side is all wrong and cold and i cant hold the cup"));

        Assert.True(score.Emergency < LearnedModel.Shipped.EmergencyWhenIndirectFrom);
    }

    private static HashSet<uint> Counted(Heard heard, bool together)
    {
        var keys = new HashSet<uint>();
        LearnedFeatures.Count(heard, together, ref keys, static (ref HashSet<uint> keys, uint key, FeatureKind _, int _) => keys.Add(key));
        return keys;
    }

    private static Heard Heard(string text) => Rules.Hear(text, Rules.Tokenize(text, Language.English), OpenAsk.For(Ask.BloodPressure));
}
