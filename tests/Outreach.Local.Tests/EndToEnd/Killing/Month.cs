using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;

namespace Outreach.Local.Tests.EndToEnd.Killing;

/// <summary>Thirty days of eight patients on all plans: what is done to the server, in order. The same every time.</summary>
internal sealed class Month
{
    public const int Days = 30;

    private static readonly DateTimeZone Practice = DateTimeZoneProviders.Tzdb["America/New_York"];
    private static readonly LocalDate First = new(2026, 3, 2);

    private static readonly Someone[] People =
    [
        new("ann", "America/New_York", ["heart-failure-weight"], ["180", "no"]),
        new("bob", "America/Chicago", ["home-blood-pressure"], ["128/82", "no"]),
        new("cora", "America/Phoenix", ["new-medicine"], ["yes", "no"]),
        new("dan", "America/New_York", ["post-discharge"], ["better", "no", "1"]) { Stops = 20, StartsAgain = 23 },
        new("rosa", "America/New_York", ["post-visit"], ["mejor", "no"]) { Language = "es", Danger = "me duele el pecho" },
        new("fay", "America/Los_Angeles", ["heart-failure-weight", "home-blood-pressure"], ["170", "131/85"]),
        new("gus", "America/New_York", ["post-discharge"], []),
        new("eve", "America/New_York", ["new-medicine"], []) { Email = "eve@home.example" },
    ];

    private readonly List<Act> acts = [];

    public Month()
    {
        foreach (var someone in People) Enroll(someone);
        for (var day = 0; day < Days; day++)
        {
            MoveTo(day, new LocalTime(9, 40));
            Texts(day, 0);
            MoveTo(day, new LocalTime(12, 10));
            Texts(day, 1);
            acts.Add(new("act", c => ActAsync(c, "acknowledge")));
            MoveTo(day, new LocalTime(15, 30));
            Texts(day, 2);
            acts.Add(new("act", c => ActAsync(c, "resolve")));
            MoveTo(day, new LocalTime(22, 0));
        }
    }

    public IReadOnlyList<Act> Acts => acts;

    /// <summary>Every text: its id and who sent it.</summary>
    public Dictionary<string, string> TextIds { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of texts that tell of an emergency.</summary>
    public HashSet<string> Dangers { get; } = new(StringComparer.Ordinal);

    private void Enroll(Someone someone)
    {
        acts.Add(new("register", c => c.RegisterAsync(someone.Registration())));
        foreach (var plan in someone.Plans) acts.Add(new("enroll", c => EnrollAsync(c, someone, plan)));
    }

    private void MoveTo(int day, LocalTime time) =>
        acts.Add(new("move", c => c.AdvanceToAsync(Practice.AtLeniently(First.PlusDays(day) + time).ToInstant())));

    private void Texts(int day, int slot)
    {
        for (var i = 0; i < People.Length; i++)
        {
            var someone = People[i];
            if (someone.Says(day, slot, i) is not { } text) continue;
            var id = string.Create(CultureInfo.InvariantCulture, $"{someone.Name}-{day}-{slot}");
            TextIds.Add(id, someone.Name);
            if (text == someone.Danger) Dangers.Add(id);
            acts.Add(new("text", c => c.TextAsync(someone.Phone, text, id)));
        }
    }

    private static async Task EnrollAsync(PracticeClient practice, Someone someone, string plan)
    {
        var known = (await practice.GetAsync("/api/patients"))["items"]!.AsArray().Single(p => (string?)p!["externalId"] == someone.Name);
        var body = JsonSerializer.Serialize(new { plan, anchor = "2026-03-01" });
        using var response = await practice.Http.PostAsync($"/api/patients/{known!["id"]}/enrollments", PracticeClient.Json(body));
        Assert.True(response.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, await response.Content.ReadAsStringAsync());
    }

    private static async Task ActAsync(PracticeClient practice, string act)
    {
        foreach (var open in await practice.EscalationsAsync())
        {
            var body = act == "resolve" ? new JsonObject { ["by"] = "lee", ["reason"] = "called" } : new JsonObject { ["by"] = "lee" };
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/escalations/{open!["id"]}/{act}") { Content = PracticeClient.Json(body.ToJsonString()) };
            request.Headers.Add("Idempotency-Key", $"{act}-{open["id"]}");
            using var response = await practice.Http.SendAsync(request);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    private sealed record Someone(string Name, string Zone, string[] Plans, string[] Usual)
    {
        private const int DangerEvery = 9;

        public string Language { get; init; } = "en";
        public string Danger { get; init; } = "I have chest pain";
        public string? Email { get; init; }
        public int Stops { get; init; } = int.MaxValue;
        public int StartsAgain { get; init; } = int.MaxValue;

        public string Phone => string.Create(CultureInfo.InvariantCulture, $"+121255502{Array.FindIndex(People, p => p.Name == Name):D2}");

        public JsonObject Registration()
        {
            var person = Email is null
                ? Persons.Ann(Name, Phone, Name, Zone)
                : Persons.Eve(Email).With("externalId", Name);
            return person.With("language", Language);
        }

        public string? Says(int day, int slot, int place)
        {
            if (Usual.Length == 0) return null;
            if (day == Stops && slot == 0) return "STOP";
            if (day == StartsAgain && slot == 0) return "START";
            if (day >= Stops && day < StartsAgain) return null;
            if (slot == 1 && (day + (place * 2)) % DangerEvery == DangerEvery - 1) return Danger;
            return slot < Usual.Length ? Usual[slot] : null;
        }
    }
}
