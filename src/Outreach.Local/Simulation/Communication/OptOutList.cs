using Outreach.Core.Patients;
using Outreach.Local.Simulation.Carrier;

namespace Outreach.Local.Simulation.Communication;

/// <summary>Who wants no texts from which of our numbers.</summary>
internal sealed class OptOutList(CarrierDatabase database)
{
    public bool Has(PhoneNumber from, PhoneNumber to) =>
        database.Number("SELECT 1 FROM opt_outs WHERE sender = ?1 AND recipient = ?2", from.Value, to.Value) is not null;

    public void Add(PhoneNumber from, PhoneNumber to) =>
        database.Execute("INSERT OR IGNORE INTO opt_outs (sender, recipient) VALUES (?1, ?2)", from.Value, to.Value);

    /// <summary>False when there was nothing to remove.</summary>
    public bool Remove(PhoneNumber from, PhoneNumber to) =>
        database.Execute("DELETE FROM opt_outs WHERE sender = ?1 AND recipient = ?2", from.Value, to.Value) > 0;
}
