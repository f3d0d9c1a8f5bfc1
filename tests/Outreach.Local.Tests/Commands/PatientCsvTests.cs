using System.Text;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Local.Commands.Import;
using Outreach.Testing;

namespace Outreach.Local.Tests.Commands;

public sealed class PatientCsvTests
{
    private const string Header = "external_id,preferred_name,family_name,birth_date,provider_email";
    private const string Caregivers = "caregiver_name,caregiver_mobile,caregiver_may,caregiver_consent_source,caregiver_consent_date";
    private const string Maria = "A-1,María,Ruiz,1958-04-12,lee@riverside.example";

    private static readonly LocalDate Today = new(2026, 3, 2);
    private static readonly string[] Plans = ["home-blood-pressure", "post-discharge"];

    [Fact]
    public void Read_EveryColumn_MakesThePatient()
    {
        var file = Read(
            "external_id,preferred_name,family_name,birth_date,sex,language,time_zone,mobile,email,shared_phone,preferred_channel,tone,frequency,contact_from,contact_to,contact_days,status,conditions,medicines,allergies,family_history,genetic_findings,lifestyle,social,goals,own_words,last_done,thresholds,provider_email,guardian_name,guardian_mobile,consent_sms,consent_email,consent_source,consent_date,plans,anchor_date\n"
            + "A-1,María,\"Ruiz, de\",1958-04-12,F,Español,America/Phoenix,(212) 555-0150,M@Example.org,yes,email,brief,less,9:00,17:30,Mon-Wed;Sat,in-hospital,hypertension; diabetes,lisinopril 10 mg,penicillin,stroke,BRCA1,smoker,lives alone,walk more,scale=la pesa,colonoscopy=2021-05-01;mammogram=2024-01-31,systolic_crisis=170;weight.gain=2.5,Lee@Riverside.example,Ana Ruiz,+1 212 555 0151,yes,1,intake form,2026-02-27,home-blood-pressure;post-discharge,2026-03-01\n");

        Assert.Empty(file.Errors);
        var row = Assert.Single(file.Rows);
        var patient = row.Patient;
        Assert.Equal((2, PatientStatus.InHospital), (row.Line, row.Status));
        Assert.Equal(("A-1", "María", "Ruiz, de", new LocalDate(1958, 4, 12), Sex.Female, Language.Spanish), (patient.ExternalId, patient.PreferredName, patient.FamilyName, patient.BirthDate, patient.Sex, patient.Language));
        Assert.Equal(("America/Phoenix", "+12125550150", "m@example.org", true, Channel.Email, "lee"), (patient.TimeZone, patient.Mobile!.Value.Value, patient.Email!.Value.Value, patient.SharedPhone, patient.PreferredChannel, patient.Provider));
        Assert.Equal([IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Saturday], patient.Window!.Days.Keys);
        Assert.Equal([new TimeSpanOfDay(new LocalTime(9, 0), new LocalTime(17, 30))], patient.Window.On(IsoDayOfWeek.Monday).AsEnumerable());
        Assert.Equal(["hypertension", "diabetes"], patient.Profile.Conditions.AsEnumerable());
        Assert.Equal(["lisinopril 10 mg|penicillin|stroke|BRCA1|smoker|lives alone|walk more"], [string.Join('|', new[] { patient.Profile.Medicines, patient.Profile.Allergies, patient.Profile.FamilyHistory, patient.Profile.GeneticFindings, patient.Profile.Lifestyle, patient.Profile.Social, patient.Profile.Goals }.Select(l => l.Single()))]);
        Assert.Equal(new LocalDate(2024, 1, 31), patient.Profile.LastDone["mammogram"]);
        Assert.Equal((Tone.Brief, Pace.Less, "la pesa"), (patient.Tone, patient.Pace, patient.Profile.OwnWords["scale"]));
        Assert.Empty(row.Silent);
        Assert.Equal(2.5m, patient.Thresholds["weight.gain"]);
        Assert.Equal(new Guardian("Ana Ruiz", PhoneNumber.TryParse("+12125550151")!.Value), patient.Guardian);
        Assert.Equal([new Consent(Channel.Sms, "intake form", new LocalDate(2026, 2, 27)), new Consent(Channel.Email, "intake form", new LocalDate(2026, 2, 27))], patient.Consents.AsEnumerable());
        Assert.Equal([new PlannedEnrollment("home-blood-pressure", new LocalDate(2026, 3, 1)), new PlannedEnrollment("post-discharge", new LocalDate(2026, 3, 1))], row.Enrollments.AsEnumerable());
    }

    [Fact]
    public void Read_Caregivers_AreNamedOneByOne_AndAFileWithoutTheirColumnsSaysNothingOfThem()
    {
        var row = Assert.Single(Read($"{Header},{Caregivers}\n{Maria},Ana Ruiz; Jo Hill,+1 212 555 0160;+12125550161,hear-and-speak;hear,intake form,2026-02-20;2026-02-21\n").Rows);

        Assert.True(row.SaysCaregivers);
        Assert.Equal(
            [
                new Caregiver("Ana Ruiz", PhoneNumber.TryParse("+12125550160")!.Value, CaregiverMay.HearAndSpeak, "intake form", new LocalDate(2026, 2, 20)),
                new Caregiver("Jo Hill", PhoneNumber.TryParse("+12125550161")!.Value, CaregiverMay.Hear, "intake form", new LocalDate(2026, 2, 21)),
            ],
            row.Patient.Caregivers.AsEnumerable());
        Assert.False(Assert.Single(Read($"{Header}\n{Maria}\n").Rows).SaysCaregivers);
    }

    [Theory]
    [InlineData("Ana; Jo,+12125550160,hear,form,2026-02-20", "caregiver_mobile: has 1 and caregiver_name 2; write the mobile of each caregiver, e.g. +1 212 555 0100, with ; between them")]
    [InlineData("Ana; Jo,+12125550160;555,hear,form,2026-02-20", "caregiver_mobile: \"555\" is not a phone number; write it with area code, e.g. +1 212 555 0100")]
    [InlineData("Ana; Jo,+12125550160;+12125550160,hear,form,2026-02-20", "caregiver_mobile: \"+12125550160\" is there twice; write each caregiver once")]
    [InlineData("Ana,+12125550160,listen,form,2026-02-20", "caregiver_may: \"listen\" is not known; write one of hear, hear-and-speak, speak")]
    [InlineData("Ana,+12125550160,hear,form,2026-03-03", "caregiver_consent_date: \"2026-03-03\" is in the future; write the day the patient agreed")]
    public void Read_WrongCaregivers_SaysWhereWhatAndWhatInstead(string cells, string expected) =>
        Assert.Contains($"patients.csv:2: {expected}", Read($"{Header},{Caregivers}\n{Maria},{cells}\n").Errors.Select(e => e.In("patients.csv")));

    [Fact]
    public void Read_OnlyWhatIsRequired_TakesThePracticesDefaults()
    {
        var row = Assert.Single(Read($"{Header}\n{Maria}\n").Rows);

        Assert.Null(row.Status);
        Assert.Equal(["tone", "frequency", "ownWords"], row.Silent.AsEnumerable());
        Assert.Null(row.Patient.Window);
        Assert.Empty(row.Enrollments);
        Assert.Empty(row.Patient.Consents);
        Assert.Equal(("America/New_York", Sex.Unknown, Language.English), (row.Patient.TimeZone, row.Patient.Sex, row.Patient.Language));
    }

    [Theory]
    [InlineData("birth_date", "", "birth_date: is empty; write the date of birth, e.g. 1958-04-12")]
    [InlineData("birth_date", "04/12/1958", "birth_date: \"04/12/1958\" is not a date; write year-month-day, e.g. 1958-04-12")]
    [InlineData("birth_date", "2026-03-03", "birth_date: \"2026-03-03\" is in the future; write the date of birth, e.g. 1958-04-12")]
    [InlineData("birth_date", "1058-04-12", "birth_date: \"1058-04-12\" is too long ago; write the date of birth, e.g. 1958-04-12")]
    [InlineData("birth_date", "2008-03-03", "birth_date: the patient is under 18, which the practice does not allow; take the row out, or set allow_minors in practice.yaml and give a guardian")]
    [InlineData("external_id", "", "external_id: is empty; write the practice's own number for this patient")]
    [InlineData("family_name", " ", "family_name: is empty; write the family name")]
    [InlineData("mobile", "555", "mobile: \"555\" is not a phone number; write it with area code, e.g. +1 212 555 0100")]
    [InlineData("mobile", "1.21255E+10", "mobile: \"1.21255E+10\" was a phone number until a spreadsheet rounded it; format the column as text and write it again, e.g. +1 212 555 0100")]
    [InlineData("email", "maria@", "email: \"maria@\" is not an email address; write one like maria@example.org")]
    [InlineData("sex", "femal", "sex: \"femal\" is not known; did you mean female? write female")]
    [InlineData("language", "french", "language: \"french\" is not known; write one of en, english, es, espanol, español, spanish")]
    [InlineData("shared_phone", "maybe", "shared_phone: \"maybe\" is not known; write one of 0, 1, false, no, true, yes")]
    [InlineData("status", "in hospital", "status: \"in hospital\" is not known; did you mean in-hospital? write in-hospital")]
    [InlineData("time_zone", "EST", "time_zone: \"EST\" is not a time zone; write America/New_York, or leave it empty for the practice's")]
    [InlineData("time_zone", "US/Pacific Time", "time_zone: \"US/Pacific Time\" is not a time zone; write one like America/New_York, or leave it empty for the practice's")]
    [InlineData("time_zone", "America/NewYork", "time_zone: \"America/NewYork\" is not a time zone; write America/New_York, or leave it empty for the practice's")]
    [InlineData("time_zone", "Eastern Standard Time", "time_zone: \"Eastern Standard Time\" is not a time zone; write America/New_York, or leave it empty for the practice's")]
    [InlineData("own_words", "scale=what my grandmother always called it", "own_words: \"what my grandmother always called it\" is too long for a text message, or has braces in it; write at most 30 letters")]
    [InlineData("tone", "curt", "tone: \"curt\" is not known; write one of brief, warm")]
    [InlineData("preferred_channel", "sms", "preferred_channel: is sms, and there is no mobile; write one, or email")]
    [InlineData("preferred_channel", "email", "preferred_channel: is email, and there is no email; write one, or sms")]
    [InlineData("consent_sms", "yes", "mobile: is empty, and consent to texts needs the number it is for")]
    [InlineData("consent_email", "yes", "consent_source: is empty; write where the consent was given, e.g. intake form")]
    [InlineData("consent_email", "yes", "consent_date: is empty; write the day the consent was given, e.g. 2026-03-02")]
    [InlineData("consent_date", "2026-03-03", "consent_date: is in the future; write the day the consent was given")]
    [InlineData("provider_email", "nobody@example.org", "provider_email: \"nobody@example.org\" is no provider of this practice; write one of lee@riverside.example, ortiz@riverside.example, grant@riverside.example, cole@riverside.example, oncall@riverside.example")]
    [InlineData("provider_email", "", "provider_email: is empty; write one of lee@riverside.example, ortiz@riverside.example, grant@riverside.example, cole@riverside.example, oncall@riverside.example")]
    [InlineData("plans", "home-blood-presure", "plans: there is no plan \"home-blood-presure\"; did you mean home-blood-pressure? The plans are home-blood-pressure, post-discharge")]
    [InlineData("plans", "surgery", "plans: there is no plan \"surgery\"; write one of home-blood-pressure, post-discharge")]
    [InlineData("plans", "post-discharge;post-discharge", "plans: names a plan twice; write it once")]
    [InlineData("plans", "post-discharge", "anchor_date: is empty; write day 0 of the plans, e.g. the day of discharge 2026-03-02")]
    [InlineData("plans", "post-discharge", "plans: a patient without mobile and email cannot be followed up; write one of them")]
    [InlineData("contact_days", "Mon-Fri", "contact_from: is empty; contact times have a start and an end, e.g. 09:00 and 17:30")]
    [InlineData("contact_from", "9am", "contact_from: \"9am\" is not a time; write hours and minutes of 24 hours, e.g. 09:00 or 17:30")]
    [InlineData("last_done", "colonoscopy", "last_done: \"colonoscopy\" is not a name with a value; write colonoscopy=2021-05-01, several with ; between them")]
    [InlineData("last_done", "colonoscopy=2021", "last_done: \"2021\" is not a date; write year-month-day, e.g. 1958-04-12")]
    [InlineData("last_done", "colonoscopy=2027-01-01", "last_done: \"colonoscopy\" is in the future; write when it was last done")]
    [InlineData("thresholds", "systolic=high", "thresholds: \"high\" is not a number; write digits and a point, e.g. 170 or 2.5")]
    [InlineData("thresholds", "a=1;a=2", "thresholds: \"a\" is there twice; write it once")]
    [InlineData("guardian_name", "Ana", "guardian_mobile: is empty; a guardian has a name and a mobile")]
    [InlineData("caregiver_name", "Ana Ruiz", "caregiver_mobile: is empty; write the mobile of each caregiver, e.g. +1 212 555 0100")]
    [InlineData("caregiver_name", "Ana Ruiz", "caregiver_may: is empty; write what each may do: hear, speak or hear-and-speak")]
    [InlineData("caregiver_name", "Ana Ruiz", "caregiver_consent_source: is empty; write where the patient agreed, e.g. intake form")]
    [InlineData("caregiver_name", "Ana Ruiz", "caregiver_consent_date: is empty; write the day the patient agreed, e.g. 2026-03-02")]
    [InlineData("caregiver_may", "hear", "caregiver_name: is empty and caregiver_may is not; write the name of each caregiver, with ; between them")]
    [InlineData("guardian_mobile", "+12125550151", "guardian_name: is empty; a guardian has a name and a mobile")]
    public void Read_WrongValue_SaysWhereWhatAndWhatInstead(string column, string value, string expected)
    {
        var columns = Header.Split(',').Concat([column]).Distinct(StringComparer.Ordinal).ToList();
        var values = Maria.Split(',').Concat([""]).Take(columns.Count).ToList();
        values[columns.IndexOf(column)] = value;

        var file = Read($"{string.Join(',', columns)}\n{string.Join(',', values)}\n");

        Assert.Empty(file.Rows);
        Assert.Contains($"patients.csv:2: {expected}", file.Errors.Select(e => e.In("patients.csv")));
    }

    [Theory]
    [InlineData("17:00,09:00,", "contact_to: is earlier than contact_from; write a later time of the same day")]
    [InlineData("09:00,09:00,", "contact_to: is the same as contact_from; write a later time")]
    [InlineData("09:00,17:00,Mon-Funday", "contact_days: \"Mon-Funday\" is no weekday; write days as Mon-Fri or Mon;Wed;Sat")]
    public void Read_WrongContactTimes_SaysSo(string times, string expected) =>
        Assert.Equal([$"patients.csv:2: {expected}"], Read($"{Header},contact_from,contact_to,contact_days\n{Maria},{times}\n").Errors.Select(e => e.In("patients.csv")));

    [Theory]
    [InlineData("09:00,24:00,", 7)]
    [InlineData("09:00,17:00,Saturday-Mon", 3)]
    [InlineData("09:00,17:00,Mon;mon;Wed", 2)]
    public void Read_ContactTimes_AreOfThoseDays(string times, int days) =>
        Assert.Equal(days, Assert.Single(Read($"{Header},contact_from,contact_to,contact_days\n{Maria},{times}\n").Rows).Patient.Window!.Days.Count);

    [Fact]
    public void Read_MinorWhereThePracticeAllowsIt_NeedsAGuardian()
    {
        var allowed = Shipped.Practice with { Choices = Shipped.Practice.Choices with { AllowMinors = true } };
        const string header = Header + ",guardian_name,guardian_mobile\n";
        const string child = "A-1,Leo,Ruiz,2012-04-12,lee@riverside.example";

        Assert.Equal("guardian_mobile", Assert.Single(Read($"{header}{child},,\n", allowed).Errors).Column);
        Assert.Empty(Read($"{header}{child},Ana,+12125550151\n", allowed).Errors);
    }

    [Fact]
    public void Read_SeveralBadRows_SaysAllAtOnceWithTheirLines()
    {
        var file = Read($"{Header},mobile\r\n{Maria},555\r\n\r\nA-2,\"Jo\nAnn\",Low,1960-01-01,lee@riverside.example,\r\nA-3,Al,Low,nope,lee@riverside.example,12\r\nA-2,Al,Low,1960-01-01,lee@riverside.example,\r\n");

        Assert.Equal([(2, "mobile"), (6, "birth_date"), (6, "mobile"), (7, "external_id")], file.Errors.OrderBy(e => (e.Line, e.Column)).Select(e => (e.Line, e.Column)));
        Assert.Contains("\"A-2\" is on line 4 already", file.Errors.Single(e => e.Line == 7).Message, StringComparison.Ordinal);
        Assert.Equal(4, Assert.Single(file.Rows).Line);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\r\n  \r\n", "the file is empty")]
    [InlineData("external_id;preferred_name;mobile\nA;B;C\n", "separated by semicolons; save the file as CSV with commas")]
    [InlineData("external_id\tpreferred_name\tmobile\nA\tB\tC\n", "separated by tabs")]
    [InlineData("A-1,María,Ruiz,1958-04-12,lee@riverside.example\n", "this is no header row")]
    [InlineData("external_id,prefered_name,family_name,birth_date,provider_email\n", "prefered_name: there is no such column; did you mean preferred_name?")]
    [InlineData("external_id,preferred_name,family_name,birth_date,provider_email,shoe size\n", "shoe size: there is no such column; delete it, or use one of external_id,")]
    [InlineData("external_id,preferred_name,family_name,birth_date,provider_email,\n", "column 6 has no name")]
    [InlineData("external_id,External_ID,preferred_name,family_name,birth_date,provider_email\n", "external_id: the column is there twice")]
    [InlineData("external_id,preferred_name,family_name,provider_email\n", "birth_date: the column is missing; add it")]
    public void Read_FileThatIsNoList_SaysWhatToDo(string csv, string expected)
    {
        var file = Read(csv);

        Assert.True(file.IsUnreadable);
        Assert.Contains(file.Errors, e => e.In("f").Contains(expected, StringComparison.Ordinal) && e.Line == 1);
    }

    [Theory]
    [InlineData("A-2,\"Jo,Low,1960-01-01,lee@riverside.example\nA-3,Al,Low,1960-01-01,lee@riverside.example\n", "a quote (\") opens here and does not close")]
    [InlineData("A-2,Jo,Low,1960-01-01\n", "the row has 4 fields and the header 5")]
    [InlineData("A-2,Jo,Low,Jr,1960-01-01,lee@riverside.example\n", "the row has 6 fields and the header 5")]
    [InlineData("A-2,\"Jo\"y,Low,1960-01-01,lee@riverside.example\n", "there is text after a closing quote")]
    public void Read_BrokenRow_SaysWhere(string row, string expected)
    {
        var file = Read($"{Header}\n{Maria}\n{row}");

        Assert.StartsWith(expected, Assert.Single(file.Errors, e => e.Line == 3).Message, StringComparison.Ordinal);
        Assert.Equal("A-1", Assert.Single(file.Rows).Patient.ExternalId);
    }

    [Fact]
    public void Read_OnlyAHeader_SaysThereIsNoPatient() => Assert.Contains("there is no patient", Assert.Single(Read(Header).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_Encodings_TakesUtf8AndNothingElse()
    {
        var text = $"{Header}\n{Maria}\n";

        Assert.Equal("María", Assert.Single(Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]).Rows).Patient.PreferredName);
        var latin = Assert.Single(Read(Encoding.Latin1.GetBytes(text)).Errors);
        Assert.Equal((2, true), (latin.Line, latin.Message.Contains("save it as \"CSV UTF-8\"", StringComparison.Ordinal)));
        Assert.Contains("UTF-16", Assert.Single(Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]).Errors).Message, StringComparison.Ordinal);
        Assert.Contains("workbook", Assert.Single(Read("PK\u0003\u0004\0\0"u8.ToArray()).Errors).Message, StringComparison.Ordinal);
    }

    private static PatientFile Read(string csv, Practice? practice = null) => Read(Encoding.UTF8.GetBytes(csv), practice);

    private static PatientFile Read(byte[] csv, Practice? practice = null) => PatientCsv.Read(new MemoryStream(csv), practice ?? Shipped.Practice, Plans, Today);
}
