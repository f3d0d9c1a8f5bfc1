using System.Text.Json;
using NodaTime;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.Tests.FollowUps;

public class ReadingMemoryTests
{
    private static readonly ReplyReader Reader = ReplyReader.Default;
    private static readonly string[] Texts = ["134/82", "no", "crushing chest pain last night", "anoche me dolió mucho el pecho", "fever of 102 this morning", "ok will do it later", ""];
    private static readonly OpenAsk[] Asks = [OpenAsk.Nothing, OpenAsk.For(Ask.BloodPressure), OpenAsk.For(Ask.YesNo)];

    /// <summary>At every hour, also where the hour makes another reading: "last night" at one in the morning is tonight.</summary>
    [Fact]
    public void What_is_remembered_is_what_is_read()
    {
        var memory = new ReadingMemory(Reader);
        foreach (var language in (Language[])[Language.English, Language.Spanish])
        foreach (var ask in Asks)
        foreach (var text in Texts)
        for (var minute = 0; minute < 24 * 60; minute += 30)
        {
            var at = LocalTime.Midnight.PlusMinutes(minute);
            Assert.Equal(Json(Reader.Read(text, ask, language, at)), Json(memory.Read(text, ask, language, at)));
        }

        static string Json(Meaning meaning) => JsonSerializer.Serialize(meaning, OutreachJson.Options);
    }

    [Fact]
    public void The_same_text_is_read_once_and_not_for_ever()
    {
        var memory = new ReadingMemory(Reader);
        var first = Read("doing fine thanks");
        Assert.Same(first, Read("doing fine thanks"));
        for (var n = 0; n < 20_000; n++) Read($"{n}");
        Assert.NotSame(first, Read("doing fine thanks"));

        Meaning Read(string text) => memory.Read(text, OpenAsk.Nothing, Language.English, LocalTime.Noon);
    }
}
