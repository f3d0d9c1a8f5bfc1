using Microsoft.Extensions.AI;
using NodaTime;
using Outreach.App.SecondReading;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Testing;
using Outreach.Testing.Ledgers;

namespace Outreach.App.Tests.SecondReading;

public sealed class SecondReaderTests
{
    [Theory]
    [InlineData("""{"urgency":"emergency","intents":["concern"]}""", Urgency.Emergency, Intents.Concern)]
    [InlineData("""{"urgency":"none","intents":["question","thanks"]}""", Urgency.None, Intents.Question | Intents.Thanks)]
    [InlineData("""{"urgency":"urgent"}""", Urgency.Urgent, Intents.None)]
    public async Task ReadAsync_AnAnswerInOurWords_IsTaken(string answer, Urgency urgency, Intents suggested) =>
        Assert.Equal(new SecondOpinion(urgency, suggested), await ReadAsync(new FakeChat(_ => Task.FromResult(answer))));

    [Theory]
    [InlineData("It sounds like an emergency, tell her to lie down")]
    [InlineData("""{"urgency":"panic","intents":["concern"]}""")]
    [InlineData("""{"urgency":"urgent","intents":["call the patient's mother"]}""")]
    [InlineData("""["urgent"]""")]
    [InlineData("")]
    public async Task ReadAsync_Nonsense_ChangesNothing(string answer) =>
        Assert.Null(await ReadAsync(new FakeChat(_ => Task.FromResult(answer))));

    [Fact]
    public async Task ReadAsync_TooSlow_ChangesNothing() =>
        Assert.Null(await ReadAsync(new FakeChat(async cancel =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return "";
        })));

    [Fact]
    public async Task ReadAsync_Broken_ChangesNothing() =>
        Assert.Null(await ReadAsync(new FakeChat(_ => throw new HttpRequestException("down"))));

    [Fact]
    public async Task Consider_AnUnclearText_IsAskedAboutWithoutNamesAndRaised()
    {
        var chat = new FakeChat(_ => Task.FromResult("""{"urgency":"urgent","intents":["concern"]}"""));
        var submitted = await ConsiderAsync(chat, "this is Rosa Marsh 212-555-0150 rosa@example.com zorp", Intents.Unclear, Urgency.Routine);

        var command = Assert.IsType<Command.SecondReading>(Assert.Single(submitted));
        Assert.Equal(("m1", Urgency.Urgent, Intents.Concern), (command.Message, command.Urgency, command.Suggested));
        var asked = Assert.Single(chat.Asked);
        foreach (var personal in new[] { "Rosa", "Marsh", "555", "@example" }) Assert.DoesNotContain(personal, asked, StringComparison.OrdinalIgnoreCase);
        foreach (var said in new[] { "zorp", "blood-pressure" }) Assert.Contains(said, asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consider_ATextThatWasRead_IsNotAskedAbout()
    {
        var chat = new FakeChat(_ => Task.FromResult("""{"urgency":"emergency"}"""));

        Assert.Empty(await ConsiderAsync(chat, "128/82", Intents.Answer, Urgency.None));
        Assert.Empty(chat.Asked);
    }

    [Fact]
    public async Task Consider_ALowerUrgency_IsNotHeard()
    {
        var chat = new FakeChat(_ => Task.FromResult("""{"urgency":"none","intents":[]}"""));

        Assert.Empty(await ConsiderAsync(chat, "zorp", Intents.Concern | Intents.Unclear, Urgency.Urgent));
    }

    private static async Task<SecondOpinion?> ReadAsync(IChatClient chat) =>
        await new ChatSecondReader(chat, TimeSpan.FromMilliseconds(50)).ReadAsync("zorp", Ask.None, Language.English, CancellationToken.None);

    private static async Task<List<Command>> ConsiderAsync(IChatClient chat, string text, Intents intents, Urgency urgency)
    {
        var ledgers = new InMemoryLedger();
        var at = LedgerSamples.Start;
        var state = LedgerSamples.State(1) with { Patient = LedgerSamples.Patient(1) with { PreferredName = "Rosa", FamilyName = "Marsh" } };
        var read = new Event.ReplyRecorded("m1", LedgerSamples.Phone, text, new Meaning(intents, urgency, null, null, null, []), at) { At = at, Asked = Ask.BloodPressure };
        await ledgers.CommitAsync(LedgerSamples.Id(1), null, LedgerSamples.Commit(state) with { Events = [read] }, CancellationToken.None);
        var submitted = new List<Command>();
        Submit submit = (_, command, _) =>
        {
            submitted.Add(command);
            return new(new Submitted(false, null));
        };
        await new SecondLook(new ChatSecondReader(chat, TimeSpan.FromSeconds(5)), ledgers, submit, new Endpoints.SetClock(at)).ConsiderAsync(LedgerSamples.Id(1), "m1", CancellationToken.None);
        return submitted;
    }

    private sealed class FakeChat(Func<CancellationToken, Task<string>> answer) : IChatClient
    {
        public List<string> Asked { get; } = [];

        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Asked.Add(messages.Last().Text);
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, await answer(cancellationToken)));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
