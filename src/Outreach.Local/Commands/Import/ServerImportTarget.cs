using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Outreach.App.Enrolling;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Local.Commands.Records;

namespace Outreach.Local.Commands.Import;

/// <summary>Imports into a deployed app through its admin API. What would be refused is decided here by the same rules, with the practice and plans in force
/// there; what only its own records can tell (a plan that was left) is refused there, row by row.</summary>
/// <param name="run">Random, one for each import.</param>
internal sealed class ServerImportTarget(ServerClient client, Context context, Instant now, Guid run) : IImportTarget
{
    private const string By = "import";

    public ValueTask<string?> CheckAsync(ImportRow row, CancellationToken cancel)
    {
        var id = new PatientId(DerivedId.From($"{run}|{row.Patient.ExternalId}"));
        var registered = Decider.Decide(context, FollowUp.Empty(id), new Command.Register(row.Patient with { Id = id }, By, []) { Id = "check", At = now });
        var refusal = registered.Refusal ?? row.Enrollments
            .Select(p => Decider.Decide(context, registered.State, new Command.Enroll(Newest(p), p.Anchor, By) { Id = $"check-{p.Plan}", At = now }).Refusal)
            .FirstOrDefault(r => r is not null);
        return ValueTask.FromResult(refusal?.Message);
    }

    public async ValueTask<ApplyOutcome> ApplyAsync(ImportRow row, CancellationToken cancel)
    {
        try
        {
            var key = $"{run:N}-{row.Line}";
            var (status, saved) = await client.AskAsync(HttpMethod.Post, "/api/patients", ProfileJson.Of(row.Patient, row.Status, context.Practice, row.SaysCaregivers, row.Silent), key, cancel);
            var id = (string)saved["id"]!;
            var known = await client.GetAsync($"/api/patients/{id}", cancel);
            var (now, past) = (Plans(known, "plans"), Plans(known, "pastPlans"));
            var (enrolled, refusal) = (0, (string?)null);
            foreach (var planned in row.Enrollments.Where(p => !now.Any(n => n.Plan == p.Plan) && !past.Contains((p.Plan, LocalDatePattern.Iso.Format(p.Anchor)))))
            {
                try
                {
                    await client.SendAsync(HttpMethod.Post, $"/api/patients/{id}/enrollments", new JsonObject { ["plan"] = planned.Plan, ["anchor"] = LocalDatePattern.Iso.Format(planned.Anchor) }, $"{key}-{planned.Plan}", cancel);
                    enrolled++;
                }
                catch (ServerRefusal e) when (e.Status is 400 or 409)
                {
                    refusal ??= e.Message;
                }
            }

            return new ApplyOutcome(status == HttpStatusCode.Created ? Applied.Created : Applied.Updated, enrolled, refusal);
        }
        catch (ServerRefusal e) when (e.Status is 400 or 409)
        {
            return new ApplyOutcome(Applied.Refused, 0, e.Message);
        }
    }

    private static List<(string Plan, string Anchor)> Plans(JsonObject patient, string name) =>
        [.. (patient[name] as JsonArray ?? []).Select(p => (((string)p!["plan"]!).Split('@')[0], (string)p["anchor"]!))];

    private PlanRef Newest(PlannedEnrollment planned) => context.Plans.Latest(planned.Plan)?.Ref ?? new PlanRef(planned.Plan, 0);
}
