using Outreach.Local.Commands;

namespace Outreach.Local.Tests.Commands;

public sealed class CarrierCommandTests
{
    [Theory]
    [InlineData("--key: write the key in base64", "--key", "!")]
    [InlineData("--port: write a number", "--port", "70000")]
    [InlineData("not both", "--toll-free", "--ten-digit")]
    [InlineData("an address of this machine", "--webhook", "https://elsewhere.example/events")]
    [InlineData("only a queue on this machine", "--queue", "events", "--queue-connection", "AccountName=me;AccountKey=AAAA;QueueEndpoint=https://me.queue.example")]
    [InlineData("needs both", "--queue", "events")]
    [InlineData("not to both", "--queue", "events", "--webhook", "http://127.0.0.1/")]
    [InlineData("3 to 63 lower-case letters", "--queue", "E", "--queue-connection", "UseDevelopmentStorage=true")]
    public async Task Carrier_AskedForWhatItCannotDo_SaysWhatToWrite(string said, params string[] options)
    {
        var error = new StringWriter();
        Assert.Equal(2, await OutreachCommand.RunAsync(["carrier", .. options.Contains("--port", StringComparer.Ordinal) ? [] : new[] { "--port", "0" }, .. options], TextWriter.Null, error));
        Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
    }
}
