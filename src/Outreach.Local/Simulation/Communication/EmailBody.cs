using Outreach.Core.Patients;

namespace Outreach.Local.Simulation.Communication;

internal sealed record EmailAddressBody(string? Address, string? DisplayName);

internal sealed record EmailContentBody(string? Subject, string? PlainText, string? Html);

internal sealed record EmailRecipientsBody(EmailAddressBody[]? To, EmailAddressBody[]? Cc, EmailAddressBody[]? Bcc)
{
    public IEnumerable<EmailAddressBody> All => [.. To ?? [], .. Cc ?? [], .. Bcc ?? []];
}

/// <summary>The body of <c>POST /emails:send</c>, as far as a mailbox shows it.</summary>
internal sealed record EmailBody(string? SenderAddress, EmailContentBody? Content, EmailRecipientsBody? Recipients)
{
    private const int MostRecipients = 50;

    public IEnumerable<EmailAddress> Addresses => Recipients!.All.Select(a => EmailAddress.TryParse(a.Address)!.Value);

    /// <summary>What is wrong with it; null for nothing.</summary>
    public ApiAnswer? Refuse() => this switch
    {
        _ when EmailAddress.TryParse(SenderAddress) is null => ApiAnswer.BadRequest("The sender address is missing or not an email address.", "senderAddress"),
        { Content: null or { Subject: null } } => ApiAnswer.BadRequest("The subject is missing.", "content.subject"),
        { Content: { PlainText: null, Html: null } } => ApiAnswer.BadRequest("Either plainText or html is needed.", "content"),
        { Recipients: null or { To: null or [] } } => ApiAnswer.BadRequest("A recipient is missing.", "recipients.to"),
        _ when Recipients.All.Count() > MostRecipients => ApiAnswer.BadRequest($"At most {MostRecipients} recipients are accepted.", "recipients"),
        _ when Recipients.All.Any(a => EmailAddress.TryParse(a?.Address) is null) => ApiAnswer.BadRequest("A recipient is not an email address.", "recipients"),
        _ => null,
    };
}
