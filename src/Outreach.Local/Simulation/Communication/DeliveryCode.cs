using System.Globalization;

namespace Outreach.Local.Simulation.Communication;

/// <summary>How a text ended, in the delivery status detail codes of the documentation.</summary>
internal readonly record struct DeliveryCode(int Number)
{
    public static readonly DeliveryCode Delivered = new(2000);
    public static readonly DeliveryCode OptedOut = new(4007);
    public static readonly DeliveryCode Failed = new(5000);

    /// <summary>From here on a number on demand is how a text ends, below it is what the request is answered.</summary>
    public const int FirstOfFailures = 4000;

    public bool IsDelivered => Number == Delivered.Number;

    public string Status => IsDelivered ? "Delivered" : "Failed";

    /// <summary>"No error." is the documented text of success; of a failure both the code and the words.</summary>
    public string Details => IsDelivered ? "No error." : $"{Number.ToString(CultureInfo.InvariantCulture)}: {Words}";

    private string Words => Number switch
    {
        4000 => "Message is rejected as possible fraud.",
        4001 => "The source number is not valid.",
        4002 => "The destination number is not valid.",
        4003 => "The destination is not supported.",
        4004 => "The destination number does not exist.",
        4005 => "The destination is blocked by its carrier.",
        4006 => "The destination number is not reachable.",
        4007 => "Sender blocked for given recipient.",
        4008 => "Too many messages for this profile.",
        4009 => "The number may not send this.",
        4010 => "The toll-free number is not verified.",
        5001 => "The carrier could not deliver for now.",
        5002 => "The carrier does not report deliveries.",
        _ => "The message could not be delivered.",
    };
}
