using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using Outreach.App.Links;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.Escalations;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Tests.Pages;

/// <summary>A patient with a story, links to their pages, and forms as a browser sends them.</summary>
internal static partial class PageSamples
{
    public static LinkTarget StaffLink(string provider = "lee") => new(LinkKind.Escalation, Samples.Maria, provider, Samples.Escalation, Samples.Now + Duration.FromHours(1));

    public static LinkTarget PatientLink => new(LinkKind.CheckIn, Samples.Maria, LinkTarget.PatientRecipient, Samples.CheckIn, Samples.Now + Duration.FromDays(1));

    public static void PutEscalation(this TestServer server, Urgency urgency = Urgency.Urgent, string words = "Tengo los tobillos hinchados y me falta el aire en la escalera", ImmutableArray<Mark> marks = default)
    {
        var opened = Samples.OpenEscalation(urgency, words);
        if (!marks.IsDefault) opened = opened with { Concerns = [opened.Concerns[0] with { Marks = marks }] };
        var mobile = Samples.FollowUp.Contacts[0].Contact;
        server.Ledgers.Put(
            Samples.FollowUp with { Escalations = [opened], Observations = Weights() },
            new Event.MessageQueued(Message(MessageKind.CheckIn, "Buenos días Maria. ¿Cuánto pesa esta mañana?", Minutes(-30), null)) { At = Minutes(-30) },
            new Event.MessageSent(DerivedId.From("CheckIn"), MessageKind.CheckIn, mobile, true, Samples.CheckIn, null) { At = Minutes(-30) },
            new Event.MessageReported(DerivedId.From("CheckIn"), DeliveryWord.Delivered, "ok") { At = Minutes(-29) },
            new Event.ReplyRecorded("m1", mobile, "186 " + words, new(Intents.Answer, urgency, "186", "lb", Language.Spanish, []), Minutes(30)) { At = Minutes(-14) },
            new Event.EscalationOpened(opened) { At = Minutes(-14) },
            new Event.MessageQueued(Message(MessageKind.ToldTeam, "Gracias por avisar. Su equipo médico ya lo sabe. Si empeora, llame al 911.", Minutes(-14), opened.Id)) { At = Minutes(-14) },
            new Event.MessageSent(DerivedId.From("ToldTeam"), MessageKind.ToldTeam, mobile, false, null, opened.Id) { At = Minutes(-14) });
    }

    public static void PutCheckIn(this TestServer server, Func<CheckIn, CheckIn>? change = null) =>
        server.Ledgers.Put(Samples.FollowUp with { CheckIn = (change ?? (c => c))(Samples.OpenCheckIn), Observations = Weights() });

    public static async Task<(HttpResponseMessage Response, string Html)> OpenAsync(this TestServer server, LinkTarget link, string query = "")
    {
        var response = await server.Client.GetAsync(server.Links.Path(link) + query);
        return (response, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Opens the page and sends one of its forms, hidden fields included.</summary>
    public static async Task<(HttpResponseMessage Response, string Html)> SubmitAsync(this TestServer server, LinkTarget link, string act, params IEnumerable<(string Name, string Value)> fields)
    {
        var (_, page) = await server.OpenAsync(link);
        return await server.PostAsync(link, [.. HiddenFields(page, act), .. fields]);
    }

    public static async Task<(HttpResponseMessage Response, string Html)> PostAsync(this TestServer server, LinkTarget link, params IEnumerable<(string Name, string Value)> fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var response = await server.Client.PostAsync(server.Links.Path(link), content);
        return (response, await response.Content.ReadAsStringAsync());
    }

    public static IReadOnlyList<(string Name, string Value)> HiddenFields(string page, string act)
    {
        var form = Form().Matches(page).Select(m => m.Value).Single(f => f.Contains($"name=\"act\" value=\"{act}\"", StringComparison.Ordinal));
        return HiddenFieldsOf(form);
    }

    public static IReadOnlyList<(string Name, string Value)> HiddenFieldsOf(string form) =>
        [.. Hidden().Matches(form).Select(m => (m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)))];

    public static Instant Minutes(int fromNow) => Samples.Now + Duration.FromMinutes(fromNow);

    private static ImmutableArray<Observation> Weights()
    {
        decimal[] pounds = [180.4m, 180.9m, 180.6m, 181.8m, 182.9m, 184.5m, 186m];
        var weights = pounds.Select((w, i) => Observe("weight", i - 6, w.ToString(), w, null));
        (decimal Upper, decimal Lower)[] pressures = [(132, 84), (128, 82), (136, 86), (141, 88)];
        var measured = pressures.Select((p, i) => Observe("pressure", (i * 2) - 6, $"{p.Upper}/{p.Lower}", p.Upper, p.Lower));
        return [.. weights.Concat(measured).OrderBy(o => o.At), Observe("dizzy", 0, "yes", null, null), Observe("pain", 0, "3", 3, null)];
    }

    private static Observation Observe(string question, int day, string value, decimal? number, decimal? second) =>
        new(question, Minutes(-14) + Duration.FromDays(day), new LocalDate(2026, 3, 2).PlusDays(day), value, number, second, null);

    private static OutboxEntry Message(MessageKind kind, string text, Instant at, Guid? escalation) => new()
    {
        Key = DerivedId.From(kind.ToString()),
        Class = MessageClass.Direct,
        Kind = kind,
        To = Samples.FollowUp.Contacts[0].Contact,
        Recipient = "patient",
        Text = text,
        CheckIn = Samples.CheckIn,
        Escalation = escalation,
        Why = "home-check",
        QueuedAt = at,
        NextAttemptAt = at,
    };

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\">", RegexOptions.ExplicitCapture)]
    private static partial Regex Hidden();
}
