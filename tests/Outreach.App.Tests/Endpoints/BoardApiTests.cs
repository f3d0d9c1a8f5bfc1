using System.Net;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Tests.Endpoints;

public sealed class BoardApiTests
{
    private static readonly ContactPoint Stranger = ContactPoint.TryParse(Channel.Sms, "+12125550188")!;

    [Fact]
    public async Task Unread_OfAPatientAndOfAStranger_AreListedOldestFirst()
    {
        await using var server = await StartAsync();

        var (_, page) = await server.GetAsync("/api/unread");

        var items = page["items"]!.AsArray();
        Assert.Equal(2, items.Count);
        Assert.Equal(("+12125550188", "m-1", "hello", null), ((string?)items[0]!["from"], (string?)items[0]!["messageId"], (string?)items[0]!["replies"]![0]!["text"], (string?)items[0]!["patientId"]));
        Assert.Equal((Samples.Maria.ToString(), "2026-03-02T14:30:00Z", "hm"), ((string?)items[1]!["patientId"], (string?)items[1]!["replies"]![0]!["at"], (string?)items[1]!["replies"]![0]!["text"]));
    }

    [Fact]
    public async Task Seen_ByAProvider_IsKept()
    {
        await using var server = await StartAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await server.PostAsync("/api/unread/seen", $$"""{"by":"lee","patientId":"{{Samples.Maria}}","upTo":"2026-03-02T14:30:00Z"}""")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await server.PostAsync("/api/unread/seen", """{"by":"lee@riverside.example","from":"+12125550188","messageId":"m-1"}""")).Response.StatusCode);

        Assert.Equal(("lee", Samples.Now), (Assert.IsType<Command.SeeReplies>(Assert.Single(server.Turns.Commands)).By, ((Command.SeeReplies)server.Turns.Commands[0]).UpTo));
        Assert.Equal("lee", Assert.Single(server.Book.Strangers).SeenBy);
        Assert.Empty((await server.GetAsync("/api/unread")).Body["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"by":"lee"}""", "from")]
    [InlineData("""{"by":"nobody","from":"+12125550188","messageId":"m-1"}""", "by")]
    [InlineData("""{"by":"lee","patientId":"7d2f8f6a0c1b4d5e9f10aabbccddeeff"}""", "upTo")]
    [InlineData("""{"by":"lee","from":"+12125550188"}""", "messageId")]
    public async Task Seen_Incomplete_SaysWhatIsMissing(string body, string field)
    {
        await using var server = await StartAsync();

        var (_, refused) = await server.PostAsync("/api/unread/seen", body);

        Assert.Equal(field, (string?)Assert.Single(refused["errors"]!.AsArray())!["field"]);
        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task Unreachable_SaysWhyForEachWay()
    {
        await using var server = await StartAsync();
        server.Ledgers.Put(Samples.FollowUp with { Patient = Samples.Patient with { Email = null, Consents = [new(Channel.Sms, "intake form", new(2026, 1, 5))] }, Contacts = [new(Samples.FollowUp.Contacts[0].Contact) { Unusable = "wrong number", UnusableAt = Samples.Now }] });

        var (_, page) = await server.GetAsync("/api/unreachable?take=1");

        var item = Assert.Single(page["items"]!.AsArray())!;
        Assert.Equal((Samples.Maria.ToString(), "2026-03-02T14:30:00Z"), ((string?)item["patientId"], (string?)item["since"]));
        Assert.Equal(["sms unusable wrong number", "email no-address "], item["ways"]!.AsArray().Select(w => $"{w!["channel"]} {w["because"]} {w["detail"]}"));
        Assert.Empty(item["silences"]!.AsArray());
        Assert.Empty((await server.GetAsync($"/api/unreachable?take=1&after={page["next"]}")).Body["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await server.GetAsync("/api/unreachable?after=nobody")).Response.StatusCode);
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp with { LeftUnread = [new(Samples.FollowUp.Contacts[0].Contact, "hm", Samples.Now)] });
        server.Book.Strangers.Add(new StrayText(Stranger, "m-1", "hello", Samples.Now - Duration.FromHours(1), StrayText.Answered) { Unread = true });
        return server;
    }
}
