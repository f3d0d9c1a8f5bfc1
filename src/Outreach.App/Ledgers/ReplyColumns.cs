using NodaTime.Text;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Ledgers;

/// <summary>What an inbox row shows in named columns, so that replies can be read as a table.</summary>
/// <param name="Channel">"sms", "email" or "web"; null, like the text, for what is no reply.</param>
/// <param name="ReceivedAt">ISO 8601, UTC.</param>
public sealed record ReplyColumns(string? Channel, string? Text, string ReceivedAt, string MessageId)
{
    public static ReplyColumns Of(InboxEntry entry)
    {
        var (channel, text) = entry.Command switch
        {
            Command.Reply reply => (reply.From.Channel == Core.Patients.Channel.Sms ? "sms" : "email", reply.Text),
            Command.WebAnswer answer => ("web", string.Join("; ", answer.Answers.Select(a => $"{a.Key}: {a.Value}"))),
            _ => ((string?)null, (string?)null),
        };
        return new(channel, text, InstantPattern.ExtendedIso.Format(entry.Command.At), entry.SourceId);
    }
}
