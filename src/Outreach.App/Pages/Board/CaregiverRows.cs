using System.Text.Json.Nodes;
using Outreach.App.Endpoints;
using Outreach.App.Enrolling;
using Outreach.Core.Patients;

namespace Outreach.App.Pages.Board;

/// <summary>The part of the patient's form that names caregivers: a set of fields each, and an empty one to add another. One is removed with a reason.</summary>
/// <param name="Rows">As they are shown.</param>
/// <param name="Body">As the body of POST /api/patients has them.</param>
/// <param name="Changed">In words for the timeline (R15); null where nothing is different.</param>
internal sealed record CaregiverRows(IReadOnlyList<CaregiverRow> Rows, JsonArray Body, string? Changed)
{
    private const int Most = 20;
    private const string Remove = "remove";
    private const string May = "may";
    private const string Why = "why";
    private const string Was = "was";

    private static readonly (string Name, string Label, string Type)[] Texts =
    [
        ("name", "Name", "text"), ("mobile", "Mobile, as +12125550100", "tel"), ("consentSource", "Where the patient agreed, as intake form", "text"), ("consentDate", "The patient agreed on", "date"),
    ];

    private static readonly (string Value, string Label)[] Mays = [("hear", "Hears what is done"), ("speak", "Speaks for the patient"), ("hear-and-speak", "Hears and speaks")];

    private static readonly (string Value, string Label)[] WithRemoval = [.. Mays, (Remove, "Nothing any more: remove")];

    public static string Words(CaregiverMay may) => Label(PatientBody.Mays.First(m => m.Value == may).Key);

    public static CaregiverRows Known(JsonArray known) => new([.. known.Select((c, i) => new CaregiverRow(c!.AsObject(), (string?)c["mobile"] ?? "", "", i))], known, null);

    /// <param name="known">As they were when the form was made.</param>
    public static CaregiverRows Read(PostedForm form, JsonArray known)
    {
        List<CaregiverRow> rows = [];
        JsonArray body = [];
        List<string> changed = [];
        for (var i = 0; i < Most; i++)
        {
            var said = new JsonObject();
            foreach (var name in Texts.Select(t => t.Name).Append(May)) said[name] = form[Id(i, name)];
            if (Text(said, "name").Length == 0 && Text(said, "mobile").Length == 0) continue;
            var was = form[Id(i, Was)];
            var before = was.Length == 0 ? null : known.FirstOrDefault(c => (string?)c!["mobile"] == was);
            var why = form[Id(i, Why)];
            if (Text(said, May) == Remove)
            {
                rows.Add(new CaregiverRow(said, was, why, null));
                changed.Add($"{before?["name"]} is no longer a caregiver: {why}");
                continue;
            }

            rows.Add(new CaregiverRow(said, was, why, body.Count));
            body.Add(said.DeepClone());
            if (before is null || !JsonNode.DeepEquals(before, said)) changed.Add($"{Text(said, "name")}, caregiver, from now on: {Label(Text(said, May)).ToLowerInvariant()} ({Text(said, "consentSource")}, {Text(said, "consentDate")})");
        }

        // Only a reason removes: whom the form did not show stays.
        foreach (var unseen in known.Where(k => rows.TrueForAll(r => r.Was != (string?)k!["mobile"])))
        {
            rows.Add(new CaregiverRow(unseen!.AsObject(), (string?)unseen["mobile"] ?? "", "", body.Count));
            body.Add(unseen.DeepClone());
        }

        return new(rows, body, changed.Count == 0 ? null : string.Join("; ", changed));
    }

    /// <summary>What is wrong beside what the body's own reading finds.</summary>
    public IEnumerable<FieldError> Errors => Rows.Select((row, i) => (row, i)).Where(r => r.row.At is null && r.row.Why.Length == 0).Select(r => new FieldError(Id(r.i, Why), "Write why, in a few words; it is kept on the timeline."));

    /// <param name="errors">With the fields' names in the body, as caregivers[0].mobile, or of a removal.</param>
    public Html Render(IReadOnlyList<FieldError> errors) => Html.Join(Rows.Append(new CaregiverRow([], "", "", null)).Select((row, i) => Render(row, i, errors)));

    private static Html Render(CaregiverRow row, int i, IReadOnlyList<FieldError> errors)
    {
        var isNew = row.Was.Length == 0;
        var chosen = Text(row.Said, May);
        var removal = isNew ? Html.Empty : Field(Why, "Why they are removed", (id, invalid) => Html.Of($"""<input id="{id}" name="{id}" maxlength="200" value="{row.Why}"{invalid}>"""));
        return Html.Of($"""
            <fieldset class="full"><legend>{(isNew ? "Another caregiver, whom the patient has named" : $"Caregiver: {Text(row.Said, "name")}")}</legend><input type="hidden" name="{Id(i, Was)}" value="{row.Was}"><div class="grid">
            {Texts.Select(t => Field(t.Name, t.Label, (id, invalid) => Html.Of($"""<input id="{id}" name="{id}" type="{t.Type}" value="{Text(row.Said, t.Name)}"{invalid}>""")))}
            {Field(May, "What they may do", (id, invalid) => Html.Of($"""<select id="{id}" name="{id}"{invalid}>{(isNew ? Mays : WithRemoval).Select(m => Html.Of($"""<option value="{m.Value}"{(m.Value == chosen ? Html.Of($" selected") : Html.Empty)}>{m.Label}</option>"""))}</select>"""))}
            {removal}</div></fieldset>
            """);

        Html Field(string name, string label, Func<string, Html, Html> input)
        {
            var id = Id(i, name);
            if (errors.FirstOrDefault(e => e.Field == id || (row.At is { } at && e.Field == $"caregivers[{at}].{name}")) is not { } wrong) return Html.Of($"""<p><label for="{id}">{label}</label>{input(id, Html.Empty)}</p>""");
            return Html.Of($"""<p><label for="{id}">{label}</label><span class="wrong" id="{id}-wrong">{wrong.Message}</span>{input(id, Html.Of($" aria-invalid=\"true\" aria-describedby=\"{id}-wrong\""))}</p>""");
        }
    }

    private static string Label(string may) => Mays.FirstOrDefault(m => m.Value == may).Label ?? may;

    private static string Text(JsonObject said, string name) => (string?)said[name] ?? "";

    private static string Id(int i, string name) => $"caregiver-{i}-{name}";
}

/// <param name="Was">The number by which they are known; "" for a new one.</param>
/// <param name="Why">They are removed.</param>
/// <param name="At">Their place in the body; null where they are in it no more, or not yet.</param>
internal sealed record CaregiverRow(JsonObject Said, string Was, string Why, int? At);
