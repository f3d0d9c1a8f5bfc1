using Microsoft.DurableTask.Client;
using NodaTime;
using Outreach.App.Enrolling;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Functions.FollowUps;
using Outreach.Functions.Tests.Tables;
using Outreach.Testing;

namespace Outreach.Functions.Tests.EndToEnd;

/// <summary>From a text typed into a phone to the email in the provider's mailbox, over the official clients.</summary>
[Collection(AzuriteTests.Name)]
public sealed class AzureWayTests(AzuriteServer azurite)
{
    [Fact]
    public async Task ADangerTexted_ReachesPatientAndProvider_AndTheClockLives()
    {
        await using var azure = await AzureWay.StartAsync(azurite);
        var (id, mobile) = await RegisterAsync(azure, 1);
        await azure.TextAsync(mobile, "I have chest pain and my arm is numb");

        Assert.Contains(await azure.ArrivedAsync(mobile, 1), t => t.Contains("911", StringComparison.Ordinal));
        var email = Assert.Single(await azure.MailAsync(await ToldAsync(azure, id), 1), m => m.Subject.StartsWith("EMERGENCY", StringComparison.Ordinal));
        Assert.Contains("http://127.0.0.1:7071/e/", email.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Rosa", email.Subject + email.Text, StringComparison.Ordinal);
        var open = Assert.Single(await azure.Service<ILedgerStore>().EscalationsAsync(EscalationFilter.Open, 100, null, default), e => e.Patient == id);
        Assert.Equal(Urgency.Emergency, open.Urgency);

        await AzureWay.WaitAsync("a live clock", async () => await azure.Clocks.GetInstanceAsync(id.ToString()) is { RuntimeStatus: OrchestrationRuntimeStatus.Running } live ? live : null);
        await AzureWay.WaitAsync("the carrier's reports", async () =>
            (await azure.Service<ILedgerStore>().LoadAsync(id, default)).State is { Sent: { Length: > 0 } sent } state && sent.All(s => s.Delivery == Delivery.Delivered) ? state : null);
    }

    [Fact]
    public async Task AnAnswerOfTheCarrierThatIsLost_IsOneMessageOnThePhone()
    {
        await using var azure = await AzureWay.StartAsync(azurite);
        var (id, mobile) = await RegisterAsync(azure, 2);
        await azure.FaultAsync("sms", 1, "timeout");
        await azure.TextAsync(mobile, "HELP");
        await AzureWay.WaitAsync("a second attempt", async () =>
        {
            await azure.Service<Turns>().RunAsync(id, default);
            return (await azure.Service<ILedgerStore>().LoadAsync(id, default)).State is { Outbox.IsEmpty: true, Sent.Length: > 0 } state ? state : null;
        });
        Assert.Single(await azure.ArrivedAsync(mobile, 1));
    }

    [Fact]
    public async Task Stop_WithADangerInIt_OptsOutAndEscalates()
    {
        await using var azure = await AzureWay.StartAsync(azurite);
        var (id, mobile) = await RegisterAsync(azure, 3);
        await azure.TextAsync(mobile, "STOP I have chest pain");
        Assert.Contains(await azure.MailAsync(await ToldAsync(azure, id), 1), m => m.Subject.StartsWith("EMERGENCY", StringComparison.Ordinal));
        var ledger = await azure.Service<ILedgerStore>().LoadAsync(id, default);
        Assert.NotNull(Assert.Single(ledger.State.Contacts, c => c.Contact.Address == mobile).OptedOutAt);
        Assert.NotNull((await azure.Service<IContactBook>().FindAsync(ContactPoint.TryParse(Channel.Sms, mobile)!, default)).OptedOutAt);
    }

    /// <summary>Who is first on the ladder depends on the hour.</summary>
    private static async Task<string> ToldAsync(AzureWay azure, PatientId id) =>
        (await AzureWay.WaitAsync("an escalation", async () => (await azure.Service<ILedgerStore>().LoadAsync(id, default)).State.OpenEscalation)).Ladder[0].Email.Value;

    private static async Task<(PatientId Id, string Mobile)> RegisterAsync(AzureWay azure, int n)
    {
        var mobile = $"+1212555{n:D4}";
        var patient = People.Rosa with { Id = default, ExternalId = $"MRN-{n}-{Guid.NewGuid():N}", Mobile = PhoneNumber.TryParse(mobile), Email = null };
        var registered = await azure.Service<Registrar>().RegisterAsync(new PatientDraft(patient, PatientStatus.Active), "api", $"register-{n}", default);
        Assert.Equal(Registration.Created, registered.Outcome);
        return (registered.Id, mobile);
    }
}
