using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Ledgers;

/// <summary>Lists of the board that are kept up with each step, so that nobody has to look through every ledger.</summary>
[Flags]
public enum PatientLists
{
    None = 0,

    /// <summary><see cref="Core.Patients.Unreachable"/>.</summary>
    Unreachable = 1,

    /// <summary>Something they wrote waits for a person: <see cref="FollowUp.LeftUnread"/>.</summary>
    Unread = 2,

    All = Unreachable | Unread,
}

/// <summary>In which lists a patient stands, as their ledger says.</summary>
public static class ListsOfPatient
{
    /// <summary>Each list by itself.</summary>
    public static IEnumerable<PatientLists> Each(this PatientLists lists) => Enum.GetValues<PatientLists>().Where(l => l is not (PatientLists.None or PatientLists.All) && lists.HasFlag(l));

    public static PatientLists Lists(this FollowUp state) =>
        (Unreachable.Of(state) is null ? PatientLists.None : PatientLists.Unreachable)
        | (state is { Patient: not null, LeftUnread.IsEmpty: false } ? PatientLists.Unread : PatientLists.None);
}
