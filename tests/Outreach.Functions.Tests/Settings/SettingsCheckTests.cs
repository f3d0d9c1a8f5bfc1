using Microsoft.Extensions.Configuration;
using Outreach.Functions.Settings;

namespace Outreach.Functions.Tests.Settings;

public sealed class SettingsCheckTests
{
    private static readonly string Key = Convert.ToBase64String([.. Enumerable.Range(0, 48).Select(i => (byte)i)]);

    private static readonly Dictionary<string, string?> OnAzure = new(StringComparer.Ordinal)
    {
        ["Tables:ServiceUri"] = "https://clinic.table.core.windows.net",
        ["Communication:Endpoint"] = "https://clinic.communication.azure.com",
        ["Sms:From"] = "+18005550100",
        ["Email:From"] = "care@mail.example.org",
        ["PublicAddress"] = "https://followup.example.org",
        ["LinkKey"] = Key,
        ["ContactKey"] = Key,
    };

    [Fact]
    public void Validate_WhatAzureNeeds_Passes() => Assert.Empty(Mistakes());

    [Fact]
    public void Validate_WhatDevelopmentNeeds_Passes() => Assert.Empty(Mistakes(
        ("Tables:ServiceUri", ""),
        ("Tables:ConnectionString", "UseDevelopmentStorage=true"),
        ("Communication:Endpoint", ""),
        ("Communication:ConnectionString", "endpoint=http://127.0.0.1:5090/;accesskey=AAAA"),
        ("Sms:From", "+18005550100, +18005550101"),
        ("Email:ReplyTo", "desk@example.org"),
        ("PublicAddress", "http://localhost:7071"),
        ("ApiKey", new string('k', 32))));

    /// <summary>A trial starts before it has one.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    public void Validate_NoSendingNumberYet_Passes(string from) => Assert.Empty(Mistakes(("Sms:From", from)));

    [Theory]
    [InlineData("Tables:ServiceUri", "", "Outreach__Tables__ServiceUri")]
    [InlineData("Tables:ServiceUri", "secret-value", "Outreach__Tables__ServiceUri")]
    [InlineData("Tables:ServiceUri", "http://secret-value.table.core.windows.net", "Outreach__Tables__ServiceUri")]
    [InlineData("Tables:ConnectionString", "secret-value", "Outreach__Tables__ConnectionString")]
    [InlineData("Communication:Endpoint", "", "Outreach__Communication__Endpoint")]
    [InlineData("Communication:Endpoint", "secret-value", "Outreach__Communication__Endpoint")]
    [InlineData("Communication:ConnectionString", "secret-value", "Outreach__Communication__ConnectionString")]
    [InlineData("Sms:From", "secret-value", "Outreach__Sms__From")]
    [InlineData("Sms:From", "+18005550100, secret-value", "Outreach__Sms__From")]
    [InlineData("Sms:PerMinute", "0", "Outreach__Sms__PerMinute")]
    [InlineData("Sms:PerMinute", "-200", "Outreach__Sms__PerMinute")]
    [InlineData("Email:From", "", "Outreach__Email__From")]
    [InlineData("Email:From", "secret-value", "Outreach__Email__From")]
    [InlineData("Email:ReplyTo", "secret-value", "Outreach__Email__ReplyTo")]
    [InlineData("Email:PerMinute", "0", "Outreach__Email__PerMinute")]
    [InlineData("Email:PerHour", "0", "Outreach__Email__PerHour")]
    [InlineData("PublicAddress", "", "Outreach__PublicAddress")]
    [InlineData("PublicAddress", "secret-value", "Outreach__PublicAddress")]
    [InlineData("PublicAddress", "/", "Outreach__PublicAddress")]
    [InlineData("PublicAddress", "file:///", "Outreach__PublicAddress")]
    [InlineData("PublicAddress", "ftp://127.0.0.1/", "Outreach__PublicAddress")]
    [InlineData("PublicAddress", "http://secret-value.example.org", "Outreach__PublicAddress")]
    [InlineData("PublicAddress", "https://followup.example.org/secret-value", "Outreach__PublicAddress")]
    [InlineData("PublicAddress", "https://followup.example.org/?secret-value", "Outreach__PublicAddress")]
    [InlineData("PublicAddress", "https://followup.example.org/#secret-value", "Outreach__PublicAddress")]
    [InlineData("PublicAddress", "https://someone:secret-value@followup.example.org", "Outreach__PublicAddress")]
    [InlineData("LinkKey", "", "Outreach__LinkKey")]
    [InlineData("LinkKey", "secret-value", "Outreach__LinkKey")]
    [InlineData("LinkKey", "c2VjcmV0LXZhbHVl", "Outreach__LinkKey")]
    [InlineData("ContactKey", "", "Outreach__ContactKey")]
    [InlineData("ContactKey", "secret-value!", "Outreach__ContactKey")]
    [InlineData("ApiKey", "secret-value", "Outreach__ApiKey")]
    public void Validate_OneMistake_IsNamedAndItsValueIsNot(string name, string value, string told)
    {
        var mistake = Assert.Single(Mistakes((name, value)));

        Assert.Contains(told, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-value", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tables:ServiceUri", "https://ACCOUNT.table.core.windows.net")]
    [InlineData("Communication:Endpoint", "https://NAME.communication.azure.com")]
    [InlineData("Email:From", "care@mail.example.org")]
    [InlineData("PublicAddress", "https://followup.example.org")]
    [InlineData("LinkKey", "openssl rand -base64 48")]
    [InlineData("ContactKey", "openssl rand -base64 48")]
    public void Validate_SomethingMissing_SaysWhatToWrite(string name, string example) => Assert.Contains(example, Assert.Single(Mistakes((name, ""))), StringComparison.Ordinal);

    [Fact]
    public void Validate_NothingSet_NamesEverythingAtOnce()
    {
        var mistakes = new SettingsCheck().Validate(null, new OutreachSettings()).Failures!.ToList();

        Assert.Equal(
            ["Tables__ServiceUri", "Communication__Endpoint", "Email__From", "PublicAddress", "LinkKey", "ContactKey"],
            mistakes.Select(m => m[(m.IndexOf("Outreach__", StringComparison.Ordinal) + 10)..].Split(' ')[0]));
    }

    [Fact]
    public void NumbersOf_SeveralNumbers_AreInOrderAndE164() =>
        Assert.Equal(["+18005550100", "+18005550101"], SettingsCheck.NumbersOf(new SmsSettings { From = "(800) 555-0100, +1 800 555 0101," }).Select(n => n.Value));

    private static IEnumerable<string> Mistakes(params (string Name, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(OnAzure, StringComparer.Ordinal);
        foreach (var (name, value) in changes) settings[name] = value;
        var bound = new ConfigurationBuilder().AddInMemoryCollection(settings).Build().Get<OutreachSettings>()!;
        return new SettingsCheck().Validate(null, bound).Failures ?? [];
    }
}
