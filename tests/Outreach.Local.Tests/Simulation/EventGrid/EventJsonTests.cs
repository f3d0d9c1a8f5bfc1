using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Outreach.Core.Patients;
using Outreach.Local.Simulation.Communication;
using Outreach.Local.Simulation.EventGrid;

namespace Outreach.Local.Tests.Simulation.EventGrid;

/// <summary>Against the documentation's examples, with the topic and the segment count that they do not fix.</summary>
public sealed class EventJsonTests
{
    private const string Id = "Incoming_20200918002745d29ebbea-3341-4466-9690-0a03af35228e";

    private static readonly PhoneNumber Number = PhoneNumber.TryParse("+15555555555")!.Value;
    private static readonly Instant At = InstantPattern.ExtendedIso.Parse("2020-09-18T00:27:45.32Z").Value;

    [Fact]
    public void Received_InTheEventGridSchema_IsAsDocumented() => AssertSame(
        $$$"""
        {"id":"{{{Id}}}","topic":"{{{EventJson.Topic}}}","subject":"/phonenumber/15555555555",
         "data":{"MessageId":"{{{Id}}}","From":"15555555555","To":"15555555555","Message":"Great to connect","SegmentCount":1,"ReceivedTimestamp":"2020-09-18T00:27:45.32Z"},
         "eventType":"Microsoft.Communication.SMSReceived","dataVersion":"1.0","metadataVersion":"1","eventTime":"2020-09-18T00:27:45.32Z"}
        """,
        new EventJson(EventSchema.EventGrid, DataNames.Pascal).Write(CommunicationEvents.Received(Id, Number, Number, "Great to connect", At)));

    [Fact]
    public void Received_InTheCloudEventsSchema_IsAsDocumented() => AssertSame(
        $$$"""
        {"id":"{{{Id}}}","source":"{{{EventJson.Topic}}}","subject":"/phonenumber/15555555555","type":"Microsoft.Communication.SMSReceived",
         "time":"2020-09-18T00:27:45.3200000Z","specversion":"1.0",
         "data":{"messageId":"{{{Id}}}","from":"15555555555","to":"15555555555","message":"Great to connect","segmentCount":1,"receivedTimestamp":"2020-09-18T00:27:45.32Z"}}
        """,
        new EventJson(EventSchema.CloudEvents, DataNames.Camel).Write(CommunicationEvents.Received(Id, Number, Number, "Great to connect", At)));

    [Fact]
    public void Reported_IsAsDocumented() => AssertSame(
        $$$"""
        {"id":"report-Outgoing_1","topic":"{{{EventJson.Topic}}}","subject":"/phonenumber/15555555555",
         "data":{"MessageId":"Outgoing_1","From":"15555555555","To":"+15555555555","DeliveryStatus":"Delivered","DeliveryStatusDetails":"No error.","ReceivedTimestamp":"2020-09-18T00:27:45.32Z",
                 "DeliveryAttempts":[{"Timestamp":"2020-09-18T00:27:45.32Z","SegmentsSucceeded":1,"SegmentsFailed":0}],"Tag":"t-1"},
         "eventType":"Microsoft.Communication.SMSDeliveryReportReceived","dataVersion":"1.0","metadataVersion":"1","eventTime":"2020-09-18T00:27:45.32Z"}
        """,
        new EventJson(EventSchema.EventGrid, DataNames.Pascal).Write(CommunicationEvents.Reported(new SentText("Outgoing_1", Number, Number, At, null, "t-1", WantsReport: true, 1, DeliveryCode.Delivered, At))));

    [Theory]
    [InlineData((int)DataNames.Camel)]
    [InlineData((int)DataNames.Pascal)]
    public void Emailed_HasCamelCaseDataEitherWay(int names)
    {
        var told = CommunicationEvents.Emailed("8540c0de-899f-5cce-acb5-3ec493af3800", "care@riverside.example", EmailAddress.TryParse("lee@riverside.example")!.Value, arrives: false, At);
        AssertSame(
            $$$"""
            {"id":"{{{told.Id}}}","topic":"{{{EventJson.Topic}}}","subject":"sender/care@riverside.example/message/8540c0de-899f-5cce-acb5-3ec493af3800",
             "data":{"sender":"care@riverside.example","recipient":"lee@riverside.example","messageId":"8540c0de-899f-5cce-acb5-3ec493af3800",
                     "internetMessageId":"<8540c0de-899f-5cce-acb5-3ec493af3800@simulated.example>","status":"Bounced",
                     "deliveryStatusDetails":{"statusMessage":"The mailbox does not exist."},"deliveryAttemptTimestamp":"2020-09-18T00:27:45.32Z"},
             "eventType":"Microsoft.Communication.EmailDeliveryReportReceived","dataVersion":"1.0","metadataVersion":"1","eventTime":"2020-09-18T00:27:45.32Z"}
            """,
            new EventJson(EventSchema.EventGrid, (DataNames)names).Write(told));
    }

    private static void AssertSame(string documented, string written) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(documented), JsonNode.Parse(written)), $"expected {documented} but it is {written}");
}
