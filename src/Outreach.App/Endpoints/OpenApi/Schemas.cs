using Outreach.App.Enrolling;

namespace Outreach.App.Endpoints.OpenApi;

/// <summary>The shapes that several endpoints share.</summary>
internal static class Schemas
{
    private static readonly (string Name, Schema Schema)[] Profile =
    [
        ("externalId", Schema.Text("The practice's own id of the patient; unique.")),
        ("preferredName", Schema.Text()),
        ("familyName", Schema.Text()),
        ("birthDate", Schema.Date()),
        ("sex", Schema.Word(PatientBody.Sexes.Keys)),
        ("language", Schema.Word(PatientBody.Languages.Keys)),
        ("timeZone", Schema.Text("IANA id; the practice's when left out.")),
        ("mobile", Schema.Text("As +12125550100.")),
        ("email", Schema.Text()),
        ("sharedPhone", Schema.Flag("Somebody else also reads this number.")),
        ("preferredChannel", Schema.Word(PatientBody.Channels.Keys)),
        ("tone", Schema.Word(PatientBody.Tones.Keys)),
        ("frequency", Schema.Word(PatientBody.Frequencies.Keys)),
        ("overWishes", Schema.Flag("A person saw what the patient chose by text (language, channel, frequency, goal) and says otherwise; left out, what the patient chose stays.")),
        ("contactFrom", Schema.Text("Local time as 09:00; the practice's contact hours when left out.")),
        ("contactTo", Schema.Text("Local time as 17:30.")),
        ("contactDays", Schema.ListOf(Schema.Word(ContactHours.Weekdays.Keys), "Every day when left out.")),
        ("status", Schema.Word(PatientBody.Statuses.Keys)),
        ("conditions", Schema.ListOf(Schema.Text())),
        ("medicines", Schema.ListOf(Schema.Text())),
        ("allergies", Schema.ListOf(Schema.Text())),
        ("familyHistory", Schema.ListOf(Schema.Text())),
        ("geneticFindings", Schema.ListOf(Schema.Text())),
        ("lifestyle", Schema.ListOf(Schema.Text())),
        ("social", Schema.ListOf(Schema.Text())),
        ("goals", Schema.ListOf(Schema.Text())),
        ("ownWords", Schema.MapOf(Schema.Text(), "What the patient calls things, by the slot of a plan's text, as {\"scale\": \"la pesa\"}.")),
        ("lastDone", Schema.MapOf(Schema.Date(), "What was last done when, as {\"colonoscopy\": \"2021-05-01\"}.")),
        ("thresholds", Schema.MapOf(new Schema { Type = "number" }, "Numbers set for this patient, as {\"home-blood-pressure.high\": 150}.")),
        ("providerEmail", Schema.Text("The responsible provider; one of the practice's.")),
        ("guardianName", Schema.Text()),
        ("guardianMobile", Schema.Text()),
        ("caregivers", Schema.ListOf(Schema.Object(("name", Schema.Text()), ("mobile", Schema.Text()), ("may", Schema.Word(PatientBody.Mays.Keys)), ("consentSource", Schema.Text("Where the patient agreed.")), ("consentDate", Schema.Date())), "Whom the patient has named to hear or speak for them; kept as they are where left out.")),
        ("consentSms", Schema.Flag()),
        ("consentEmail", Schema.Flag()),
        ("consentSource", Schema.Text("Where it was given, as \"intake form\".")),
        ("consentDate", Schema.Date()),
    ];

    private static readonly (string Name, Schema Schema) Id = ("id", Schema.Text("32 hex digits; random, says nothing."));

    private static readonly (string Name, Schema Schema)[] Escalation =
    [
        ("id", Schema.Uuid()),
        ("patientId", Schema.Text()),
        ("urgency", Schema.Word("routine", "urgent", "emergency")),
        ("status", Schema.Word("open", "acknowledged", "resolved")),
        ("openedAt", Schema.Moment()),
        ("nextStepAt", Schema.Moment("When the next on the ladder is told, or a promise ends; null once resolved.") with { OrNull = true }),
    ];

    private static readonly Schema Words = Schema.Object(("en", Schema.Text()), ("es", Schema.Text()));

    public static readonly IReadOnlyList<(string Name, Schema Schema)> Named =
    [
        ("PatientProfile", Schema.Object(Profile).Requiring("externalId", "preferredName", "familyName", "birthDate", "providerEmail")),
        ("Patient", Schema.Object([Id, .. Profile])),
        ("FollowedPatient", Schema.Object(
        [
            Id, .. Profile,
            ("plans", Schema.ListOf(Schema.Ref("Enrollment"))),
            ("pastPlans", Schema.ListOf(Schema.Object(("plan", Schema.Text("id@version")), ("anchor", Schema.Date())), "Ended or left.")),
            ("contacts", Schema.ListOf(Schema.Object(
                ("channel", Schema.Word(PatientBody.Channels.Keys)),
                ("address", Schema.Text()),
                ("optedOutAt", Schema.Moment() with { OrNull = true }),
                ("unusable", Schema.Text("Why nothing routine is sent there any more.") with { OrNull = true })))),
            ("openEscalation", Schema.Uuid() with { OrNull = true }),
        ])),
        ("Enrollment", Schema.Object(
            ("plan", Schema.Text("id@version")),
            ("anchor", Schema.Date()),
            ("enrolledAt", Schema.Moment()),
            ("because", Schema.ListOf(Schema.Text(), "What was changed for this patient, and why.")))),
        ("TimelineItem", Schema.Object(
            ("at", Schema.Moment()),
            ("event", Schema.Text("What happened, as \"message-sent\".")),
            ("text", Schema.Text("It in one sentence.")),
            ("why", Schema.Text("Which plan, which rule, which fact.") with { OrNull = true }),
            ("place", Schema.Text("Its place on the timeline.")),
            ("data", new Schema { Type = "object", Description = "The event as it is stored." }))),
        ("Escalation", Schema.Object(Escalation)),
        ("EscalationAfter", Schema.Object(
        [
            .. Escalation,
            ("acknowledgedBy", Schema.Text() with { OrNull = true }),
            ("until", Schema.Moment("By when whoever has it is to act: promised by a person, or the default for its urgency, which the patient is not told.") with { OrNull = true }),
            ("resolvedBy", Schema.Text() with { OrNull = true }),
            ("resolvedAt", Schema.Moment() with { OrNull = true }),
        ])),
        .. BoardEndpoints.Named,
        ("Plan", Schema.Object(
            ("plan", Schema.Text("id@version")),
            ("id", Schema.Text()),
            ("version", Schema.Whole()),
            ("title", Words),
            ("programme", Words),
            ("frequency", Words),
            ("anchor", Words),
            ("days", Schema.Whole()),
            ("sensitive", Schema.Flag()),
            ("approved", Schema.Object(("by", Schema.Text()), ("on", Schema.Date())) with { OrNull = true }))),
    ];
}
