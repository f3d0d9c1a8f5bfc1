using System.Collections.Immutable;

namespace Outreach.Core.Replies.Learned;

/// <summary>
/// What a reply wants in words the rules have no phrase for: a linear model over its words, one head an intent (learned.intents.bin,
/// written by the trainer with the scores from which on an intent is believed). The rules come first; what stops messages or closes a
/// reply is believed only where nine of ten strangers' lines with such a score were right.
/// </summary>
internal sealed class LearnedIntents
{
    /// <summary>The heads, in the order of the file's columns.</summary>
    public static readonly Intents[] Heads =
        [Intents.Concern, Intents.OptOut, Intents.OptIn, Intents.Help, Intents.CallMe, Intents.Question, Intents.WrongNumber, Intents.Thanks, Intents.Auto];

    /// <summary>The settings: from which score on an intent is believed of a reply no rule understood, and beside what the rules heard.</summary>
    public const string Alone = "alone", Beside = "beside";

    private static readonly ImmutableArray<int> Nowhere = [.. Heads.Select(_ => LinearWeights.Never)];

    public const string File = "learned.intents.bin";

    private readonly LinearWeights weights;
    private readonly ImmutableArray<int> alone;
    private readonly ImmutableArray<int> beside;

    public LearnedIntents(LinearWeights weights)
    {
        this.weights = weights;
        (alone, beside) = (weights.Setting(Alone) ?? Nowhere, weights.Setting(Beside) ?? Nowhere);
    }

    public static LearnedIntents Silent { get; } = new(LinearWeights.Silent(Heads.Length));

    public static LearnedIntents Shipped { get; } = new(LinearWeights.Shipped(File, Heads.Length));

    public LearnedWants Read(Heard heard)
    {
        var (sums, strongest) = (new int[Heads.Length], new int[Heads.Length]);
        if (!weights.IsSilent) weights.Sum(heard, together: false, sums, strongest);
        return new LearnedWants(this, sums, strongest);
    }

    /// <summary>The scores of one reply, and of each the token that weighed most.</summary>
    public sealed class LearnedWants(LearnedIntents model, int[] sums, int[] strongest)
    {
        public int[] Sums => sums;

        /// <summary>The likeliest of these intents that is believed of a reply no rule understood, with its token.</summary>
        public (Intents Intent, int At)? Alone(Intents among) => Likeliest(among, model.alone);

        /// <summary>The same beside what the rules did hear.</summary>
        public (Intents Intent, int At)? Beside(Intents among) => Likeliest(among, model.beside);

        private (Intents Intent, int At)? Likeliest(Intents among, ImmutableArray<int> from)
        {
            var best = -1;
            for (var head = 0; head < Heads.Length; head++)
                if ((Heads[head] & among) != 0 && sums[head] >= from[head] && (best < 0 || sums[head] > sums[best])) best = head;
            return best < 0 ? null : (Heads[best], strongest[best]);
        }
    }
}
