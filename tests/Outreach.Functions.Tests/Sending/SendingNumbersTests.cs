using Outreach.Core.Patients;
using Outreach.Functions.Sending;

namespace Outreach.Functions.Tests.Sending;

public sealed class SendingNumbersTests
{
    private static readonly PhoneNumber[] Numbers = [.. Enumerable.Range(0, 5).Select(n => PhoneNumber.TryParse($"+1800555010{n}")!.Value)];
    private static readonly PatientId[] Patients = [.. Enumerable.Range(0, 5000).Select(n => new PatientId(DerivedId.From($"patient {n}")))];

    [Fact]
    public void For_OneNumber_IsIt() => Assert.Equal(Numbers[2], new SendingNumbers([Numbers[2]]).For(Patients[0]));

    [Fact]
    public void For_TheSamePatient_IsAlwaysTheSameNumberInWhateverOrderTheyAreWritten()
    {
        var (written, turned) = (new SendingNumbers(Numbers), new SendingNumbers([.. Numbers.Reverse()]));

        Assert.All(Patients.Take(500), p => Assert.Equal(written.For(p), turned.For(p)));
        // Known once and for all: another answer would move patients to another number on the day of an upgrade.
        Assert.Equal("+18005550103", written.For(new PatientId(new Guid("11111111-2222-4333-8444-555555555555"))).Value);
    }

    [Fact]
    public void For_ManyPatients_AreSpreadEvenly() => Assert.All(
        Patients.GroupBy(new SendingNumbers(Numbers).For),
        share => Assert.InRange(share.Count(), 850, 1150));

    [Fact]
    public void For_ANumberAdded_TakesItsShareAndMovesNobodyElse()
    {
        var (before, after) = (new SendingNumbers(Numbers[..4]), new SendingNumbers(Numbers));

        var moved = Patients.Where(p => before.For(p) != after.For(p)).ToList();

        Assert.InRange(moved.Count, 850, 1150);
        Assert.All(moved, p => Assert.Equal(Numbers[4], after.For(p)));
    }

    [Fact]
    public void For_ANumberRemoved_LeavesEverybodyElseWhereTheyAre()
    {
        var (before, after) = (new SendingNumbers(Numbers), new SendingNumbers([Numbers[0], Numbers[1], Numbers[3], Numbers[4]]));

        Assert.All(Patients.Where(p => before.For(p) != Numbers[2]), p => Assert.Equal(before.For(p), after.For(p)));
        Assert.Equal(4, Patients.Where(p => before.For(p) == Numbers[2]).Select(after.For).Distinct().Count());
    }
}
