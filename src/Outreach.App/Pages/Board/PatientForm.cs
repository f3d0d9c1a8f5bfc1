using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Enrolling;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Pages.Board;

/// <summary>Adding a patient and bringing one up to date, through the same reading as the API and the import.</summary>
internal static class PatientForm
{
    private static readonly (string Name, string Label, string Type)[] Texts =
    [
        ("externalId", "Your id for them", "text"), ("preferredName", "Name they go by", "text"), ("familyName", "Family name", "text"), ("birthDate", "Born", "date"),
        ("mobile", "Mobile, as +12125550100", "tel"), ("email", "Email", "email"), ("timeZone", "Time zone, as America/New_York", "text"),
        ("contactFrom", "May be written to from (empty: the practice's hours)", "time"), ("contactTo", "until", "time"),
        ("guardianName", "Guardian's name", "text"), ("guardianMobile", "Guardian's mobile", "tel"),
        ("consentSource", "Where consent was given, as intake form", "text"), ("consentDate", "Consent given on", "date"),
    ];

    private static readonly (string Name, string Label)[] Lists =
    [
        ("conditions", "Conditions"), ("medicines", "Medicines"), ("allergies", "Allergies"), ("familyHistory", "Family history"), ("geneticFindings", "Genetic findings"),
        ("lifestyle", "Lifestyle"), ("social", "Social situation"), ("goals", "Own goals"),
    ];

    private static readonly (string Name, string Label)[] Flags =
    [
        ("consentSms", "Agrees to texts"), ("consentEmail", "Agrees to email"), ("sharedPhone", "Somebody else also reads this phone"),
    ];

    public static Task ShowNewAsync(HttpContext context) => RenderAsync(context, null, new JsonObject { ["timeZone"] = context.Known().Practice.Zone.Id }, CaregiverRows.Known([]), []);

    public static async Task ShowAsync(HttpContext context)
    {
        if (await BoardGate.PatientAsync(context) is { } state) await ShowAsync(context, state, Views.Of(state.Patient!, context.Known().Practice));
    }

    public static Task AddAsync(HttpContext context) => SaveAsync(context, null);

    public static async Task ChangeAsync(HttpContext context)
    {
        if (await BoardGate.PatientAsync(context) is { } state) await SaveAsync(context, state);
    }

    private static Task ShowAsync(HttpContext context, FollowUp state, JsonObject body) => RenderAsync(context, state, body, CaregiverRows.Known(CaregiversOf(body)), []);

    private static JsonArray CaregiversOf(JsonObject body) => body["caregivers"] as JsonArray ?? [];

    private static async Task SaveAsync(HttpContext context, FollowUp? state)
    {
        var known = context.Known();
        if (await BoardGate.FormAsync(context) is not { } form) return;
        var before = state is null ? [] : Views.Of(state.Patient!, known.Practice);
        var caregivers = CaregiverRows.Read(form, CaregiversOf(before));
        var body = Overlay(before, form);
        body["caregivers"] = caregivers.Body;
        if (state is not null) body["externalId"] = state.Patient!.ExternalId;
        var fields = new Fields(JsonSerializer.SerializeToElement(body));
        var draft = PatientBody.Read(fields, known, context.Now().InZone(known.Practice.Zone).Date);
        IReadOnlyList<FieldError> errors = [.. fields.Errors(), .. caregivers.Errors];
        if (errors.Count > 0)
        {
            await RenderAsync(context, state, body, caregivers, errors);
            return;
        }

        var saved = await context.Service<Registrar>().RegisterAsync(draft with { Note = caregivers.Changed, OverWishes = state is not null }, context.Staff().By(known.Practice), form.CommandId, context.RequestAborted);
        if (saved.Refusal is { } refusal)
        {
            await RenderAsync(context, state, body, caregivers, [new FieldError("", refusal.Message)]);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"/board/patients/{saved.Id}?done={(saved.Outcome == Registration.Unchanged ? "nothing" : "saved")}#notice";
    }

    /// <summary>What the form does not show (thresholds, last done, own words) stays as it is; the status has its own form.</summary>
    private static JsonObject Overlay(JsonObject body, PostedForm form)
    {
        body.Remove("id");
        body.Remove("status");
        foreach (var (name, _, _) in Texts) body[name] = form[name].Length > 0 ? form[name] : null;
        foreach (var name in new[] { "sex", "language", "preferredChannel", "tone", "frequency", "providerEmail" }) body[name] = form[name].Length > 0 ? form[name] : null;
        foreach (var (name, _) in Flags) body[name] = form[name] == "on";
        foreach (var (name, _) in Lists)
        {
            body[name] = new JsonArray([.. form[name].Split(['\n', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => (JsonNode)item)]);
        }

        if (body["contactFrom"] is null) body.Remove("contactDays");
        return body;
    }

    private static Task RenderAsync(HttpContext context, FollowUp? state, JsonObject body, CaregiverRows caregivers, IReadOnlyList<FieldError> errors)
    {
        var practice = context.Known().Practice;
        var title = state is null ? "Add a patient" : $"{state.Patient!.PreferredName} {state.Patient.FamilyName}";
        var general = errors.Where(e => e.Field.Length == 0).Select(e => e.Message).FirstOrDefault() ?? (errors.Count > 0 ? "Please look at what is marked." : null);
        var main = Html.Of($"""
            {BoardLayout.Notice(null, general)}
            <h1>{title}</h1>
            <form method="post" action="{(state is null ? "/board/new" : $"/board/patients/{state.Id}/edit")}" class="card grid" novalidate>{BoardGate.Hidden(context)}
            {Texts.Where(t => state is null || t.Name != "externalId").Select(t => Field(t.Name, t.Label, errors, Html.Of($"""<input id="{t.Name}" name="{t.Name}" type="{t.Type}" value="{Value(body, t.Name)}"{Invalid(t.Name, errors)}>""")))}
            {Choice("sex", "Sex", PatientBody.Sexes.Keys.Select(k => (k, k)), body, errors)}
            {Choice("language", "Language", [("en", "English"), ("es", "Spanish")], body, errors)}
            {Choice("preferredChannel", "Prefers", [("sms", "Texts"), ("email", "Email")], body, errors)}
            {Choice("tone", "Tone of the texts", [("warm", "With a greeting"), ("brief", "Straight to the point, where the plan has such a wording")], body, errors)}
            {Choice("frequency", "How often", [("as-planned", "As the plan says"), ("less", "Less, where the plan allows"), ("more", "Never less than the plan says")], body, errors)}
            {Choice("providerEmail", "Provider", practice.Providers.Select(p => (p.Email.Value, p.Name)), body, errors)}
            {Lists.Select(l => Field(l.Name, l.Label + ", one a line", errors, Html.Of($"""<textarea id="{l.Name}" name="{l.Name}" rows="2"{Invalid(l.Name, errors)}>{Items(body, l.Name)}</textarea>""")))}
            <fieldset class="full"><legend>Agreed</legend>{Flags.Select(f => Html.Of($"""<p><label class="check"><input type="checkbox" name="{f.Name}"{(body[f.Name]?.GetValue<bool>() == true ? Html.Of($" checked") : Html.Empty)}> {f.Label}</label>{Wrong(f.Name, errors)}</p>"""))}</fieldset>
            {caregivers.Render(errors)}
            <p class="full"><button>Save</button></p></form>
            """);
        return BoardLayout.Of(context, title, main, errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity).WriteAsync(context);
    }

    private static Html Field(string name, string label, IReadOnlyList<FieldError> errors, Html input) => Html.Of($"""<p><label for="{name}">{label}</label>{Wrong(name, errors)}{input}</p>""");

    private static Html Choice(string name, string label, IEnumerable<(string Value, string Text)> options, JsonObject body, IReadOnlyList<FieldError> errors) => Field(name, label, errors, Html.Of(
        $"""<select id="{name}" name="{name}"{Invalid(name, errors)}>{options.Select(o => Html.Of($"""<option value="{o.Value}"{(Value(body, name) == o.Value ? Html.Of($" selected") : Html.Empty)}>{o.Text}</option>"""))}</select>"""));

    private static Html Wrong(string name, IReadOnlyList<FieldError> errors) =>
        errors.FirstOrDefault(e => e.Field == name) is { } error ? Html.Of($"""<span class="wrong" id="{name}-wrong">{error.Message}</span>""") : Html.Empty;

    private static Html Invalid(string name, IReadOnlyList<FieldError> errors) =>
        errors.Any(e => e.Field == name) ? Html.Of($" aria-invalid=\"true\" aria-describedby=\"{name}-wrong\"") : Html.Empty;

    private static string Value(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static string Items(JsonObject body, string name) => body[name] is JsonArray items ? string.Join('\n', items.Select(i => i!.GetValue<string>())) : "";
}
