using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Core.Practices.Yaml;
using Outreach.Core.Tests.CarePlans;
using Outreach.Testing;

namespace Outreach.Core.Tests.Practices;

public class PracticeReaderTests
{
    [Fact]
    public void Read_SmallPractice_IsReadWithTheUsualDefaults()
    {
        var practice = Good(SmallPractice.Yaml);
        Assert.Equal(("Small Practice", "+12125550100", "America/Chicago"), (practice.Name, practice.Phone.Value, practice.Zone.Id));
        Assert.Equal([new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 25)], practice.Holidays);
        Assert.Equal((new Caps(2, 7, 2), new EmergencyLines("911", "988"), new PracticeChoices()), (practice.Caps, practice.Emergency, practice.Choices));
        Assert.Equal(("ortiz", new Absence(new LocalDate(2026, 7, 1), new LocalDate(2026, 7, 14))), (practice.Providers[0].Cover!, practice.Providers[0].Away.Single()));
        Assert.Equal(["ortiz", "lee"], practice.Ladder.OfficeHours.AsEnumerable());
        Assert.Equal((Duration.FromMinutes(5), Duration.FromMinutes(30), Duration.FromHours(24)), (practice.Ladder.EmergencyWait, practice.Ladder.UrgentWait, practice.Ladder.RoutineWait));
        Assert.Equal(4m, practice.Thresholds["small.gain"]);
    }

    [Theory]
    [InlineData(IsoDayOfWeek.Saturday, 8, 59, false)]
    [InlineData(IsoDayOfWeek.Saturday, 9, 0, true)]
    [InlineData(IsoDayOfWeek.Saturday, 20, 0, false)]
    [InlineData(IsoDayOfWeek.Sunday, 11, 59, false)]
    [InlineData(IsoDayOfWeek.Sunday, 12, 0, true)]
    public void Read_NoContactHours_MeansTheCautiousOnes(IsoDayOfWeek day, int hour, int minute, bool open) =>
        Assert.Equal(open, Good(SmallPractice.Yaml).ContactHours.Covers(new LocalDate(2026, 3, 1).With(DateAdjusters.NextOrSame(day)).At(new LocalTime(hour, minute))));

    [Fact]
    public void Read_WeekTimes_KnowsRangesSeveralSpansAndMidnight()
    {
        var hours = Good(SmallPractice.With("mon-fri: \"09:00-17:00\"", "fri-mon: [\"13:00-24:00\", \"8:00-12:00\"], wednesday: \"10:00-11:00\", tue: closed")).OfficeHours;
        Assert.Equal(2, hours.On(IsoDayOfWeek.Sunday).Length);
        Assert.Equal(new TimeSpanOfDay(new LocalTime(8, 0), new LocalTime(12, 0)), hours.On(IsoDayOfWeek.Saturday)[0]);
        Assert.Equal(LocalTime.MaxValue, hours.On(IsoDayOfWeek.Monday)[1].To);
        Assert.Single(hours.On(IsoDayOfWeek.Wednesday));
        Assert.Empty(hours.On(IsoDayOfWeek.Tuesday));
        Assert.Empty(hours.On(IsoDayOfWeek.Thursday));
    }

    [Fact]
    public void Read_EveryChoice_IsRead()
    {
        var practice = Good(SmallPractice.Yaml + """

            holidays_are_quiet: yes
            caps: { a_day: 1, a_week: 3, segments_a_text: 3 }
            emergency_lines: { emergency: "112", crisis: "116 123" }
            choices:
              check_ins_at: "11:15"
              spread: 45m
              conversation_open: 2h
              ask_again_after: 30s
              emergency_answer_within: 5m
              carrier_confirms_opt_out: yes
              safety_in_opt_out_confirmation: no
              full_detail_in_provider_email: yes
              allow_minors: yes
              allow_unapproved_plans: yes
            """);
        Assert.True(practice.HolidaysAreQuiet);
        Assert.Equal((new Caps(1, 3, 3), new EmergencyLines("112", "116 123")), (practice.Caps, practice.Emergency));
        Assert.Equal(new PracticeChoices
        {
            CheckInsAt = new LocalTime(11, 15),
            Spread = Duration.FromMinutes(45),
            ConversationOpen = Duration.FromHours(2),
            AskAgainAfter = Duration.FromSeconds(30),
            EmergencyAnswerWithin = Duration.FromMinutes(5),
            CarrierConfirmsOptOut = true,
            SafetyInOptOutConfirmation = false,
            FullDetailInProviderEmail = true,
            AllowMinors = true,
            AllowUnapprovedPlans = true,
        }, practice.Choices);
    }

    [Theory]
    [InlineData("time_zone: America/Chicago", "time_zone: America/Chicgo", "5:12: error: 'America/Chicgo' is no time zone; did you mean America/Chicago? write America/Chicago")]
    [InlineData("time_zone: America/Chicago", "time_zone: Central", "5:12: error: 'Central' is no time zone; write an IANA name, such as America/New_York")]
    [InlineData("phone: 212-555-0100", "phone: 555-0100", "2:8: error: this is not a phone number; write it with the country code")]
    [InlineData("email_from: care@small.example", "email_from: care", "4:13: error: this is not an email address; write it as name@practice.example")]
    [InlineData("phone: 212-555-0100\n", "", "1:1: error: a practice without 'phone'; add phone: +1 212-555-0100")]
    [InlineData("texts_from", "text_from", "3:1: error: a practice has no key 'text_from'; did you mean texts_from? write texts_from:")]
    [InlineData("mon-fri: \"09:00-17:00\"", "mon-fri: closed", "6:15: error: 'office_hours' are never; open at least one day")]
    [InlineData("mon-fri: \"09:00-17:00\"", "mon-fri: \"17:00-09:00\"", "6:26: error: '17:00-09:00' ends before it begins; write the earlier time first", "6:15: error: 'office_hours' are never")]
    [InlineData("mon-fri: \"09:00-17:00\"", "mon-fri: \"9 to 5\", sat: \"09:00-10:00\"", "6:26: error: '9 to 5' is not a span of a day; write \"09:00-17:00\", or closed")]
    [InlineData("mon-fri: \"09:00-17:00\"", "mon-fri: [\"09:00-13:00\", \"12:00-17:00\"]", "6:26: error: two spans of a day overlap; write them apart, or as one")]
    [InlineData("mon-fri: \"09:00-17:00\"", "mon-fri: \"09:00-17:00\", wed: closed", "6:41: error: Wednesday is named twice; name each day once")]
    [InlineData("mon-fri: \"09:00-17:00\"", "mon-fry: \"09:00-17:00\", sat: \"09:00-10:00\"", "6:17: error: 'fry' is not a day of the week; write one of mon")]
    [InlineData("2026-12-25", "2026-01-01", "7:24: error: this day is there already; list it once")]
    [InlineData("id: ortiz", "id: lee", "10:11: error: 'lee' is there already; give each provider an id of their own", "9:88: error: there is no provider 'ortiz'", "11:26: error: there is no provider 'ortiz'")]
    [InlineData("ortiz@small", "lee@small", "10:42: error: another provider has this email address")]
    [InlineData("cover: ortiz", "cover: lee", "9:88: error: 'lee' cannot cover for themselves; name another provider")]
    [InlineData("cover: ortiz", "cover: otiz", "9:88: error: there is no provider 'otiz'; did you mean ortiz? write ortiz")]
    [InlineData("to: 2026-07-14", "to: 2026-06-14", "error: the absence ends before it begins; write the earlier date as from:")]
    [InlineData("office_hours: [ortiz, lee]", "office_hours: []", "11:25: error: nobody is told: 'office_hours' is empty; list at least one provider id")]
    [InlineData("after_hours: [lee]", "after_hours: [lea]", "11:53: error: there is no provider 'lea'; did you mean lee? write lee")]
    [InlineData("office_hours: [ortiz, lee]", "office_hours: [lee, lee]", "11:31: error: 'lee' is on this ladder already; list each once")]
    [InlineData("emergency_wait: 5m", "emergency_wait: 45m", "error: an emergency waits longer than what is urgent; write a shorter time")]
    [InlineData("urgent_wait: 30m", "urgent_wait: 2d", "error: what is urgent waits longer than what is routine; write a shorter time")]
    [InlineData("small.gain: 4", "small.gian: 4", "12:15: error: no plan has a threshold 'small.gian'; did you mean small.gain? write small.gain")]
    [InlineData("small.gain: 4", "gain: 4", "12:15: error: 'gain' names no threshold of a plan; write plan.threshold")]
    [InlineData("small.gain: 4", "small.gain: four", "error: 'four' is not a number")]
    [InlineData("en: \"{practice} may", "en: \"{name} may", "13:21: error: the consent text has no place for {name}; write one of {practice} {phone} {frequency}")]
    [InlineData("thresholds: {", "caps: { a_day: 3, a_week: 2 }\nthresholds: {", "12:27: error: 2 a week is less than 3 a day; write the larger number for the week")]
    [InlineData("thresholds: {", "emergency_lines: { emergency: nine, crisis: \"988\" }\nthresholds: {", "12:31: error: 'nine' is no number to call; write its digits")]
    [InlineData("thresholds: {", "words: { chest-pian: [\"my tag\"] }\nthresholds: {", "12:10: error: no lexicon has a group 'chest-pian'; did you mean chest-pain? write chest-pain")]
    [InlineData("thresholds: {", "words: { chest-pain: [\"a, b\"] }\nthresholds: {", "12:23: error: a phrase is plain words; write words parted by spaces")]
    [InlineData("providers:\n", "contact_hours: { mon: closed }\nproviders:\n", "8:16: error: 'contact_hours' are never; open at least one day")]
    [InlineData("email: ortiz@small.example, mobile: \"212-555-0111\" }", "email: ortiz@small.example }", "10:5: error: 'ortiz' is told first of an emergency on Mon 09:00-17:00, Tue 09:00-17:00, Wed 09:00-17:00 and")]
    [InlineData("after_hours: [lee]", "after_hours: []", "11:52: error: nobody is told: 'after_hours' is empty; list at least one provider id, or write after_hours: tell_patient_only")]
    [InlineData("after_hours: [lee]", "after_hours: [on_call]", "11:53: error: nobody is on call: there is no rota; add on_call: a list of")]
    [InlineData("ladder: { office_hours: [ortiz, lee], after_hours: [lee]", "on_call: [{ who: lea }]\nladder: { office_hours: [ortiz, lee], after_hours: [on_call]", "11:18: error: there is no provider 'lea'; did you mean lee? write lee")]
    [InlineData("routine_wait: 24h", "routine_wait: 24h, manager: grant", "error: there is no provider 'grant'")]
    [InlineData("routine_wait: 24h", "routine_wait: 24h, emergency_repeat: 2h", "error: an emergency waits for more than an hour; write minutes")]
    public void Read_OneThingWrong_SaysWhereAndWhatInstead(string old, string @new, params string[] expected)
    {
        var result = PracticeReader.Read(SmallPractice.With(old, @new), "practice.yaml", [CarePlanReader.Read(SmallPlan.Yaml, "x").Plan!]);
        Assert.Null(result.Practice);
        Findings.Are(expected, result.Diagnostics);
    }

    [Theory]
    [InlineData("providers:\n", "contact_hours: { mon-fri: \"07:00-21:30\" }\nproviders:\n", "8:16: warning: patients would be texted before 8:00 or after 21:00, the federal quiet hours (47 CFR 64.1200(c)(1))")]
    [InlineData("STOP ends, HELP", "HELP", "13:21: warning: the consent text does not mention STOP; say what STOP does")]
    [InlineData(" cover: ortiz,", "", "9:11: warning: 'lee' will be away and has no cover; add cover:")]
    public void Read_SomethingDoubtful_WarnsAndStillGivesThePractice(string old, string @new, string expected)
    {
        var result = PracticeReader.Read(SmallPractice.With(old, @new), "practice.yaml");
        Assert.NotNull(result.Practice);
        Findings.Are([expected], result.Diagnostics);
    }

    [Fact]
    public void Read_NoPlansAtHand_TakesOverridesOnTrust() =>
        Assert.Equal(1m, Good(SmallPractice.With("small.gain: 4", "unknown.name: 1")).Thresholds["unknown.name"]);

    [Fact]
    public void Read_NobodyAfterHoursByChoice_IsNoHole() =>
        Assert.True(Good(SmallPractice.With("after_hours: [lee]", "after_hours: tell_patient_only")).Ladder.TellPatientOnly);

    [Fact]
    public void Read_RotaWithAnHourOfNobodyTextable_IsRefused()
    {
        var rota = SmallPractice.With("ladder: { office_hours: [ortiz, lee], after_hours: [lee]", "on_call: [{ who: nurse, times: { sat: \"22:00-23:00\" } }, { who: lee }]\nladder: { office_hours: [ortiz, lee], after_hours: [on_call]");
        Assert.Contains("on Mon 09:00-17:00, Tue 09:00-17:00, Wed 09:00-17:00 and 2 more", WithNurse(SmallPractice.Yaml), StringComparison.Ordinal);
        Assert.Contains("on Mon 09:00-17:00, Tue 09:00-17:00, Wed 09:00-17:00 and 3 more", WithNurse(rota), StringComparison.Ordinal);

        static string WithNurse(string yaml) => PracticeReader.Read(
            yaml.Replace("providers:\n", "providers:\n  - { id: nurse, name: Ms. Ng, email: ng@small.example }\n", StringComparison.Ordinal).Replace(", away: [{ from: 2026-07-01, to: 2026-07-14 }]", "", StringComparison.Ordinal),
            "practice.yaml").Errors.Single().ToString();
    }

    [Fact]
    public void Read_OwnPreventionTable_GoesBeforeTheShippedOneOfTheSameService()
    {
        var own = Good(SmallPractice.Yaml + "\nprevention:\n  - { service: shingles, name: { en: shot, es: vacuna }, who: { all: [{ age: { at_least: 60 } }, { conditions: [asthma] }] }, done: { shingles: ever, zoster: 60 }, because: our rule, source: our own }\n  - { service: rsv, off: yes }\n");
        Assert.Equal(Prevention.Services.Except(["rsv"]).Order(StringComparer.Ordinal), own.Prevention.Select(r => r.Service).Distinct().Order(StringComparer.Ordinal));
        var today = new LocalDate(2026, 3, 2);
        var patient = People.Rosa with { BirthDate = today.PlusYears(-61), Profile = HealthProfile.Empty with { Conditions = ["asthma"], LastDone = HealthProfile.Empty.LastDone.Add("zoster", today.PlusMonths(-61)) } };
        Assert.Equal("our rule", Prevention.Due(own.Prevention, patient, today).Single(s => s.Service == "shingles").Because);
        Assert.DoesNotContain(Prevention.Due(own.Prevention, patient with { BirthDate = today.PlusYears(-59) }, today), s => s.Service == "shingles");
        Assert.DoesNotContain(Prevention.Due(own.Prevention, patient with { Profile = patient.Profile with { LastDone = patient.Profile.LastDone.SetItem("zoster", today.PlusMonths(-59)) } }, today), s => s.Service == "shingles");
    }

    [Theory]
    [InlineData("{ service: rsw, off: yes }", "there is no screening or immunisation 'rsw' to leave out; did you mean rsv?")]
    [InlineData("{ service: rsv, who: { age: { at_least: 60 } } }", "a rule of prevention without 'name'", "without 'done'", "without 'because'", "without 'source'")]
    [InlineData("{ service: rsv, name: { en: a, es: b }, who: { answer: x, is: yes }, done: { rsv: ever }, because: a, source: b }", "an answer cannot decide")]
    [InlineData("{ service: rsv, name: { en: a, es: b }, who: { sex: female }, done: rsv, because: a, source: b }", "'done' names what is enough and for how many months")]
    [InlineData("{ service: rsv, name: { en: a, es: b }, who: { sex: female }, done: { rsv: yearly }, because: a, source: b }", "'yearly' is not a whole number from 1 to 600")]
    public void Read_WrongPrevention_IsSaid(string rule, params string[] expected) =>
        Findings.Are(expected, [.. PracticeReader.Read(SmallPractice.Yaml + $"\nprevention:\n  - {rule}\n", "practice.yaml").Errors]);

    private static Practice Good(string yaml)
    {
        var result = PracticeReader.Read(yaml, "practice.yaml");
        Assert.Empty(result.Diagnostics.Select(d => d.ToString()));
        return result.Practice!;
    }
}
