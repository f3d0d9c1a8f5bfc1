using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Tests.Conversations;

namespace Outreach.Core.Tests.Json;

/// <summary>The JSON of events and commands is a contract: stored ledgers are read with it for years.</summary>
public class ContractTests
{
    private static readonly string Folder = Path.Combine(ShippedFiles.Root, "tests", "Outreach.Core.Tests", "Json");

    [Fact]
    public void GivenEveryEvent_WhenWritten_ThenItsJsonIsAsAgreed() => Compare("events.json", Samples.Events);

    [Fact]
    public void GivenEveryCommand_WhenWritten_ThenItsJsonIsAsAgreed() => Compare("commands.json", Samples.Commands);

    [Fact]
    public void GivenWhatIsRegistered_WhenSampled_ThenNothingIsLeftOut()
    {
        Assert.Empty(Registered(typeof(Event)).Except(Samples.Events.Select(e => e.GetType())).Select(t => t.Name));
        Assert.Empty(Registered(typeof(Command)).Except(Samples.Commands.Select(e => e.GetType())).Select(t => t.Name));
    }

    [Fact]
    public void GivenAnEnrollment_WhenReadBack_ThenItsTablesAreOrdinal()
    {
        var enrolled = Samples.Events.OfType<Event.Enrolled>().First().Enrollment;
        var back = JsonSerializer.Deserialize<Enrollment>(JsonSerializer.Serialize(enrolled, OutreachJson.Options), OutreachJson.Options)!;
        Assert.Same(StringComparer.Ordinal, back.Thresholds.KeyComparer);
        Assert.Same(StringComparer.Ordinal, back.Handled.KeyComparer);
        Assert.Equal(enrolled.Thresholds, back.Thresholds);
    }

    private static IEnumerable<Type> Registered(Type type) =>
        type.GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>().Select(a => a.DerivedType);

    private static void Compare<T>(string file, ImmutableArray<T> samples)
        where T : class
    {
        var indented = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, indented)) JsonSerializer.Serialize(writer, samples, OutreachJson.Options);
        var now = System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
        var path = Path.Combine(Folder, file);
        if (Environment.GetEnvironmentVariable("OUTREACH_REWRITE") == "1") File.WriteAllText(path, now);
        var agreed = File.ReadAllText(path);
        Assert.Equal(agreed, now);
        var back = JsonSerializer.Deserialize<ImmutableArray<T>>(agreed, OutreachJson.Options);
        Assert.Equal(JsonSerializer.Serialize(samples, OutreachJson.Options), JsonSerializer.Serialize(back, OutreachJson.Options));
    }
}
