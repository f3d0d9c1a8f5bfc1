using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Outreach.Core.Patients;

namespace Outreach.Functions.Sending;

/// <summary>Which of the practice's numbers a patient is written to from: always the same one. A number that is added takes over its share of
/// patients and no more (highest random weight); one that is removed leaves all others where they are.</summary>
public sealed class SendingNumbers(IReadOnlyList<PhoneNumber> numbers)
{
    public bool IsEmpty => numbers.Count == 0;

    public PhoneNumber For(PatientId patient) => numbers.Count == 1 ? numbers[0] : numbers.MaxBy(n => Weight(patient, n));

    private static ulong Weight(PatientId patient, PhoneNumber number) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{patient}|{number.Value}")));
}
