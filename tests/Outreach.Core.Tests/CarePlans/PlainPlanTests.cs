using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;
using Outreach.Testing;

namespace Outreach.Core.Tests.CarePlans;

public class PlainPlanTests
{
    private static readonly LocalDate Monday = new(2026, 3, 2);

    [Fact]
    public void Of_APatient_IsTheirPlanInTheirLanguageWithEveryWhy()
    {
        var patient = People.Rosa with { Language = Language.Spanish, Profile = HealthProfile.Empty with { Medicines = ["warfarin"], Lifestyle = ["night shift"] }, Pace = Pace.Less };
        var plan = Plain("new-medicine", patient, Monday);
        Assert.Equal("Un medicamento nuevo", plan.Title);
        Assert.Equal(["Usted trabaja de noche y duerme en la mañana, así que preguntamos más tarde.", "Usted pidió menos mensajes."], plan.MadeToFit.AsEnumerable());
        Assert.Equal("El jueves 5 de marzo, lunes 9 de marzo, lunes 16 de marzo, a las 3:00 PM", plan.CheckIns[0].When);
        Assert.All(plan.CheckIns, c => Assert.NotNull(c.Why));
        Assert.Contains(plan.CheckIns[0].Questions, q => q is { Question.Id: "head-injury", Why: not null });
        Assert.DoesNotContain(plan.CheckIns[0].Questions, q => q.Question.Id == "cough");
        Assert.True(plan.CheckIns[0].Questions.Single(q => q.Question.Id == "bother").AfterAnswers);
    }

    [Fact]
    public void Of_APatient_LeavesOutWhatIsOver() =>
        Assert.Equal(["Every 7 days, until Monday 4/27, at 10:00 AM", "Only after some answers"], Plain("home-blood-pressure", People.Rosa with { Profile = HealthProfile.Empty }, Monday, Monday.PlusDays(20)).CheckIns.Select(c => c.When));

    [Fact]
    public void Of_OwnNumbersAndACloserLook_SaysSo()
    {
        var patient = People.Rosa with { Thresholds = People.Rosa.Thresholds.Add("type-2-diabetes.low", 80) };
        var plan = Plain("type-2-diabetes", patient, Monday, change: e => e with { Closer = [new CloserLook("morning", Monday, Monday.PlusDays(5), 1, "Reading from 54 to 69")] });
        Assert.Equal(["Your care team set numbers just for you.", "We ask more often because of an answer you gave, until Saturday 3/7."], plan.MadeToFit.AsEnumerable());
    }

    private static PlainPlan Plain(string id, Patient patient, LocalDate anchor, LocalDate? today = null, Func<Enrollment, Enrollment>? change = null)
    {
        var plan = Shipped.Context.Plans.Latest(id)!;
        var fitted = Fitting.Fit(plan, patient, Shipped.Practice, anchor);
        var enrollment = new Enrollment { Plan = plan.Ref, Anchor = anchor, EnrolledAt = default, By = "lee", Thresholds = fitted.Thresholds, LeftOut = fitted.LeftOut, At = fitted.At, Because = fitted.Because };
        return PlainPlan.Of(plan, change?.Invoke(enrollment) ?? enrollment, patient, Shipped.Practice, today ?? anchor);
    }
}
