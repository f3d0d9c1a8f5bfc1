using Outreach.Core.Patients;

namespace Outreach.Core.Replies;

public sealed class ReplyReader
{
    public static ReplyReader Default { get; } = new();

    public Meaning Read(string text, OpenAsk open, Language patientLanguage) => new(Intents.Unclear, Urgency.None, null, null, null, []);
}
