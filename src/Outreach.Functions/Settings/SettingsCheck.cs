using Microsoft.Extensions.Options;
using Outreach.Core.Patients;

namespace Outreach.Functions.Settings;

/// <summary>Read at start: the app does not come up half configured. Every mistake is named at once, with what to write; values are never repeated.</summary>
public sealed class SettingsCheck : IValidateOptions<OutreachSettings>
{
    private const int LeastKeyBytes = 32;

    public ValidateOptionsResult Validate(string? name, OutreachSettings options)
    {
        List<string> wrong =
        [
            .. OneOf(options.Tables.ServiceUri, "Outreach__Tables__ServiceUri", "https://ACCOUNT.table.core.windows.net", options.Tables.ConnectionString, "Outreach__Tables__ConnectionString"),
            .. OneOf(options.Communication.Endpoint, "Outreach__Communication__Endpoint", "https://NAME.communication.azure.com", options.Communication.ConnectionString, "Outreach__Communication__ConnectionString"),
            .. Numbers(options.Sms.From),
            .. Positive(options.Sms.PerMinute, "Outreach__Sms__PerMinute"),
            .. Address(options.Email.From, "Outreach__Email__From", required: true),
            .. Address(options.Email.ReplyTo, "Outreach__Email__ReplyTo", required: false),
            .. Positive(options.Email.PerMinute, "Outreach__Email__PerMinute"),
            .. Positive(options.Email.PerHour, "Outreach__Email__PerHour"),
            .. Public(options.PublicAddress),
            .. Key(options.LinkKey, "Outreach__LinkKey"),
            .. Key(options.ContactKey, "Outreach__ContactKey"),
            .. options.ApiKey.Length is > 0 and < LeastKeyBytes ? [$"Outreach__ApiKey is too short: write at least {LeastKeyBytes} random characters, or leave it empty to admit Entra roles only."] : Array.Empty<string>(),
        ];
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>The numbers of a list that has been checked.</summary>
    public static IReadOnlyList<PhoneNumber> NumbersOf(SmsSettings sms) =>
        [.. sms.From.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(n => PhoneNumber.TryParse(n)).OfType<PhoneNumber>()];

    private static IEnumerable<string> OneOf(string address, string addressName, string example, string connection, string connectionName)
    {
        if (address.Length > 0 == connection.Length > 0) yield return $"Write {addressName} (on Azure, as {example}) or {connectionName} (for development), and not both.";
        else if (address.Length > 0 && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)) yield return $"{addressName} is no https address: write it as {example}.";
    }

    private static IEnumerable<string> Numbers(string from)
    {
        var numbers = from.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (numbers.Any(n => PhoneNumber.TryParse(n) is null)) yield return "Outreach__Sms__From holds something that is no phone number: write numbers in E.164, as +18005550100, separated by commas.";
    }

    private static IEnumerable<string> Positive(int value, string name)
    {
        if (value < 1) yield return $"{name} must be a whole number from 1 up.";
    }

    private static IEnumerable<string> Address(string value, string name, bool required)
    {
        if ((value.Length > 0 || required) && EmailAddress.TryParse(value) is null) yield return $"{name} must be an email address, as care@mail.example.org.";
    }

    private static IEnumerable<string> Public(string value)
    {
        var fits = Uri.TryCreate(value, UriKind.Absolute, out var uri)
            && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
        if (!fits) yield return "Outreach__PublicAddress must be where this app is reached, as https://followup.example.org (http only on this machine itself).";
    }

    private static IEnumerable<string> Key(string value, string name)
    {
        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, bytes, out var length) || length < LeastKeyBytes) yield return $"{name} must be base64 of at least {LeastKeyBytes} random bytes: openssl rand -base64 48.";
    }
}
