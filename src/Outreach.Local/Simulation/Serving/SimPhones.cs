using NodaTime;
using Outreach.Core.Patients;
using Outreach.Local.Simulation.Carrier;

namespace Outreach.Local.Simulation.Serving;

/// <param name="Direction">"out" from the practice, "in" from the patient.</param>
internal sealed record PhoneMessage(string Id, string Direction, string Text, Instant At, string Status)
{
    public static PhoneMessage Of(CarrierMessage message) => new(message.Id, message.Direction, message.Text, message.At, message.Status);
}

/// <param name="Status">"received", or "queued" where the app could not take it yet and the carrier tries again.</param>
internal sealed record TextAccepted(string Id, string Status);

/// <summary>What a phone is connected to.</summary>
/// <param name="NewId">For a text that comes without one.</param>
/// <param name="TextAsync">Takes a text (from, id, text). False when another phone has used the id.</param>
/// <param name="TellAsync">Hands it in now (id). False when nobody took it, and it stays queued.</param>
internal sealed record PhoneLine(Func<string> NewId, Func<PhoneNumber, string, string, Task<bool>> TextAsync, Func<string, CancellationToken, Task<bool>> TellAsync);

/// <summary>Reading a phone, and typing into one.</summary>
internal sealed class SimPhones(CarrierMessages messages, PhoneLine line)
{
    private const int LongestText = 1600;
    private const int LongestId = 100;

    public IEnumerable<PhoneMessage> Thread(PhoneNumber number) => messages.At(ContactPoint.Of(number)).Select(PhoneMessage.Of);

    /// <summary>Returns once the app has received it; the same id again is the same message.</summary>
    public async Task<TextAccepted> TypeAsync(PhoneNumber number, string? text, string? id, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
            throw SimRefusal.Invalid($"\"text\" is what the patient writes, 1 to {LongestText} characters: send {{\"text\": \"feeling better\"}}.");
        if (id is not null && (id.Length is 0 or > LongestId || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))))
            throw SimRefusal.Invalid($"\"id\" is 1 to {LongestId} letters, digits, dots, dashes and underscores; leave it out to get a new one.");
        id ??= line.NewId();
        if (!await line.TextAsync(number, id, text)) throw SimRefusal.Conflict("id-taken", "Another phone has sent a message with this id. Use another id, or leave it out to get a new one.");
        return new TextAccepted(id, await line.TellAsync(id, cancel) ? "received" : "queued");
    }
}
