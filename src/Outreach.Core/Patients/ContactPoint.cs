using System.Text.RegularExpressions;

namespace Outreach.Core.Patients;

public enum Channel
{
    Sms,
    Email,
}

/// <summary>A phone number in E.164 ("+12125550100"). A ten-digit number is read as one of the United States.</summary>
public readonly record struct PhoneNumber
{
    private PhoneNumber(string value) => Value = value;

    public string Value { get; }

    public static PhoneNumber? TryParse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        if (text.Any(c => !char.IsAsciiDigit(c) && !" +-().\u00A0".Contains(c))) return null;
        var e164 = (text.TrimStart().StartsWith('+'), digits.Length) switch
        {
            (true, >= 8 and <= 15) => "+" + digits,
            (false, 10) => "+1" + digits,
            (false, >= 11 and <= 15) => "+" + digits,
            _ => null,
        };
        return e164 is null || e164[1] == '0' ? null : new PhoneNumber(e164);
    }

    public override string ToString() => Value;
}

/// <summary>An email address, lower-cased.</summary>
public readonly partial record struct EmailAddress
{
    private EmailAddress(string value) => Value = value;

    public string Value { get; }

    public static EmailAddress? TryParse(string? text)
    {
        var trimmed = text?.Trim();
        return trimmed is { Length: > 2 and <= 254 } && Shape().IsMatch(trimmed)
            ? new EmailAddress(trimmed.ToLowerInvariant())
            : null;
    }

    public override string ToString() => Value;

    [GeneratedRegex("^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}

/// <summary>Where a person can be reached [ContactPoint]: a phone number by SMS or an email address.</summary>
public sealed record ContactPoint
{
    private ContactPoint(Channel channel, string address)
    {
        Channel = channel;
        Address = address;
    }

    public Channel Channel { get; }

    /// <summary>E.164 for SMS, lower-case address for email.</summary>
    public string Address { get; }

    public static ContactPoint Of(PhoneNumber number) => new(Channel.Sms, number.Value);

    public static ContactPoint Of(EmailAddress address) => new(Channel.Email, address.Value);

    public static ContactPoint? TryParse(Channel channel, string? address) => channel switch
    {
        Channel.Sms => PhoneNumber.TryParse(address) is { } number ? Of(number) : null,
        Channel.Email => EmailAddress.TryParse(address) is { } email ? Of(email) : null,
        _ => null,
    };

    /// <summary>"sms:+12125550100" or "email:a@b.example": the key of this contact point; never log it.</summary>
    public string Key => (Channel == Channel.Sms ? "sms:" : "email:") + Address;

    public static ContactPoint? TryParseKey(string? key) => key switch
    {
        not null when key.StartsWith("sms:", StringComparison.Ordinal) => TryParse(Channel.Sms, key[4..]),
        not null when key.StartsWith("email:", StringComparison.Ordinal) => TryParse(Channel.Email, key[6..]),
        _ => null,
    };

    public override string ToString() => Channel == Channel.Sms ? "a phone number" : "an email address";
}
