using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using NodaTime;
using Outreach.App.Archiving;
using Outreach.App.Enrolling;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Local.Commands.Export;
using Outreach.Local.Commands.Import;
using Outreach.Local.Commands.Records;
using Outreach.Testing;
using Outreach.Testing.Ledgers;

namespace Outreach.Local.Tests.Commands;

public sealed class ExportJobTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task RunAsync_OnePatient_HasRepliesAnswersAndEscalationsOldestFirst()
    {
        var rows = await ExportAsync("MRN-0001");

        Assert.Equal(["external_id", "time", "kind", "question", "value", "unit", "urgency", "by", "text"], rows[0]);
        Assert.Equal(["answer", "reply", "escalation", "concern", "acknowledged", "called", "resolved", "provider-reply"], rows.Skip(1).Select(r => r[2]));
        Assert.Equal(["MRN-0001", "2026-03-02T14:00:00Z", "answer", "blood-pressure", "128/82", "mmHg", "", "patient", "128 over 82\nthanks"], rows[1]);
        Assert.Equal(["MRN-0001", "2026-03-02T14:00:00Z", "reply", "", "128/82", "mmHg", "", "patient", "128/82"], rows[2]);
    }

    [Fact]
    public async Task RunAsync_All_HasEveryPatient() =>
        Assert.Equal(["MRN-0001", "MRN-0002"], (await ExportAsync(null)).Skip(1).Select(r => r[0]).Distinct());

    [Fact]
    public async Task RunAsync_TextLikeAFormula_CannotRun() =>
        Assert.Equal("'=cmd: dose changed", (await ExportAsync("MRN-0001")).Single(r => r[2] == "resolved")[8]);

    /// <summary>Everything there is, out and in again.</summary>
    [Fact]
    public async Task Patients_ReadBackByImport_AreTheSame()
    {
        var patient = People.Rosa with
        {
            SharedPhone = true,
            Window = WeekTimes.Of((IsoDayOfWeek.Monday, new LocalTime(9, 0), new LocalTime(17, 30)), (IsoDayOfWeek.Friday, new LocalTime(9, 0), new LocalTime(17, 30))),
            Status = PatientStatus.Paused,
            Profile = new HealthProfile { Conditions = ["hypertension", "asthma"], Goals = ["=walk more"], LastDone = HealthProfile.Empty.LastDone.Add("colonoscopy", new LocalDate(2021, 5, 1)) },
            Thresholds = People.Rosa.Thresholds.Add("weight.gain", 2.5m),
            Guardian = new Guardian("Luz Diaz", PhoneNumber.TryParse("+13125550189")!.Value),
            Caregivers =
            [
                new Caregiver("Ana Ruiz", PhoneNumber.TryParse("+12125550160")!.Value, CaregiverMay.HearAndSpeak, "intake form", new LocalDate(2026, 2, 20)),
                new Caregiver("Jo Hill", PhoneNumber.TryParse("+12125550161")!.Value, CaregiverMay.Hear, "by phone", new LocalDate(2026, 2, 21)),
            ],
        };
        var ledgers = new InMemoryLedger();
        await ledgers.CommitAsync(patient.Id, null, LedgerSamples.Commit(FollowUp.Empty(patient.Id) with { Patient = patient }), None);
        var output = new StringWriter();
        await new PatientsJob(new InMemoryRecords(ledgers)).RunAsync(null, output, None);

        var file = PatientCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(output.ToString())), Shipped.Practice, [], new LocalDate(2026, 3, 2));

        Assert.Empty(file.Errors.Select(e => e.In("patients.csv")));
        var row = Assert.Single(file.Rows);
        Assert.Equal(PatientStatus.Paused, row.Status);
        Assert.Equal(JsonSerializer.Serialize(patient, OutreachJson.Options), JsonSerializer.Serialize(row.Patient with { Id = patient.Id, Status = patient.Status }, OutreachJson.Options));
    }

    private static async Task<List<string[]>> ExportAsync(string? externalId)
    {
        var ledgers = new InMemoryLedger();
        foreach (var n in new[] { 1, 2 }) await ledgers.CommitAsync(LedgerSamples.Id(n), null, LedgerSamples.Commit(LedgerSamples.State(n)) with { Events = EventSamples.All }, None);
        var output = new StringWriter();
        var records = new InMemoryRecords(ledgers);
        await new ExportJob(records, question => question == "blood-pressure" ? "mmHg" : null).RunAsync(externalId is null ? null : await records.FindAsync(externalId, None), output, None);

        var rows = new List<string[]>();
        using var csv = CsvReader.Create(new StringReader(output.ToString()), new CsvReaderOptions { Separator = ',', HasHeader = false });
        while (csv.Read()) rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        return rows;
    }

    private sealed class InMemoryRecords(InMemoryLedger ledgers) : IRecords
    {
        public async ValueTask<Patient?> FindAsync(string patient, CancellationToken cancel) =>
            await ledgers.PatientByExternalIdAsync(patient, cancel) is { } id ? (await ledgers.LoadAsync(id, cancel)).State.Patient : null;

        public async IAsyncEnumerable<Patient> PatientsAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            foreach (var row in await ledgers.PatientsAsync(100, null, cancel)) yield return row.Patient;
        }

        public ValueTask<IReadOnlyList<TimelineEntry>> TimelineAsync(PatientId patient, CancellationToken cancel) => ledgers.TimelineAsync(patient, 500, null, cancel);

        public async IAsyncEnumerable<JsonObject> ProfilesAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var patient in PatientsAsync(cancel)) yield return ProfileJson.Of(patient, patient.Status, Shipped.Practice, withCaregivers: true);
        }

        public ValueTask<JsonNode> FhirAsync(PatientId patient, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask<Context> ContextAsync(CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<string>> EraseAsync(PatientId patient, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask<BackupPage> BackupAsync(string? after, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask<Restored> RestoreAsync(IReadOnlyList<BackupLine> lines, bool evenIfNotEmpty, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
