using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.SecondReading;

/// <summary>Reads what the rules call unclear a second time; a language model, in practice. Off unless a host registers one.</summary>
public interface ISecondReader
{
    /// <param name="text">Without names and numbers of the patient.</param>
    /// <param name="ask">What the patient had been asked.</param>
    /// <returns>Null where it does not know, took too long, or answered nonsense: then nothing follows.</returns>
    ValueTask<SecondOpinion?> ReadAsync(string text, Ask ask, Language language, CancellationToken cancel);
}

/// <param name="Urgency">Can raise, never lower.</param>
/// <param name="Suggested">What it takes the text for; a person confirms it.</param>
public sealed record SecondOpinion(Urgency Urgency, Intents Suggested);
