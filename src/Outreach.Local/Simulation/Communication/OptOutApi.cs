using Microsoft.AspNetCore.Http;
using Outreach.Core.Patients;

namespace Outreach.Local.Simulation.Communication;

internal sealed record OptOutRecipientBody(string? To);

internal sealed record OptOutBody(string? From, OptOutRecipientBody[]? Recipients);

/// <param name="IsOptedOut">Only in the answer of a check.</param>
internal sealed record OptOutItem(string To, int HttpStatusCode, bool? IsOptedOut = null, string? ErrorMessage = null);

/// <summary><c>POST /sms/optouts:check</c>, <c>:add</c> and <c>:remove</c>.</summary>
internal sealed class OptOutApi(OptOutList list)
{
    private const int MostRecipients = 100;

    public ApiAnswer Check(ApiCall call) => Each(call, (from, to) => list.Has(from, to));

    public ApiAnswer Add(ApiCall call) => Each(call, (from, to) =>
    {
        list.Add(from, to);
        return null;
    });

    public ApiAnswer Remove(ApiCall call) => Each(call, (from, to) =>
    {
        list.Remove(from, to);
        return null;
    });

    private static ApiAnswer Each(ApiCall call, Func<PhoneNumber, PhoneNumber, bool?> act)
    {
        if (call.Read<OptOutBody>() is not { } body) return ApiAnswer.Invalid("$", "The body is not JSON that can be read.");
        if (E164.TryParse(body.From) is not { } from) return ApiAnswer.Invalid("From", "Invalid From phone number format.");
        if (body.Recipients is not { Length: > 0 and <= MostRecipients } recipients) return ApiAnswer.Invalid("Recipients", $"The field Recipients must have from 1 to {MostRecipients} items.");
        return new ApiAnswer(StatusCodes.Status200OK, new { value = recipients.Select(Item).ToArray() });

        OptOutItem Item(OptOutRecipientBody? recipient) => E164.TryParse(recipient?.To) is { } to
            ? new OptOutItem(to.Value, StatusCodes.Status200OK, act(from, to))
            : new OptOutItem(recipient?.To ?? "", StatusCodes.Status400BadRequest, ErrorMessage: "Invalid recipient phone number format");
    }
}
