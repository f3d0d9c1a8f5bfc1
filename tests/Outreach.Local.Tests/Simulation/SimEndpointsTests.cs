using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.Local.Simulation.Personas;

namespace Outreach.Local.Tests.Simulation;

public sealed class SimEndpointsTests : IDisposable
{
    private const string Phone = "+12125550121";

    /// <summary>The Saturday before the clocks go forward in New York, 10:00 there.</summary>
    private static readonly Instant BeforeSpring = Instant.FromUtc(2026, 3, 7, 15, 0);

    private readonly SimulatedPractice practice = new(BeforeSpring, DemoPersonas.All);

    public void Dispose() => practice.Dispose();

    [Theory]
    [InlineData("SimPhone", "e164", "12", null, "+12125550121")]
    [InlineData("SimMailbox", "address", "nobody", null, "lee@riverside.example")]
    [InlineData("SimTypeText", "e164", "abc", "{\"text\":\"hi\"}", "+12125550121")]
    [InlineData("SimTypeText", "e164", Phone, "", "feeling better")]
    [InlineData("SimTypeText", "e164", Phone, "[]", "feeling better")]
    [InlineData("SimTypeText", "e164", Phone, "{\"text\":\"\"}", "feeling better")]
    [InlineData("SimTypeText", "e164", Phone, "{\"text\":7}", "in quotes")]
    [InlineData("SimTypeText", "e164", Phone, "{\"txt\":\"hi\"}", "text, id")]
    [InlineData("SimTypeText", "e164", Phone, "{\"text\":\"hi\",\"id\":\"a b\"}", "letters, digits")]
    [InlineData("SimMoveClock", "", "", "{}", "\"advance\": \"P1D\"")]
    [InlineData("SimMoveClock", "", "", "{\"speed\":-1}", "from 0")]
    [InlineData("SimMoveClock", "", "", "{\"speed\":\"fast\"}", "number without quotes")]
    [InlineData("SimMoveClock", "", "", "{\"advance\":\"1 day\"}", "P1D")]
    [InlineData("SimMoveClock", "", "", "{\"advance\":\"-P1D\"}", "P1D")]
    [InlineData("SimMoveClock", "", "", "{\"advance\":\"PT0S\"}", "P1D")]
    [InlineData("SimMoveClock", "", "", "{\"advance\":\"P9000Y\"}", "at most a year")]
    [InlineData("SimMoveClock", "", "", "{\"advance\":\"P1D\",\"to\":\"next\"}", "not both")]
    [InlineData("SimMoveClock", "", "", "{\"to\":\"tomorrow\"}", "\"next\"")]
    [InlineData("SimFaults", "", "", "{\"channel\":\"fax\",\"count\":1,\"status\":503}", "\"sms\"")]
    [InlineData("SimFaults", "", "", "{\"channel\":\"sms\",\"count\":1.5,\"status\":503}", "whole number")]
    [InlineData("SimFaults", "", "", "{\"channel\":\"sms\",\"count\":1,\"status\":200}", "timeout")]
    [InlineData("SimFaults", "", "", "{\"channel\":\"sms\",\"count\":1}", "timeout")]
    [InlineData("SimView", "?since", "x", null, "whole number")]
    public async Task Call_WithBadInput_SaysWhatToSendInstead(string endpoint, string field, string value, string? body, string hint)
    {
        var (status, type, answer) = await CallAsync(endpoint, field, value, body);
        Assert.Equal(StatusCodes.Status400BadRequest, status);
        Assert.StartsWith("application/problem+json", type, StringComparison.Ordinal);
        Assert.Contains(hint, answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(BeforeSpring, practice.World.Clock.GetCurrentInstant());
    }

    [Fact]
    public async Task TypeText_ReturnsOnceTheAppHasIt_AndTheSameIdIsOneMessage()
    {
        for (var i = 0; i < 2; i++)
        {
            var (status, _, answer) = await CallAsync("SimTypeText", "e164", Phone, "{\"text\":\"better\",\"id\":\"m-1\"}");
            Assert.Equal((StatusCodes.Status202Accepted, "m-1"), (status, answer.GetProperty("id").GetString()));
            Assert.Single(practice.Received);
        }

        var thread = (await CallAsync("SimPhone", "e164", Phone, null)).Answer.GetProperty("messages");
        var message = Assert.Single(thread.EnumerateArray());
        Assert.Equal(("in", "better", "received"), (message.GetProperty("direction").GetString(), message.GetProperty("text").GetString(), message.GetProperty("status").GetString()));
        Assert.Equal(409, (await CallAsync("SimTypeText", "e164", "+12125550122", "{\"text\":\"better\",\"id\":\"m-1\"}")).Status);
    }

    [Fact]
    public async Task TypeText_WhileTheAppIsDown_StaysWithTheCarrierOverARestart()
    {
        practice.Down = new InvalidOperationException("down");
        var (status, _, answer) = await CallAsync("SimTypeText", "e164", Phone, "{\"text\":\"worse\"}");
        Assert.Equal((StatusCodes.Status202Accepted, "queued"), (status, answer.GetProperty("status").GetString()));
        practice.Restart();
        practice.Down = null;
        await practice.MoveByAsync(Duration.FromMinutes(1));
        Assert.Equal("worse", Assert.Single(practice.Received).Text);
    }

    [Fact]
    public async Task TypeText_IntoAPersonasPhone_TakesItOver()
    {
        var grace = DemoPersonas.All.Single(p => p.Id == "grace").Number;
        await practice.SendAsync(grace, "Since your visit, do you feel BETTER, the SAME or WORSE?");
        await CallAsync("SimTypeText", "e164", grace.Value, "{\"text\":\"hello\"}");
        await practice.MoveByAsync(Duration.FromHours(1));
        Assert.Equal("hello", Assert.Single(practice.Received).Text);
    }

    [Fact]
    public async Task MoveClock_ByADay_KeepsTheTimeOfDayAcrossTheChangeOfTheClocks()
    {
        var (status, _, answer) = await CallAsync("SimMoveClock", "", "", "{\"advance\":\"P1D\"}");
        Assert.Equal((200, "2026-03-08T10:00:00-04:00"), (status, answer.GetProperty("local").GetString()));
        Assert.Equal(BeforeSpring + Duration.FromHours(23), practice.World.Clock.GetCurrentInstant());
    }

    [Fact]
    public async Task MoveClock_IsWhereItWasAfterARestart_SpeedIncluded()
    {
        await CallAsync("SimMoveClock", "", "", "{\"speed\":60,\"advance\":\"PT5M\"}");
        practice.Restart();
        var (_, _, answer) = await CallAsync("SimClock", "", "", null);
        Assert.Equal(("2026-03-07T10:05:00-05:00", 60), (answer.GetProperty("local").GetString(), answer.GetProperty("speed").GetInt32()));
    }

    [Fact]
    public async Task MoveClock_ToNext_StopsAtThePersonasAnswer()
    {
        await practice.SendAsync(DemoPersonas.All.Single(p => p.Id == "grace").Number, "Do you feel BETTER, the SAME or WORSE?");
        await CallAsync("SimMoveClock", "", "", "{\"to\":\"next\"}");
        Assert.Single(practice.Received);
        Assert.Equal(BeforeSpring + Duration.FromSeconds(95), practice.World.Clock.GetCurrentInstant());
    }

    [Fact]
    public async Task MoveClock_OnTheMachinesClock_IsRefused()
    {
        using var real = new SimulatedPractice(begins: null);
        var (status, _, answer) = await CallAsync(real, "SimMoveClock", "", "", "{\"advance\":\"P1D\"}");
        Assert.Equal((409, "real-clock"), (status, answer.GetProperty("code").GetString()));
        Assert.Equal("real", (await CallAsync(real, "SimClock", "", "", null)).Answer.GetProperty("mode").GetString());
    }

    [Fact]
    public async Task Faults_CountDown_AndZeroClearsThem()
    {
        Assert.Equal(3, (await CallAsync("SimFaults", "", "", "{\"channel\":\"sms\",\"count\":3,\"status\":503}")).Answer.GetProperty("waiting").GetInt32());
        await practice.SendAsync(DemoPersonas.All[0].Number, "How are you?");
        Assert.Equal(2, (await CallAsync("SimFaults", "", "", "{\"channel\":\"sms\",\"count\":0}")).Answer.GetProperty("waiting").GetInt32() + 2);
        await practice.SendAsync(DemoPersonas.All[0].Number, "How are you?");
        Assert.Equal(1, (await CallAsync("SimPhone", "e164", DemoPersonas.All[0].Number.Value, null)).Answer.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task View_SinceAVersion_HasOnlyWhatIsNew()
    {
        await practice.SendAsync(DemoPersonas.All[0].Number, "One");
        var first = (await CallAsync("SimView", "", "", null)).Answer;
        await practice.SendAsync(DemoPersonas.All[0].Number, "Two");
        var second = (await CallAsync("SimView", "?since", first.GetProperty("version").GetRawText(), null)).Answer;
        Assert.Equal("Two", Assert.Single(second.GetProperty("messages").EnumerateArray()).GetProperty("text").GetString());
        Assert.False(second.TryGetProperty("patients", out _));
    }

    [Fact]
    public async Task Page_IsWholeInTheAssembly()
    {
        var page = practice.Running.Endpoints.Where(e => e.Name.StartsWith("SimPage", StringComparison.Ordinal) || e.Name.StartsWith("SimAsset", StringComparison.Ordinal)).ToList();
        var html = await TextAsync("SimPage");
        foreach (var asset in page.Where(e => e.Route.Length > 0))
        {
            Assert.NotEmpty(await TextAsync(asset.Name));
            if (asset.Route.EndsWith(".css", StringComparison.Ordinal)) Assert.Contains("/" + asset.Route, html, StringComparison.Ordinal);
        }

        Assert.Contains("Simulated: nothing leaves this machine.", html, StringComparison.Ordinal);
    }

    private async Task<string> TextAsync(string endpoint)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await practice.Running.Endpoints.Single(e => e.Name == endpoint).Handle(context);
        return Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
    }

    private Task<(int Status, string? Type, JsonElement Answer)> CallAsync(string endpoint, string field, string value, string? body) => CallAsync(practice, endpoint, field, value, body);

    private static async Task<(int Status, string? Type, JsonElement Answer)> CallAsync(SimulatedPractice on, string endpoint, string field, string value, string? body)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        if (field.StartsWith('?')) context.Request.QueryString = new QueryString($"{field}={value}");
        else if (field.Length > 0) context.Request.RouteValues[field] = value;
        if (body is not null) context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        await on.Running.Endpoints.Single(e => e.Name == endpoint).Handle(context);
        return (context.Response.StatusCode, context.Response.ContentType, JsonElement.Parse(((MemoryStream)context.Response.Body).ToArray()));
    }
}
