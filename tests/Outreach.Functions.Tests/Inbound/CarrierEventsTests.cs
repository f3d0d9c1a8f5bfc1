using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.Inbound;

namespace Outreach.Functions.Tests.Inbound;

public sealed class CarrierEventsTests
{
    private const string TextId = "Incoming_20200918002745d29ebbea-3341-4466-9690-0a03af35228e";
    private static readonly PatientId Patient = new(new Guid("11111111-2222-4333-8444-555555555555"));
    private static readonly Guid Key = new("aaaaaaaa-bbbb-8ccc-8ddd-eeeeeeeeeeee");

    public static TheoryData<string> Writings => ["Grid", "GridArray", "Cloud", "CloudArray", "GridCamel", "CloudCamel", "GridUpper"];

    [Theory]
    [MemberData(nameof(Writings))]
    public void Read_SmsReceived_IsTheText(string writing)
    {
        var text = Assert.IsType<CarrierEvent.Text>(One(writing, SampleEvents.Text()));

        Assert.Equal((TextId, TextId), (text.Id, text.MessageId));
        Assert.Equal("+15555555555", text.From.Address);
        Assert.Equal("Great to connect with Azure Communication Services events", text.Words);
        Assert.Equal(Instant.FromUtc(2020, 9, 18, 0, 27, 45) + Duration.FromMilliseconds(320), text.ReceivedAt);
    }

    [Theory]
    [MemberData(nameof(Writings))]
    public void Read_SmsReport_IsItsWord(string writing) =>
        Assert.Equal(
            new CarrierEvent.SmsReport("Outgoing_202009180022319813a09b-a3b8-4b8e-a3f2-ac0de5a1c3d5", Patient, Key, DeliveryWord.Delivered, "delivered"),
            One(writing, SampleEvents.SmsReport()));

    [Theory]
    [MemberData(nameof(Writings))]
    public void Read_EmailReport_IsItsWord(string writing) =>
        Assert.Equal(
            new CarrierEvent.EmailReport("00000000-0000-0000-0000-000000000000", new Guid(SampleEvents.EmailKey), DeliveryWord.Delivered, "delivered"),
            One(writing, SampleEvents.EmailReport()));

    [Theory]
    [InlineData("15555555555")]
    [InlineData("+15555555555")]
    [InlineData("5555555555")]
    [InlineData("+1 (555) 555-5555")]
    public void Read_Number_IsE164HoweverItIsWritten(string number) =>
        Assert.Equal("+15555555555", Assert.IsType<CarrierEvent.Text>(Assert.Single(CarrierEvents.Read(SampleEvents.Text(number)))).From.Address);

    [Theory]
    [InlineData("Delivered", "No error.", DeliveryWord.Delivered, "delivered")]
    [InlineData("delivered", "2000", DeliveryWord.Delivered, "2000")]
    [InlineData("Failed", "4007", DeliveryWord.OptedOut, "4007")]
    [InlineData("Failed", "Sender blocked for given recipient.", DeliveryWord.OptedOut, "failed")]
    [InlineData("Failed", "4004: number +12125554007 does not exist", DeliveryWord.Failed, "4004")]
    [InlineData("FAILED", "", DeliveryWord.Failed, "failed")]
    public void Read_SmsReport_FailedAndOptedOutAreToldApart(string status, string details, DeliveryWord word, string detail)
    {
        var report = Assert.IsType<CarrierEvent.SmsReport>(Assert.Single(CarrierEvents.Read(SampleEvents.SmsReport(status, details))));

        Assert.Equal((word, detail), (report.Word, report.Detail));
    }

    [Theory]
    [InlineData("Bounced")]
    [InlineData("Failed")]
    [InlineData("FilteredSpam")]
    [InlineData("Quarantined")]
    [InlineData("Suppressed")]
    public void Read_EmailReport_WhatNeverArrivesIsFailed(string status)
    {
        var report = Assert.IsType<CarrierEvent.EmailReport>(Assert.Single(CarrierEvents.Read(SampleEvents.EmailReport(status))));

        Assert.Equal((DeliveryWord.Failed, status.ToLowerInvariant()), (report.Word, report.Detail));
    }

    public static TheoryData<string> NotForUs =>
    [
        SampleEvents.Engagement,
        SampleEvents.EmailReport("Expanded"),
        SampleEvents.EmailReport(key: "not-a-guid"),
        SampleEvents.SmsReport("OutForDelivery"),
        SampleEvents.SmsReport(tag: "newsletter"),
        SampleEvents.SmsReport().Replace("\"Tag\":", "\"Other\":", StringComparison.Ordinal),
        """{"id":"1","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"512d38b6"}}""",
        """{"eventType":"Microsoft.Storage.BlobCreated"}""",
    ];

    [Theory]
    [MemberData(nameof(NotForUs))]
    public void Read_WhatIsNotForUs_IsLeftAlone(string message) => Assert.IsType<CarrierEvent.Other>(Assert.Single(CarrierEvents.Read(message)));

    public static TheoryData<string, string> Unreadable => new()
    {
        { "", "the message is not JSON" },
        { "STOP", "the message is not JSON" },
        { "{\"id\":\"1\"", "the message is not JSON" },
        { new string('[', 100_000), "the message is not JSON" },
        { string.Concat(Enumerable.Repeat("{\"data\":", 5_000)) + "1" + new string('}', 5_000), "the message is not JSON" },
        { "{}", "the event has no type" },
        { "null", "the event is no JSON object" },
        { "42", "the event is no JSON object" },
        { "[[]]", "the event is no JSON object" },
        { "[\"Microsoft.Communication.SMSReceived\"]", "the event is no JSON object" },
        { """{"eventType":["Microsoft.Communication.SMSReceived"],"data":{}}""", "the event has no type" },
        { """{"eventType":"Microsoft.Communication.SMSReceived"}""", "a text without an id" },
        { """{"id":"1","eventType":"Microsoft.Communication.SMSReceived"}""", "a text whose sender is no phone number" },
        { """{"id":"1","eventType":"Microsoft.Communication.SMSReceived","data":"text"}""", "a text whose sender is no phone number" },
        { """{"id":"1","eventType":"Microsoft.Communication.SMSReceived","data":{"from":15555555555,"message":"help"}}""", "a text whose sender is no phone number" },
        { """{"id":"1","eventType":"Microsoft.Communication.SMSReceived","data":{"from":"ACME","message":"help"}}""", "a text whose sender is no phone number" },
        { """{"id":"1","eventType":"Microsoft.Communication.SMSReceived","data":{"from":"+15555555555"}}""", "a text without a message" },
        { """{"id":"1","eventType":"Microsoft.Communication.SMSReceived","data":{"from":"+15555555555","message":911}}""", "a text without a message" },
        { """{"id":"1","eventType":"Microsoft.Communication.SMSDeliveryReportReceived","data":{}}""", "a delivery report without a status" },
        { """{"id":"1","eventType":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"status":5}}""", "a delivery report without a status" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Read_WhatIsOursAndCannotBeRead_SaysWhy(string message, string why) =>
        Assert.Equal(why, Assert.IsType<CarrierEvent.Unreadable>(Assert.Single(CarrierEvents.Read(message))).Why);

    [Fact]
    public void Read_EmptyArray_IsNothing() => Assert.Empty(CarrierEvents.Read("[]"));

    [Fact]
    public void Read_SeveralEvents_EachIsReadForItself()
    {
        var events = CarrierEvents.Read($"[{SampleEvents.Text()},{{\"id\":\"2\"}},{SampleEvents.Cloud(SampleEvents.SmsReport())},7,{SampleEvents.Engagement}]");

        Assert.Equal(["Text", "Unreadable", "SmsReport", "Unreadable", "Other"], events.Select(e => e.GetType().Name));
    }

    [Fact]
    public void Read_EventWithoutId_TakesTheMessagesOwn()
    {
        var text = Assert.IsType<CarrierEvent.Text>(Assert.Single(CarrierEvents.Read(
            """{"type":"Microsoft.Communication.SMSReceived","data":{"messageId":"Incoming_7","from":"+15555555555","message":"hi"}}""")));

        Assert.Equal(("", "Incoming_7"), (text.Id, text.MessageId));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("5")]
    public void Read_TextWithoutMessageId_TakesTheEvents(string messageId) => Assert.Equal(
        "Incoming_8",
        Assert.IsType<CarrierEvent.Text>(Assert.Single(CarrierEvents.Read(
            $$$"""{"id":"Incoming_8","type":"Microsoft.Communication.SMSReceived","data":{"messageId":{{{messageId}}},"from":"+15555555555","message":"hi"}}"""))).MessageId);

    /// <summary>A carrier that cuts a long text cuts an emoji in half; the words beside it may be an emergency.</summary>
    [Theory]
    [InlineData(@"chest pain \ud83d", "chest pain \uFFFD")]
    [InlineData(@"\uDE00 chest pain", "\uFFFD chest pain")]
    [InlineData(@"\ud83d\ud83d\ude00", "\uFFFD😀")]
    [InlineData(@"\ud83d\ude00", "😀")]
    [InlineData(@"\\ud83d", @"\ud83d")]
    [InlineData(@"\\\ud83d", "\\\uFFFD")]
    [InlineData(@"a\nb\u0000", "a\nb\0")]
    public void Read_HalfAnEmoji_TheWordsAreRead(string json, string words) => Assert.Equal(
        words,
        Assert.IsType<CarrierEvent.Text>(Assert.Single(CarrierEvents.Read(SampleEvents.Text(words: json)))).Words);

    [Fact]
    public void Read_HalfAnEmojiWithoutEscape_TheWordsAreRead() =>
        Assert.Equal("chest pain \uFFFD", Assert.IsType<CarrierEvent.Text>(Assert.Single(CarrierEvents.Read(SampleEvents.Text(words: "chest pain \ud83d")))).Words);

    [Fact]
    public void Read_HalfAnEmojiInAName_TheRestIsRead() =>
        Assert.IsType<CarrierEvent.Text>(Assert.Single(CarrierEvents.Read(SampleEvents.Text().Replace("\"data\":{", "\"\\ud83d\":1,\"data\":{\"\\ude00\":2,", StringComparison.Ordinal))));

    [Fact]
    public void Read_HugeStrings_AreRead()
    {
        var huge = new string('x', 2_000_000);

        Assert.Equal(huge, Assert.IsType<CarrierEvent.Text>(Assert.Single(CarrierEvents.Read(SampleEvents.Text(words: huge)))).Words);
        Assert.IsType<CarrierEvent.Unreadable>(Assert.Single(CarrierEvents.Read(SampleEvents.Text(from: new string('5', 2_000_000)))));
        Assert.IsType<CarrierEvent.Other>(Assert.Single(CarrierEvents.Read(SampleEvents.SmsReport(tag: new string('|', 2_000_000)))));
    }

    [Fact]
    public void Read_WhyUnreadable_NeverRepeatsWhatWasWritten() => Assert.All(
        new[] { "Rosa Marsh", "{\"id\":\"1\",\"eventType\":\"Microsoft.Communication.SMSReceived\",\"data\":{\"from\":\"Rosa Marsh\",\"message\":\"Rosa Marsh\"}}" },
        message => Assert.DoesNotContain("Rosa", Assert.IsType<CarrierEvent.Unreadable>(Assert.Single(CarrierEvents.Read(message))).Why, StringComparison.Ordinal));

    /// <summary>Pieces of real events, torn and put together anew.</summary>
    [Fact]
    public void Read_AnythingAtAll_NeverThrows()
    {
        var whole = new[] { SampleEvents.Text(), SampleEvents.SmsReport(), SampleEvents.EmailReport(), SampleEvents.Cloud(SampleEvents.Text()) };
        var pieces = Gen.OneOf(
            Gen.Elements("{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "\ud83d", "null", "1e999", "-", "\"id\"", "\"data\":", "\0", "\uFEFF", "\"eventType\":\"Microsoft.Communication.SMSReceived\""),
            from one in Gen.Elements(whole) from at in Gen.Choose(0, one.Length) from length in Gen.Choose(0, one.Length - at) select one.Substring(at, length),
            Gen.Elements(whole));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(pieces.ListOf().Select(p => string.Concat(p)).ToArbitrary(), message => CarrierEvents.Read(message) is not null));
    }

    /// <summary>The value of every field in turn is of another kind.</summary>
    [Fact]
    public void Read_AFieldOfAnotherKind_NeverThrows()
    {
        string[] others = ["null", "7", "true", "{}", "[]", "\"\"", "[{\"data\":{}}]"];
        foreach (var message in new[] { SampleEvents.Text(), SampleEvents.SmsReport(), SampleEvents.EmailReport() })
        {
            foreach (System.Text.RegularExpressions.Match value in System.Text.RegularExpressions.Regex.Matches(message, "(?<=:)(\"[^\"]*\"|[0-9]+)(?=[,}])"))
            {
                foreach (var other in others)
                {
                    var changed = string.Concat(message.AsSpan(0, value.Index), other, message.AsSpan(value.Index + value.Length));
                    using var still = JsonDocument.Parse(changed);
                    Assert.Single(CarrierEvents.Read(changed));
                }
            }
        }
    }

    private static CarrierEvent One(string writing, string gridEvent) => Assert.Single(CarrierEvents.Read(writing switch
    {
        "Grid" => gridEvent,
        "GridArray" => $"[{gridEvent}]",
        "Cloud" => SampleEvents.Cloud(gridEvent),
        "CloudArray" => $"[{SampleEvents.Cloud(gridEvent)}]",
        "GridCamel" => SampleEvents.Camel(gridEvent),
        "CloudCamel" => SampleEvents.Camel(SampleEvents.Cloud(gridEvent)),
        "GridUpper" => SampleEvents.Upper(gridEvent),
        _ => throw new ArgumentOutOfRangeException(nameof(writing)),
    }));
}
