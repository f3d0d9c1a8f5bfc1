using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Local.Simulation.Carrier;
using Outreach.Local.Simulation.EventGrid;
using Endpoint = Outreach.App.Endpoints.Endpoint;
using Access = Outreach.App.Endpoints.Access;

namespace Outreach.Local.Simulation.Communication;

/// <summary>The REST API of Azure Communication Services for SMS and email, over the simulated phones and mailboxes.
/// Shapes: Azure/azure-rest-api-specs, specification/communication/data-plane, Sms 2026-01-23 and Email 2025-09-01.</summary>
internal sealed class CommunicationApi
{
    private const string SmsSince = "2021-01-29";
    private const string OptOutsSince = "2024-01-02";
    private const string ReportsSince = "2025-08-01";
    private const string EmailSince = "2021-10-01";

    private readonly SmsApi sms;
    private readonly OptOutApi optOuts;
    private readonly EmailApi email;
    private readonly ApiDoor door;

    /// <param name="number">Who is texted by a phone that nobody has texted.</param>
    public CommunicationApi(CarrierDatabase database, EventOutbox events, AccessKey key, IClock clock, CarrierOptions options, PhoneNumber number)
    {
        database.Execute(CommunicationSchema.Sql);
        Faults = new CarrierFaults(database);
        var (sent, list) = (new SentTexts(database), new OptOutList(database));
        sms = new SmsApi(database, Faults, sent, list, events, clock, options);
        optOuts = new OptOutApi(list);
        email = new EmailApi(database, Faults, events, clock, options);
        door = new ApiDoor(new SignatureCheck(key));
        Phones = new PhoneTexts(database, sent, list, events, clock, options, number);
    }

    public CarrierFaults Faults { get; }

    public PhoneTexts Phones { get; }

    public IEnumerable<Endpoint> Endpoints =>
    [
        Post("SendSms", "sms", SmsSince, sms.Send),
        Post("CheckOptOuts", "sms/optouts:check", OptOutsSince, optOuts.Check),
        Post("AddOptOuts", "sms/optouts:add", OptOutsSince, optOuts.Add),
        Post("RemoveOptOuts", "sms/optouts:remove", OptOutsSince, optOuts.Remove),
        Get("ReadDeliveryReport", "deliveryReports/{id}", ReportsSince, sms.Report),
        Post("SendEmail", "emails:send", EmailSince, email.Send),
        Get("ReadEmailOperation", "emails/operations/{id}", EmailSince, email.Read),
    ];

    // Open to anyone, because each call is signed.
    private Endpoint Post(string name, string route, string since, Func<ApiCall, ApiAnswer> answer) => new(name, HttpMethods.Post, route, Access.Anyone, door.Open(since, answer));

    private Endpoint Get(string name, string route, string since, Func<ApiCall, ApiAnswer> answer) => new(name, HttpMethods.Get, route, Access.Anyone, door.Open(since, answer));
}
