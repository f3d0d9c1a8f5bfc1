using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.EventGrid;

namespace Outreach.Local.Simulation.Communication;

/// <summary><c>POST /emails:send</c> and <c>GET /emails/operations/{id}</c>. The same Operation-Id is the same email.</summary>
internal sealed class EmailApi(CarrierDatabase database, CarrierFaults faults, EventOutbox events, IClock clock, CarrierOptions options)
{
    private const string PollAgainAfter = "1";

    private static readonly Duration RateWindow = Duration.FromMinutes(1);

    /// <summary>Long enough that a client has to poll.</summary>
    private static readonly Duration Takes = Duration.FromMilliseconds(500);

    private readonly CarrierMessages messages = new(database);
    private readonly EmailOperations operations = new(database);

    public ApiAnswer Send(ApiCall call)
    {
        var given = call.Context.Request.Headers["Operation-Id"].ToString();
        if (!Guid.TryParse(given.Length == 0 ? Guid.NewGuid().ToString() : given, out var id)) return ApiAnswer.BadRequest("Operation-Id is not a GUID.", "Operation-Id");
        if (call.Read<EmailBody>() is not { } body) return ApiAnswer.BadRequest("The body is not JSON that can be read.");
        return body.Refuse() ?? database.Commit(() => Send(call, body, id.ToString(), clock.GetCurrentInstant()));
    }

    public ApiAnswer Read(ApiCall call)
    {
        if (!Guid.TryParse(call.Place("id"), out var id) || operations.Find(id.ToString()) is not { } operation)
            return ApiAnswer.Error(StatusCodes.Status404NotFound, "NotFound", "There is no such operation.");
        var now = clock.GetCurrentInstant();
        return new ApiAnswer(StatusCodes.Status200OK, Shown(operation, now)) { Headers = operation.IsRunning(now) ? [("retry-after", PollAgainAfter)] : [] };
    }

    private ApiAnswer Send(ApiCall call, EmailBody body, string id, Instant now)
    {
        var fault = faults.Take(Channel.Email);
        if (fault is { Code: { } status and < DeliveryCode.FirstOfFailures }) return ApiFaults.Answer(status);
        if (fault is { Accepts: false, Code: null }) return ApiAnswer.Lost;
        var operation = operations.Find(id);
        if (operation is null)
        {
            var (count, oldest) = operations.Lately(now - RateWindow);
            if (count >= options.EmailsAMinute) return ApiAnswer.TooMany(oldest + RateWindow - now);
            operation = Accept(body, id, now, fault);
        }

        return fault is { Detail: "timeout" } ? ApiAnswer.Lost : new ApiAnswer(StatusCodes.Status202Accepted, Shown(operation, now))
        {
            Headers = [("Operation-Location", $"{call.Endpoint}/emails/operations/{id}?api-version={Uri.EscapeDataString(call.Version)}"), ("retry-after", PollAgainAfter)],
        };
    }

    private EmailOperation Accept(EmailBody body, string id, Instant now, CarrierFault? fault)
    {
        var operation = new EmailOperation(id, now, now + Takes, fault is { Code: not null } ? "EmailDropped" : null);
        operations.Add(operation);
        if (operation.Error is not null) return operation;
        var content = body.Content!;
        foreach (var (i, to) in body.Addresses.Index())
        {
            var message = i == 0 ? id : $"{id}-{i + 1}";
            var arrives = fault is not { FailsLater: true };
            messages.Add(message, ContactPoint.Of(to), CarrierMessage.Out, now, content.Subject, content.PlainText ?? "", content.Html, "accepted");
            var reported = now + options.ReportsAfter;
            events.Add(CommunicationEvents.Emailed(id, body.SenderAddress!, to, arrives, reported), reported, message, arrives ? "delivered" : "failed", isTold: true);
        }

        return operation;
    }

    private static object Shown(EmailOperation operation, Instant now) => new
    {
        id = operation.Id,
        status = operation.Status(now),
        error = operation.Error is null || operation.IsRunning(now) ? null : new { code = operation.Error, message = "The email could not be sent: a failure on demand, asked for at /sim/faults." },
    };
}
