namespace Outreach.Core.Replies.Learned;

/// <summary>What the learned model makes of a reply, in thousandths of a logit; the word that weighed most is token <paramref name="At"/>.</summary>
internal readonly record struct LearnedScore(int Urgent, int Emergency, int SelfHarm, int At);

/// <summary>
/// A linear model over the words of a reply, for what the lexicons have no words for. It may only raise an urgency. Its weights
/// are whole thousandths in learned.weights.bin, of each feature for urgent, for emergency and for self-harm among emergencies; the
/// trainer in tests/Outreach.Benchmarks writes the file, with the thresholds it chose on lines of people whose other lines it was
/// not trained on, and the strongest features by their names in learned.strongest.txt. Without the file the model is silent, and what is told indirectly counts as told.
/// </summary>
internal sealed class LearnedModel
{
    public const string Emergency = "emergency", Urgent = "urgent", Routine = "routine", Ask = "ask";
    public const int Heads = 3;
    public const string File = "learned.weights.bin";

    private readonly LinearWeights weights;

    public LearnedModel(LinearWeights weights)
    {
        this.weights = weights;
        if (weights.Setting(Emergency) is [var unread, var understood, var urgent, var indirect])
            (EmergencyWhenUnreadFrom, EmergencyWhenUnderstoodFrom, EmergencyWhenUrgentFrom, EmergencyWhenIndirectFrom) = (unread, understood, urgent, indirect);
        if (weights.Setting(Urgent) is [var urgentUnread, var urgentUnderstood, var urgentBrief])
            (UrgentWhenUnreadFrom, UrgentWhenUnderstoodFrom, UrgentWhenBriefFrom) = (urgentUnread, urgentUnderstood, urgentBrief);
        if (weights.Setting(Routine) is [var routine, var answered]) (RoutineFrom, RoutineWhenAnsweredFrom) = (routine, answered);
        AskFrom = weights.Setting(Ask) is [var ask] ? ask : LinearWeights.Never;
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

    /// <summary>The same where what was understood is told in few words.</summary>
    public int UrgentWhenBriefFrom { get; } = LinearWeights.Never;

    /// <summary>From this score for urgent on, what would be closed is read by a person.</summary>
    public int RoutineFrom { get; } = LinearWeights.Never;

    /// <summary>The same where a value was taken and nothing is known of the words beside it.</summary>
    public int RoutineWhenAnsweredFrom { get; } = LinearWeights.Never;

    /// <summary>From this score for emergency on, an urgent reply is asked about: danger cannot be ruled out.</summary>
    public int AskFrom { get; } = LinearWeights.Never;

    /// <summary>Without weights: what is told indirectly counts as told.</summary>
    public static LearnedModel Silent { get; } = new(LinearWeights.Silent(Heads));

    public static LearnedModel Shipped { get; } = new(LinearWeights.Shipped(File, Heads));

    public LearnedScore Score(Heard heard)
    {
        if (weights.IsSilent) return new LearnedScore(-LinearWeights.Never, -LinearWeights.Never, 0, 0);
        Span<int> sums = stackalloc int[weights.Heads];
        Span<int> strongest = stackalloc int[weights.Heads];
        weights.Sum(heard, together: true, sums, strongest);
        return new LearnedScore(sums[0], sums[1], sums[2], strongest[1]);
    }
}
