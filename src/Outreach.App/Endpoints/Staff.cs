using Outreach.Core.Practices;

namespace Outreach.App.Endpoints;

/// <summary>What a person of the practice may do at the board.</summary>
public enum StaffRole
{
    /// <summary>Finds, adds and changes patients, enrols, pauses, withdraws. Reads neither replies nor answers.</summary>
    FrontDesk,

    /// <summary>All that the front desk does, and reads and acts on concerns.</summary>
    Provider,

    /// <summary>All that a provider does, and the admin API.</summary>
    Admin,
}

/// <summary>Somebody of the practice who has signed in.</summary>
/// <param name="Name">As they signed in, an email address as a rule; kept on the timeline with what they did.</param>
public sealed record Staff(string Name, StaffRole Role)
{
    /// <summary>On one machine nobody signs in: who sits at it may do everything.</summary>
    public static readonly Staff AtThisMachine = new("the board", StaffRole.Admin);

    public bool ReadsConcerns => Role >= StaffRole.Provider;

    /// <summary>Who of the practice's file it is; null for staff who are not on its ladder.</summary>
    public Provider? ProviderOf(Practice practice) => practice.ProviderByEmail(Name);

    /// <summary>Under which name an act is written down.</summary>
    public string By(Practice practice) => ProviderOf(practice)?.Id ?? Name;
}
