using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Core.FollowUps;

/// <summary>Who is followed up, by which plans, and whether at all just now.</summary>
internal static class Registering
{
    private const int AdultAge = 18;

    public static void Register(Turn turn, Command.Register command)
    {
        var patient = command.Patient;
        if (turn.Context.Zones.GetZoneOrNull(patient.TimeZone) is null)
        {
            turn.Refuse(new UnknownTimeZone(patient.TimeZone));
            return;
        }

        var before = turn.State.Patient?.Status ?? PatientStatus.Active;
        if (command.OverWishes && turn.State.Wishes.Against(patient) is { What.IsEmpty: false } against) turn.Happened(new Event.WishesOverruled(against.Left, command.By, against.What) { At = turn.Now });
        turn.Happened(new Event.PatientRegistered(patient, command.By, command.OptedOut) { At = turn.Now, Note = command.Note });
        Refit(turn);
        if (patient.Status != PatientStatus.Active && before == PatientStatus.Active) Quiet(turn, patient.Status, knew: false);
    }

    /// <summary>A pregnancy, a new medicine, a number set for the patient: the plans they are on follow at once.</summary>
    private static void Refit(Turn turn)
    {
        foreach (var enrollment in turn.State.Enrollments)
        {
            if (turn.Plan(enrollment.Plan) is not { } plan) continue;
            var fitted = Fitting.Fit(plan, turn.Patient, turn.Practice, turn.Today);
            if (fitted.At == enrollment.At && fitted.Thresholds.SequenceEqual(enrollment.Thresholds) && fitted.LeftOut.SequenceEqual(enrollment.LeftOut) && fitted.Because.SequenceEqual(enrollment.Because)) continue;
            turn.Happened(new Event.PlanRefitted(enrollment.Plan, fitted.Thresholds, fitted.LeftOut, fitted.At, fitted.Because) { At = turn.Now });
        }
    }

    public static void Enroll(Turn turn, Command.Enroll command)
    {
        if (turn.Plan(command.Plan) is not { } plan)
        {
            turn.Refuse(new UnknownPlan(command.Plan.ToString(), string.Join(", ", turn.Context.Plans.All.Select(p => p.Ref.ToString()).Order(StringComparer.Ordinal))));
            return;
        }

        if (Objection(turn, plan) is { } objection)
        {
            turn.Refuse(objection);
            return;
        }

        var fitted = Fitting.Fit(plan, turn.Patient, turn.Practice, turn.Today);
        turn.Happened(new Event.Enrolled(new Enrollment
        {
            Plan = plan.Ref,
            Anchor = command.Anchor,
            EnrolledAt = turn.Now,
            By = command.By,
            Thresholds = fitted.Thresholds,
            LeftOut = fitted.LeftOut,
            At = fitted.At,
            Because = fitted.Because,
        }) { At = turn.Now });
    }

    private static Refusal? Objection(Turn turn, CarePlan plan)
    {
        var patient = turn.Patient;
        if (plan.Approval is null && !turn.Practice.Choices.AllowUnapprovedPlans) return new PlanNotApproved(plan.Ref.Id);
        if (turn.State.Enrollments.Any(e => e.Plan.Id == plan.Ref.Id)) return new AlreadyEnrolled(plan.Ref.Id);
        var age = Period.Between(patient.BirthDate, turn.Today, PeriodUnits.Years).Years;
        if (age < AdultAge && (!turn.Practice.Choices.AllowMinors || patient.Guardian is null)) return new NotForMinors();
        var own = Contacts.Of(patient).Any(c => !Contacts.IsShared(patient, c));
        return plan.Sensitive && !own ? new SensitivePlanOnSharedPhone(plan.Ref.Id) : null;
    }

    public static void Withdraw(Turn turn, Command.Withdraw command)
    {
        if (turn.State.Enrollments.FirstOrDefault(e => e.Plan.Id == command.PlanId) is not { } enrollment)
        {
            turn.Refuse(new NotEnrolled(command.PlanId));
            return;
        }

        if (turn.State.CheckIn is { } open && open.Sources.All(s => s.Plan == enrollment.Plan)) CheckingIn.Close(turn, CheckInEnd.Expired, "withdrawn from the plan", missed: false);
        FollowingOn.DropAll(turn, turn.State.Enrollments.First(e => e.Plan == enrollment.Plan), "withdrawn from the plan", raise: true);
        turn.Happened(new Event.PlanEnded(enrollment.Plan, command.By, command.Reason) { At = turn.Now });
    }

    public static void ChangeStatus(Turn turn, Command.ChangeStatus command)
    {
        var from = turn.Patient.Status;
        if (from == command.Status) return;
        var knew = turn.State.InMourning;
        turn.Happened(new Event.StatusChanged(from, command.Status, command.By, command.Reason) { At = turn.Now });
        if (command.Status != PatientStatus.Active) Quiet(turn, command.Status, knew);
    }

    /// <summary>Until a person has looked; staff make it active again, or say what is true.</summary>
    public static void Pause(Turn turn, string by, string reason)
    {
        if (turn.Patient.Status != PatientStatus.Active) return;
        turn.Happened(new Event.StatusChanged(PatientStatus.Active, PatientStatus.Paused, by, reason) { At = turn.Now });
        Quiet(turn, PatientStatus.Paused, knew: false);
    }

    /// <summary>Routine messages stop at once and silences are closed.</summary>
    /// <param name="knew">Whoever wrote to the number knew of the death already.</param>
    private static void Quiet(Turn turn, PatientStatus status, bool knew)
    {
        var reason = Words(status);
        if (turn.State.CheckIn is not null) CheckingIn.Close(turn, CheckInEnd.Expired, reason, missed: false);
        foreach (var enrollment in turn.State.Enrollments) FollowingOn.DropAll(turn, enrollment, reason, raise: true);
        Delivering.Cancel(turn, m => (m.Class == MessageClass.Routine && m.CountsToCap) || (status == PatientStatus.Deceased && m.Recipient == Delivering.ToThePatient && !(knew && m.Kind == MessageKind.ProviderReply)), reason);
    }

    public static string Words(PatientStatus status) => status switch
    {
        PatientStatus.Active => "active",
        PatientStatus.Paused => "follow-up is paused",
        PatientStatus.InHospital => "the patient is in hospital",
        PatientStatus.Moved => "the patient has moved",
        PatientStatus.Deceased => "the patient has died",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status"),
    };
}
