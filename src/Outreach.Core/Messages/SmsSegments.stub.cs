namespace Outreach.Core.Messages;

public static class SmsSegments
{
    public static string ToGsm7(string text) => text;
}
