using System.Text;
using Microsoft.AspNetCore.Http;
using Outreach.Local.Simulation.Communication;

namespace Outreach.Local.Tests.Simulation.Communication;

public sealed class SignatureCheckTests
{
    // Computed apart from this code, with Python's hmac, for the request that Request() makes.
    private const string Key = "YSBrZXkgb2YgdGhpcyB0ZXN0";
    private const string Hash = "CnQjVc1yhNy6WL+9AGA9qj7EQL+QK1DgeSISENqbyDY=";
    private const string Signature = "RqxzhU0cHqKnGqQclr6nQKxVeT6XqCQgw7MWGalCBXE=";
    private const string Body = "{\"from\":\"+18335550100\"}";

    [Theory]
    [InlineData("x-ms-date")]
    [InlineData("Date")]
    public void Refuse_SignedByTheHeadersItNames_IsNull(string date) => Assert.Null(Check(Request(date)));

    [Fact]
    public void Refuse_AnotherBody_SaysThatTheHashDiffers() =>
        Assert.Equal("Request 'x-ms-content-sha256' differs from generated content hash.", Check(Request("x-ms-date"), "{\"from\":\"+18335550101\"}"));

    [Fact]
    public void Refuse_AnotherPathOrQuery_IsRefused()
    {
        var otherPath = Request("x-ms-date");
        otherPath.Path = "/emails:send";
        var otherQuery = Request("x-ms-date");
        otherQuery.QueryString = new QueryString("?api-version=2026-01-23");
        var otherVerb = Request("x-ms-date");
        otherVerb.Method = HttpMethods.Put;
        Assert.All([otherPath, otherQuery, otherVerb], r => Assert.Contains("signature", Check(r), StringComparison.Ordinal));
    }

    [Fact]
    public void Refuse_AnotherKey_IsRefused() =>
        Assert.Contains("signature", new SignatureCheck(AccessKey.TryParse(AccessKey.Development)!).Refuse(Request("Date"), Encoding.UTF8.GetBytes(Body)), StringComparison.Ordinal);

    [Theory]
    [InlineData("host;x-ms-content-sha256")]
    [InlineData("x-ms-date;host")]
    [InlineData("x-ms-date;x-ms-content-sha256")]
    public void Refuse_LessIsNamedThanMustBeSigned_IsRefused(string named)
    {
        var request = Request("x-ms-date");
        request.Headers.Authorization = $"HMAC-SHA256 SignedHeaders={named}&Signature={Signature}";
        Assert.Contains("SignedHeaders must name", Check(request), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_ANamedHeaderIsNotThere_IsRefused()
    {
        var request = Request("x-ms-date");
        request.Headers.Remove("x-ms-date");
        Assert.Contains("'x-ms-date'", Check(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HMAC-SHA256 nonsense")]
    [InlineData("Bearer abc")]
    public void Refuse_NotSigned_IsRefused(string authorization)
    {
        var request = Request("x-ms-date");
        request.Headers.Authorization = authorization;
        Assert.NotNull(Check(request));
    }

    private static string? Check(HttpRequest request, string body = Body) => new SignatureCheck(AccessKey.TryParse(Key)!).Refuse(request, Encoding.UTF8.GetBytes(body));

    private static HttpRequest Request(string date)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = HttpMethods.Post;
        request.Path = "/sms";
        request.QueryString = new QueryString("?api-version=2021-03-07");
        request.Headers.Host = "127.0.0.1:5090";
        request.Headers[date] = "Mon, 02 Mar 2026 14:00:00 GMT";
        request.Headers["x-ms-content-sha256"] = Hash;
        request.Headers.Authorization = $"HMAC-SHA256 SignedHeaders={date.ToLowerInvariant()};host;x-ms-content-sha256&Signature={Signature}";
        return request;
    }
}
