using System.Text.Json;
using NodaTime;
using Outreach.App.Stepping;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.FollowUps;
using Outreach.Testing;

namespace Outreach.Functions.Tests.FollowUps;

public sealed class TurnedTests
{
    private static readonly Instant Now = People.NewYork("2026-03-02 10:00");

    private static OutboxEntry Entry(ContactPoint to) => new()
    {
        Key = new Guid("aaaaaaaa-bbbb-8ccc-8ddd-eeeeeeeeeeee"),
        Class = MessageClass.Routine,
        Kind = MessageKind.CheckIn,
        To = to,
        Recipient = "patient",
        Text = "Hi Rosa, how is your blood pressure?",
        Why = "home-blood-pressure",
        QueuedAt = Now,
        NextAttemptAt = Now,
        FirstSentAt = Now,
        Attempts = 2,
    };

    /// <summary>What the orchestration sees is kept in its history, in clear (R12).</summary>
    [Fact]
    public void Of_AMessage_CarriesKeysAndTimesAlone()
    {
        var turned = Turned.Of(People.RosaId, new Stepped(Core.FollowUps.FollowUp.Empty(People.RosaId), [Entry(ContactPoint.Of(People.RosaMobile))], Now, []));

        Assert.Equal(
            """{"Due":[{"Patient":"11111111222243338444555555555555","Key":"aaaaaaaa-bbbb-8ccc-8ddd-eeeeeeeeeeee","Attempt":2,"ByEmail":false,"Activity":"SendSms"}],"WakeAt":"2026-03-02T15:00:00Z"}""",
            JsonSerializer.Serialize(turned));
    }

    [Fact]
    public void Of_Written_ReadsBackTheSame()
    {
        var turned = Turned.Of(People.RosaId, new Stepped(Core.FollowUps.FollowUp.Empty(People.RosaId), [Entry(ContactPoint.Of(EmailAddress.TryParse("rosa@example.com")!.Value))], Now, []));

        var back = JsonSerializer.Deserialize<Turned>(JsonSerializer.Serialize(turned))!;

        Assert.Equal(turned.Due, back.Due);
        Assert.Equal(Activities.SendEmail, back.Due[0].Activity);
        Assert.Equal(turned.WakeAt, back.WakeAt);
        Assert.Equal(DateTimeKind.Utc, back.WakeAt!.Value.Kind);
    }

    [Fact]
    public void Together_NoneEverWakes_IsNever() => Assert.Null(Turned.Together([new Turned([], null), new Turned([], null)]).WakeAt);
}
