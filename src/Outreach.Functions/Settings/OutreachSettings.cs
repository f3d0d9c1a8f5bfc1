namespace Outreach.Functions.Settings;

/// <summary>The section <c>Outreach</c> of the app's settings; docs/functions.md explains each.</summary>
public sealed class OutreachSettings
{
    public const string Section = "Outreach";

    public TablesSettings Tables { get; init; } = new();

    public CommunicationSettings Communication { get; init; } = new();

    public SmsSettings Sms { get; init; } = new();

    public EmailSettings Email { get; init; } = new();

    /// <summary>Where patients and providers reach this app, e.g. "https://followup.example.org"; links begin with it.</summary>
    public string PublicAddress { get; init; } = "";

    /// <summary>Base64 of at least 32 random bytes that sign links. On Azure a Key Vault reference.</summary>
    public string LinkKey { get; init; } = "";

    /// <summary>Base64 of at least 32 random bytes; contact points are found by their HMAC with it. Must never change.</summary>
    public string ContactKey { get; init; } = "";

    /// <summary>What <c>x-functions-key</c> must be; none opens the admin API where it is empty, and Entra roles alone do.</summary>
    public string ApiKey { get; init; } = "";

    /// <summary>Folder with practice.yaml and the plans; the shipped one where it is empty.</summary>
    public string CarePlans { get; init; } = "";
}

/// <summary>One of the two: a service address on Azure (by identity), a connection string for Azurite.</summary>
public sealed class TablesSettings
{
    public string ServiceUri { get; init; } = "";

    public string ConnectionString { get; init; } = "";
}

/// <summary>One of the two: an endpoint on Azure (by identity), a connection string for the simulated carrier.</summary>
public sealed class CommunicationSettings
{
    public string Endpoint { get; init; } = "";

    public string ConnectionString { get; init; } = "";
}

public sealed class SmsSettings
{
    /// <summary>The practice's sending numbers in E.164, separated by commas; a patient is always written to from the same one.
    /// Empty until there is one: what would be texted waits.</summary>
    public string From { get; init; } = "";

    /// <summary>Messages a minute one number may send; 200 is the limit of a US toll-free number (Communication Services, SMS FAQ).</summary>
    public int PerMinute { get; init; } = 200;
}

public sealed class EmailSettings
{
    /// <summary>A sender of the verified domain, e.g. "care@mail.example.org".</summary>
    public string From { get; init; } = "";

    /// <summary>Where people's answers to an email go; Communication Services receives none.</summary>
    public string ReplyTo { get; init; } = "";

    /// <summary>30 a minute and 100 an hour are the limits of a customer's domain, 5 and 10 those of a domain managed by Azure.</summary>
    public int PerMinute { get; init; } = 30;

    public int PerHour { get; init; } = 100;
}
