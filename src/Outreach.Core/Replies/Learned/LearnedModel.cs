using Outreach.Core.Replies.Lexicons;

namespace Outreach.Core.Replies.Learned;

/// <summary>What the learned model makes of a reply, in thousandths of a logit; the word that weighed most is token <paramref name="At"/>.</summary>
internal readonly record struct LearnedScore(int Urgent, int Emergency, int SelfHarm, int At);

/// <summary>
/// A linear model over the words of a reply, for what the lexicons have no words for. It may only raise an urgency. Its weights
/// are whole thousandths in learned.weights.txt, one feature a line with its weight for urgent, for emergency and for self-harm
/// among emergencies; the trainer in tests/Outreach.Benchmarks writes the file, with the thresholds it chose on lines of people
/// whose other lines it was not trained on. Without the file the model is silent, and what is told indirectly counts as told.
/// </summary>
internal sealed class LearnedModel
{
    private readonly LinearWeights weights;

    private LearnedModel(Lexicon lexicon, string file)
    {
        weights = new LinearWeights(new LearnedFeatures(lexicon), heads: 3, file);
        if (weights.Setting("emergency") is { } emergency)
            (EmergencyWhenUnreadFrom, EmergencyWhenUnderstoodFrom, EmergencyWhenUrgentFrom, EmergencyWhenIndirectFrom) = (emergency[0], emergency[1], emergency[2], emergency[3]);
        if (weights.Setting("urgent") is { } urgent) (UrgentWhenUnreadFrom, UrgentWhenUnderstoodFrom) = (urgent[0], urgent[1]);
        RoutineFrom = weights.Setting("routine")?[0] ?? LinearWeights.Never;
        AskFrom = weights.Setting("ask")?[0] ?? LinearWeights.Never;
    }

    /// <summary>From this score on a reply no rule understood is an emergency.</summary>
    public int EmergencyWhenUnreadFrom { get; } = LinearWeights.Never;

    /// <summary>The same where a value was taken, a request heard or a lesser symptom found.</summary>
    public int EmergencyWhenUnderstoodFrom { get; } = LinearWeights.Never;

    /// <summary>The same where a rule found something urgent.</summary>
    public int EmergencyWhenUrgentFrom { get; } = LinearWeights.Never;

    /// <summary>From this score on an emergency that is told indirectly is one; below it is urgent and asked about.</summary>
    public int EmergencyWhenIndirectFrom { get; } = -LinearWeights.Never;

    /// <summary>From this score on a reply no rule understood is urgent.</summary>
    public int UrgentWhenUnreadFrom { get; } = LinearWeights.Never;

    public int UrgentWhenUnderstoodFrom { get; } = LinearWeights.Never;

    /// <summary>From this score for urgent on, what would be closed is read by a person.</summary>
    public int RoutineFrom { get; } = LinearWeights.Never;

    /// <summary>From this score for emergency on, an urgent reply is asked about: danger cannot be ruled out.</summary>
    public int AskFrom { get; } = LinearWeights.Never;

    public static LearnedModel Shipped(Lexicon lexicon) => new(lexicon, LinearWeights.Shipped("learned.weights.txt"));

    public static LearnedModel From(Lexicon lexicon, string file) => new(lexicon, file);

    public LearnedScore Score(Heard heard)
    {
        if (weights.IsEmpty) return new LearnedScore(-LinearWeights.Never, -LinearWeights.Never, 0, 0);
        Span<int> sums = stackalloc int[weights.Heads];
        Span<int> strongest = stackalloc int[weights.Heads];
        weights.Sum(heard, sums, strongest);
        return new LearnedScore(sums[0], sums[1], sums[2], strongest[1]);
    }
}
