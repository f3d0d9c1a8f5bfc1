using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Practices;
using Outreach.Core.Patients;

namespace Outreach.App.Archiving;

/// <summary>One line of a backup.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "line")]
[JsonDerivedType(typeof(Head), "head")]
[JsonDerivedType(typeof(Practice), "practice")]
[JsonDerivedType(typeof(OptOut), "opt-out")]
[JsonDerivedType(typeof(Stray), "stray-text")]
[JsonDerivedType(typeof(Escalation), "escalation")]
[JsonDerivedType(typeof(Ledger), "ledger")]
[JsonDerivedType(typeof(Opening), "access")]
public abstract record BackupLine
{
    public const int CurrentFormat = 1;

    private BackupLine()
    {
    }

    /// <summary>The first line.</summary>
    /// <param name="ContactKey">The fingerprint of the key, never the key.</param>
    public sealed record Head(int Format, Instant At, string ContactKey) : BackupLine;

    public sealed record Practice(PracticeVersion Version, ImmutableSortedDictionary<string, string> Texts) : BackupLine;

    public sealed record OptOut(OptOutRow Row) : BackupLine;

    public sealed record Stray(StrayText Text) : BackupLine;

    public sealed record Escalation(EscalationRow Row) : BackupLine;

    /// <summary>Rows of one ledger stand together, row <c>s</c> last.</summary>
    public sealed record Ledger(PatientId Patient, LedgerRow Row) : BackupLine;

    /// <summary>Somebody opened a link.</summary>
    public sealed record Opening(Access Access) : BackupLine;
}
