using static Outreach.Local.Tests.Simulation.Communication.RunningCarrier;

namespace Outreach.Local.Tests.Simulation.Communication;

public sealed class OptOutApiTests
{
    private static readonly object Body = new { from = Number, recipients = new[] { new { to = Phone }, new { to = "+123" } } };

    [Fact]
    public async Task AddThenRemove_IsWhatCheckSays_ForEachRecipient()
    {
        await using var carrier = await StartAsync();
        Assert.Equal(Checked(isOptedOut: false), await AskAsync(carrier, "check"));
        Assert.Equal(Changed, await AskAsync(carrier, "add"));
        Assert.Equal(Checked(isOptedOut: true), await AskAsync(carrier, "check"));
        Assert.Equal(Changed, await AskAsync(carrier, "remove"));
        Assert.Equal(Checked(isOptedOut: false), await AskAsync(carrier, "check"));
    }

    [Fact]
    public async Task Stop_OnATollFreeNumber_IsInTheList()
    {
        await using var carrier = await StartAsync();
        await carrier.TypeAsync("stop please");
        Assert.Equal(Checked(isOptedOut: true), await AskAsync(carrier, "check"));
    }

    [Fact]
    public async Task Check_InAVersionBeforeOptOuts_IsUnsupported()
    {
        await using var carrier = await StartAsync();
        var answer = await carrier.SendAsync(HttpMethod.Post, "/sms/optouts:check?api-version=2021-03-07", Body);
        Assert.Equal((400, "UnsupportedApiVersion"), (answer.Status, answer.Code));
    }

    private const string Wrong = """{"to":"+123","httpStatusCode":400,"errorMessage":"Invalid recipient phone number format"}""";

    private const string Changed = $$"""{"value":[{"to":"+12125550121","httpStatusCode":200},{{Wrong}}]}""";

    private static string Checked(bool isOptedOut) => $$"""{"value":[{"to":"+12125550121","httpStatusCode":200,"isOptedOut":{{(isOptedOut ? "true" : "false")}}},{{Wrong}}]}""";

    private static async Task<string> AskAsync(RunningCarrier carrier, string verb) =>
        (await carrier.SendAsync(HttpMethod.Post, $"/sms/optouts:{verb}?api-version={Newest}", Body)).Json.GetRawText();
}
