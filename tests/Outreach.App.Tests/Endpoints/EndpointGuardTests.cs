using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Outreach.App.Endpoints;
using Endpoint = Outreach.App.Endpoints.Endpoint;

namespace Outreach.App.Tests.Endpoints;

public sealed class EndpointGuardTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.1:5080", true)]
    [InlineData("localhost:5080", true)]
    [InlineData("LOCALHOST", true)]
    [InlineData("[::1]:5080", true)]
    [InlineData("rebound.example", false)]
    [InlineData("127.0.0.1.rebound.example", false)]
    [InlineData("localhost.rebound.example:5080", false)]
    [InlineData("", false)]
    public async Task Admin_FromLoopbackWithoutKey_DependsOnTheHost(string host, bool admitted) =>
        Assert.Equal(admitted ? 200 : 401, await StatusAsync(c => c.Request.Headers.Host = host));

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("203.0.113.9")]
    public async Task Admin_FromElsewhereWithoutKey_NeedsOne(string remote) =>
        Assert.Equal(401, await StatusAsync(c => c.Connection.RemoteIpAddress = IPAddress.Parse(remote)));

    [Fact]
    public async Task Admin_UnknownCallerAddress_NeedsAKey() => Assert.Equal(401, await StatusAsync(c => c.Connection.RemoteIpAddress = null));

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Origin", "https://rebound.example")]
    [InlineData("Origin", "null")]
    public async Task Admin_ThroughAFrontEndOrAnotherSite_NeedsAKey(string header, string value) =>
        Assert.Equal(401, await StatusAsync(c => c.Request.Headers[header] = value));

    [Fact]
    public async Task Admin_OurOwnPage_IsAdmitted() => Assert.Equal(200, await StatusAsync(c => c.Request.Headers.Origin = "http://localhost:5080"));

    [Theory]
    [InlineData("same-origin", 200)]
    [InlineData("same-site", 401)]
    [InlineData("cross-site", 401)]
    public async Task Admin_PageThatSendsNoReferrer_IsAdmittedWhereTheBrowserSaysThatItIsOurs(string site, int status) => Assert.Equal(status, await StatusAsync(c =>
    {
        c.Request.Headers.Origin = "null";
        c.Request.Headers["Sec-Fetch-Site"] = site;
    }));

    [Fact]
    public async Task Admin_HostThatTrustsNoLoopback_NeedsAKey() => Assert.Equal(401, await StatusAsync(_ => { }, new(false, "the key")));

    [Theory]
    [InlineData("the key", 200)]
    [InlineData("the kez", 403)]
    [InlineData("the key ", 403)]
    public async Task Admin_WithKeyFromElsewhere_MustBeTheKey(string key, int status) => Assert.Equal(status, await StatusAsync(c =>
    {
        c.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.9");
        c.Request.Host = new("outreach.example");
        c.Request.Headers[AccessRules.KeyHeader] = key;
    }));

    [Fact]
    public async Task Admin_KeyGivenWhereNoneIsSet_IsRefused() =>
        Assert.Equal(403, await StatusAsync(c => c.Request.Headers[AccessRules.KeyHeader] = "any", new(true, null)));

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData(null, 415)]
    public async Task Admin_Post_TakesJsonOnly(string? type, int status) => Assert.Equal(status, await StatusAsync(
        c =>
        {
            c.Request.Method = "POST";
            c.Request.ContentType = type;
        },
        method: "POST"));

    [Fact]
    public async Task Anything_WrongMethod_Is405WithAllow()
    {
        await using var server = await TestServer.StartAsync();

        var (response, body) = await server.SendAsync(HttpMethod.Put, "/api/patients", "{}");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST", "GET", "HEAD"], response.Content.Headers.Allow);
        Assert.Equal("method-not-allowed", (string?)body["code"]);
    }

    [Fact]
    public async Task Anything_Head_AnswersAsGetWithoutBody()
    {
        await using var server = await TestServer.StartAsync();

        var (get, _) = await server.GetAsync("/api/plans");
        var (head, _) = await server.SendAsync(HttpMethod.Head, "/api/plans");

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Anything_Throws_IsAProblemThatSaysNothingOfIt()
    {
        await using var server = await TestServer.StartAsync(more: new Endpoint("Breaks", "GET", "breaks", Access.Anyone, _ => throw new InvalidOperationException("Maria Restrepo")));

        var (response, body) = await server.GetAsync("/breaks");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.NotNull((string?)body["traceId"]);
        Assert.DoesNotContain("Maria", body.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/plans")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/nothing")]
    [InlineData("/e/none")]
    [InlineData("/c/none")]
    public async Task Anything_Answered_HasTheSecurityHeaders(string path)
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.Client.GetAsync(path);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    private static async Task<int> StatusAsync(Action<HttpContext> change, AccessRules? rules = null, string method = "GET")
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton(rules ?? new(true, "the key")).BuildServiceProvider() };
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Method = "GET";
        context.Request.Headers.Host = "localhost:5080";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes("{}"));
        change(context);
        await EndpointGuard.InvokeAsync(context, new Endpoint("Any", method, "any", Access.Admin, c => Task.CompletedTask));
        return context.Response.StatusCode;
    }
}
