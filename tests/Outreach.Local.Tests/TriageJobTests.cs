using Outreach.Local.Commands;

namespace Outreach.Local.Tests;

public class TriageJobTests
{
    [Fact]
    public void Run_GoodLine_WritesTheReading()
    {
        var (code, output) = Run("""{"id":"a1","lang":"es","ask":"yes-no","text":"sí, me duele el pecho"}""");

        Assert.Equal(0, code);
        Assert.StartsWith("""{"id":"a1","intents":["answer","concern"],"urgency":"emergency","value":"yes","unit":null,"lang":"es","evidence":[{"start":0,"end":2,"rule":"yes-no"}""", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_BadLineAmongGood_SaysWhatIsWrongAndGoesOn()
    {
        var (code, output) = Run("""
            {"id":"1","lang":"en","ask":"mood","text":"ok"}

            not json
            {"id":"2","lang":"en","ask":"scale-0-10","text":"3"}
            """);

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1, code);
        Assert.Equal(3, lines.Length);
        Assert.Contains("\"line\":1,\"error\":\"ask \\\"mood\\\" is not known; use one of blood-pressure", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("{\"line\":3,\"error\":\"not JSON", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"value\":\"3\"", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":7,"lang":"en","ask":"none","text":"x"}""")]
    [InlineData("""{"id":"1","lang":"fr","ask":"none","text":"x"}""")]
    [InlineData("""{"id":"1","lang":"en","ask":"none"}""")]
    [InlineData("""{"id":"1","lang":"en","ask":"none","text":"\ud83d"}""")]
    public void Run_LineItCannotRead_IsRefusedOnItsOwnLine(string line)
    {
        var (code, output) = Run(line);

        Assert.Equal(1, code);
        Assert.StartsWith("{\"line\":1,\"error\":", output, StringComparison.Ordinal);
    }

    private static (int Code, string Output) Run(string input)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        return (TriageJob.Run(new StringReader(input), output, error), output.ToString());
    }

    [Fact]
    public void Labelled_replies_are_scored_with_their_misses()
    {
        const string lines = """
            {"id":"e1","lang":"en","ask":"none","text":"I have chest pain","intents":["concern"],"urgency":["emergency"],"value":null,"unit":null}
            {"id":"r1","lang":"en","ask":"blood-pressure","text":"188/104","intents":["answer"],"urgency":["urgent"],"value":"188/104","unit":"mmHg"}
            {"id":"m1","lang":"en","ask":"none","text":"thank you","intents":["concern"],"urgency":["emergency"],"value":null,"unit":null}
            {"id":"x1","lang":"en","ask":"none","text":"no labels"}
            """;
        using var input = new StringReader(lines);
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = TriageJob.Score(input, output, error);

        Assert.Equal(1, code);
        Assert.Contains("line 4: labels are missing", error.ToString(), StringComparison.Ordinal);
        Assert.Matches("emergencies found +1 of +2", output.ToString());
        Assert.Matches("values right +3 of +3", output.ToString());
        Assert.Contains("m1 [None] thank you: urgency None for Emergency", output.ToString(), StringComparison.Ordinal);
    }
}
