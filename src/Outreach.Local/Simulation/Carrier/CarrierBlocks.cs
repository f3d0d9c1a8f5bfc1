namespace Outreach.Local.Simulation.Carrier;

internal enum NetworkWord
{
    None,
    Stop,
    Start,
}

/// <summary>What toll-free carriers do by themselves: a STOP blocks the sender for that number, START or UNSTOP lifts it.</summary>
internal sealed class CarrierBlocks(CarrierDatabase database)
{
    public const string StopAnswer =
        "NETWORK MSG: You replied with the word \"stop\" which blocks all texts sent from this number. Text back \"unstop\" to receive messages again.";

    public const string StartAnswer = "NETWORK MSG: You have replied \"unstop\" and will begin receiving messages again from this number.";

    public bool IsBlocked(string number) => database.Number("SELECT 1 FROM blocked WHERE number = ?1", number) is not null;

    /// <summary>What the carrier itself answers to this text; null for nothing. The first word counts, so that "STOP I have chest pain" blocks too.</summary>
    public string? Read(string number, string text)
    {
        switch (WordOf(text))
        {
            case NetworkWord.Stop:
                database.Execute("INSERT OR IGNORE INTO blocked (number) VALUES (?1)", number);
                return StopAnswer;
            case NetworkWord.Start:
                return database.Execute("DELETE FROM blocked WHERE number = ?1", number) > 0 ? StartAnswer : null;
            default:
                return null;
        }
    }

    /// <summary>What a toll-free carrier hears in a text.</summary>
    public static NetworkWord WordOf(string text) => new string([.. text.TrimStart().TakeWhile(char.IsLetter)]).ToUpperInvariant() switch
    {
        "STOP" or "STOPALL" => NetworkWord.Stop,
        "START" or "UNSTOP" => NetworkWord.Start,
        _ => NetworkWord.None,
    };
}
