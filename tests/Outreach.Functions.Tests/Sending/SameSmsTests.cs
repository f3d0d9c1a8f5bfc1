using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Communication.Sms;
using Azure.Core;
using Azure.Core.Pipeline;
using NodaTime;
using Outreach.Functions.Sending;

namespace Outreach.Functions.Tests.Sending;

/// <summary>Through the official client, down to what would go over the wire.</summary>
public sealed class SameSmsTests
{
    private static readonly Guid Key = new("aaaaaaaa-bbbb-8ccc-8ddd-eeeeeeeeeeee");
    private static readonly Instant FirstSent = Instant.FromUtc(2026, 3, 2, 14, 0, 5);

    private readonly Wire wire = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_TheSameEntryTwice_IsTheSameRequestForTheCarrier(bool async)
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var same = HttpPipeline.CreateHttpMessagePropertiesScope(SameSms.Properties(Key, FirstSent));
            if (async) await Client().SendAsync("+18005550100", "+12125550150", "¿Cómo está? 👍 \"bien\"");
            else Client().Send("+18005550100", "+12125550150", "¿Cómo está? 👍 \"bien\"");
        }

        Assert.Equal(2, wire.Bodies.Count);
        Assert.Equal(wire.Bodies[0], wire.Bodies[1]);
        var body = JsonNode.Parse(wire.Bodies[0])!;
        var recipient = Assert.Single(body["smsRecipients"]!.AsArray())!;
        Assert.Equal("aaaaaaaa-bbbb-8ccc-8ddd-eeeeeeeeeeee", (string?)recipient["repeatabilityRequestId"]);
        Assert.Equal("Mon, 02 Mar 2026 14:00:05 GMT", (string?)recipient["repeatabilityFirstSent"]);
        Assert.Equal("+12125550150", (string?)recipient["to"]);
        Assert.Equal("¿Cómo está? 👍 \"bien\"", (string?)body["message"]);
        Assert.Equal("+18005550100", (string?)body["from"]);
    }

    /// <summary>Rewritten before it is signed: otherwise the service refuses it.</summary>
    [Fact]
    public async Task Send_Rewritten_IsSignedAsItLeaves()
    {
        using var same = HttpPipeline.CreateHttpMessagePropertiesScope(SameSms.Properties(Key, FirstSent));

        await Client().SendAsync("+18005550100", "+12125550150", "Hello");

        Assert.Equal(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(wire.Bodies[0]))), wire.Hashes[0]);
    }

    [Fact]
    public async Task Send_SeveralRecipients_AllAreTheEntrys()
    {
        using var same = HttpPipeline.CreateHttpMessagePropertiesScope(SameSms.Properties(Key, FirstSent));

        await Client().SendAsync("+18005550100", ["+12125550150", "+12125550151"], "Hello");

        Assert.All(JsonNode.Parse(wire.Bodies[0])!["smsRecipients"]!.AsArray(), r => Assert.Equal(Key.ToString(), (string?)r!["repeatabilityRequestId"]));
    }

    [Fact]
    public async Task Send_OutsideOfAnEntry_IsLeftAlone()
    {
        using (HttpPipeline.CreateHttpMessagePropertiesScope(SameSms.Properties(Key, FirstSent))) await Client().SendAsync("+18005550100", "+12125550150", "Hello");
        await Client().SendAsync("+18005550100", "+12125550150", "Hello");

        var recipient = JsonNode.Parse(wire.Bodies[1])!["smsRecipients"]![0]!;
        Assert.NotEqual(Key.ToString(), (string?)recipient["repeatabilityRequestId"]);
        Assert.NotEqual("Mon, 02 Mar 2026 14:00:05 GMT", (string?)recipient["repeatabilityFirstSent"]);
    }

    [Theory]
    [InlineData("""{"value":1}""")]
    [InlineData("""{"smsRecipients":"none"}""")]
    [InlineData("""[1,2]""")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Process_AnotherRequest_IsLeftAlone(string? body)
    {
        var options = new SmsClientOptions { Transport = new HttpClientTransport(new HttpClient(wire)) };
        var pipeline = HttpPipelineBuilder.Build(options, new SameSms());
        using var same = HttpPipeline.CreateHttpMessagePropertiesScope(SameSms.Properties(Key, FirstSent));
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri("http://127.0.0.1/other"));
        if (body is not null) message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(body));

        await pipeline.SendAsync(message, CancellationToken.None);

        Assert.Equal(body ?? "", Assert.Single(wire.Bodies));
    }

    private SmsClient Client()
    {
        var options = new SmsClientOptions { Transport = new HttpClientTransport(new HttpClient(wire)) };
        options.AddPolicy(new SameSms(), HttpPipelinePosition.PerCall);
        return new SmsClient($"endpoint=http://127.0.0.1:9/;accesskey={Convert.ToBase64String(new byte[32])}", options);
    }

    /// <summary>Writes down what leaves, and accepts it.</summary>
    private sealed class Wire : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        public List<string?> Hashes { get; } = [];

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = new MemoryStream();
            request.Content?.CopyTo(body, null, cancellationToken);
            return Answer(request, Encoding.UTF8.GetString(body.ToArray()));
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Answer(request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));

        private HttpResponseMessage Answer(HttpRequestMessage request, string body)
        {
            Bodies.Add(body);
            Hashes.Add(request.Headers.TryGetValues("x-ms-content-sha256", out var hash) ? hash.Single() : null);
            return new HttpResponseMessage(HttpStatusCode.Accepted)
            {
                Content = new StringContent("""{"value":[{"to":"+12125550150","messageId":"Outgoing_1","httpStatusCode":202,"successful":true}]}""", Encoding.UTF8, "application/json"),
            };
        }
    }
}
