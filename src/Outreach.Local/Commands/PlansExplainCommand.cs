using System.CommandLine;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Local.Hosting;
using Outreach.Local.Storage;
using Command = System.CommandLine.Command;

namespace Outreach.Local.Commands;

/// <summary><c>outreach plans explain PLAN --patient ID</c>.</summary>
internal static class PlansExplainCommand
{
    private const int Month = 30;

    public static Command Make(TextWriter output, TextWriter error)
    {
        var plan = new Argument<string>("plan") { Description = "The plan's id, such as home-blood-pressure." };
        var patient = new Option<string>("--patient") { Description = "The practice's own id of the patient (external_id), or Outreach's.", Required = true };
        var days = new Option<int>("--days") { Description = "How many days ahead are listed.", DefaultValueFactory = _ => Month };
        var store = new StoreOptions();
        var command = new Command("explain", "A plan as it holds for one patient: what is asked when, which numbers hold, and why.") { plan, patient, days };
        store.AddTo(command, withDemo: true);
        command.SetAction((parsed, cancel) => StoreOptions.GuardAsync(error, () => RunAsync(parsed.GetValue(plan)!, parsed.GetValue(patient)!, parsed.GetValue(days), store, parsed, output, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string planId, string patient, int days, StoreOptions options, ParseResult parsed, TextWriter output, CancellationToken cancel)
    {
        var (data, context) = options.Read(parsed, mustExist: true);
        await using var ledgers = new SqliteLedgerStore(data.LedgerFile, data.ContactKey());
        var id = await ledgers.PatientByExternalIdAsync(patient, cancel) ?? PatientId.TryParse(patient);
        if (id is not { } known || (await ledgers.LoadAsync(known, cancel)).State is not { Patient: { } found } state)
        {
            throw new StartException($"There is no patient \"{patient}\" in this store; give the external_id as it was imported.");
        }

        var enrollment = state.Enrollments.FirstOrDefault(e => e.Plan.Id == planId);
        if ((enrollment is { } on ? context.Plans.Find(on.Plan) : context.Plans.Latest(planId)) is not { } plan)
        {
            throw new StartException(enrollment is { } pinned
                ? $"The patient is pinned to {pinned.Plan}, and the folder with the plans has no such version. Put its file back, under another name beside the newer one: patients stay on the version they were enrolled in."
                : $"There is no plan \"{planId}\"; choose one of: {string.Join(", ", context.Plans.All.Select(p => p.Ref.Id).Distinct().Order(StringComparer.Ordinal))}.");
        }

        Write(plan, found, context, enrollment, Today(context, found, new ClockOfMachine(TimeProvider.System).GetCurrentInstant()), days, output);
        return 0;
    }

    public static void Write(CarePlan plan, Patient patient, Context context, Enrollment? enrollment, LocalDate today, int days, TextWriter output)
    {
        foreach (var line in new PersonalPlan(plan, patient, context.Practice, enrollment, today).Explain(days)) output.WriteLine(line);
    }

    public static LocalDate Today(Context context, Patient patient, Instant now) =>
        now.InZone(context.Zones.GetZoneOrNull(patient.TimeZone) ?? context.Practice.Zone).Date;
}
