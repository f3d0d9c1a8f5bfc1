using Outreach.Core.Messages;

namespace Outreach.Core.Tests.Messages;

public class PlaceholdersTests
{
    [Fact]
    public void Fill_KnownPlaceholders_PutsTheirValuesIn() =>
        Assert.Equal("Hi Ana, call 212. {phone}", Placeholders.Fill("Hi {name}, call {phone}. {link}", new Dictionary<string, string> { ["name"] = "Ana", ["phone"] = "212", ["link"] = "{phone}" }));

    [Fact]
    public void Fill_NoValue_Throws() =>
        Assert.Throws<KeyNotFoundException>(() => Placeholders.Fill("Hi {name}", new Dictionary<string, string>()));

    [Theory]
    [InlineData("Hi {name}, {practice} {provider} {phone} {link} {example} {programme} {frequency}", "")]
    [InlineData("Hi {Name} {}", "{Name} {}")]
    [InlineData("Hi {name", "{")]
    [InlineData("Hi name}", "}")]
    public void Unknown_Text_GivesWhatNobodyFills(string text, string unknown) =>
        Assert.Equal(unknown, string.Join(' ', Placeholders.Unknown(text)));
}
