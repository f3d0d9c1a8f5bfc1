using System.Net;
using NodaTime;
using Outreach.App.Endpoints;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Tests.Pages;

public sealed class BoardCaregiverTests
{
    private static readonly string Patient = $"/board/patients/{Samples.Maria}";
    private static readonly Staff FrontDesk = new("desk@riverside.example", StaffRole.FrontDesk);
    private static readonly Caregiver Ana = new("Ana Restrepo", PhoneNumber.TryParse("+12125550160")!.Value, CaregiverMay.HearAndSpeak, "intake form", new LocalDate(2026, 2, 20));
    private static readonly Caregiver Jo = new("Jo Hill", PhoneNumber.TryParse("+12125550161")!.Value, CaregiverMay.Hear, "by phone", new LocalDate(2026, 2, 21));

    [Fact]
    public async Task Page_NamesThemWithScopeAndConsent()
    {
        await using var server = await WithAsync(Ana, Jo);

        var html = WebUtility.HtmlDecode(await server.Client.GetStringAsync(Patient));

        foreach (var part in new[] { "Ana Restrepo", "Hears and speaks", "212-555-0160", "intake form", "2026-02-20", "Jo Hill", "Hears what is done" }) Assert.Contains(part, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_AddsOne_WithTheConsentOnTheTimeline()
    {
        await using var server = await WithAsync();

        var saved = await SaveAsync(server, Row(0, "Ana Restrepo", "+12125550160", "hear-and-speak", "intake form", "2026-02-20"));

        Assert.Equal(Ana, Assert.Single(saved.Patient.Caregivers));
        Assert.Equal("Ana Restrepo, caregiver, from now on: hears and speaks (intake form, 2026-02-20)", saved.Note);
    }

    [Fact]
    public async Task Form_ChangesTheScopeOfOneAndRemovesTheOtherWithAReason()
    {
        await using var server = await WithAsync(Ana, Jo);

        var saved = await SaveAsync(server,
        [
            .. Row(0, Ana.Name, Ana.Mobile.Value, "hear", "by phone", "2026-03-01"),
            .. Row(1, Jo.Name, Jo.Mobile.Value, "remove", Jo.Source, "2026-02-21"), ("caregiver-1-why", "moved away"),
        ]);

        Assert.Equal(Ana with { May = CaregiverMay.Hear, Source = "by phone", On = new LocalDate(2026, 3, 1) }, Assert.Single(saved.Patient.Caregivers));
        Assert.Equal("Ana Restrepo, caregiver, from now on: hears what is done (by phone, 2026-03-01); Jo Hill is no longer a caregiver: moved away", saved.Note);
    }

    [Fact]
    public async Task Form_RemovalWithoutAReasonAndABadNumber_AreBothToldAndNothingIsLost()
    {
        await using var server = await WithAsync(Jo, Ana);

        var (answer, html) = await server.PostBoardAsync(Patient + "/edit", Patient + "/edit", "preferredName",
        [
            .. BoardTests.ProfileFields(), .. Row(0, Jo.Name, Jo.Mobile.Value, "remove", Jo.Source, "2026-02-21"), .. Row(1, Ana.Name, "555", "speak", "", "2026-02-20"),
        ]);
        html = WebUtility.HtmlDecode(html);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        foreach (var part in new[]
        {
            "id=\"caregiver-0-why-wrong\">Write why, in a few words", "id=\"caregiver-1-mobile-wrong\">Not understood. Give a phone number as +12125550100.",
            "id=\"caregiver-1-consentSource-wrong\">Missing.", "value=\"remove\" selected", "name=\"caregiver-1-was\" value=\"+12125550160\"",
        })
        {
            Assert.Contains(part, html, StringComparison.Ordinal);
        }

        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task Form_ThatDoesNotShowThem_KeepsThem()
    {
        await using var server = await WithAsync(Ana);

        var saved = await SaveAsync(server, [("mobile", "+12125550177"), ("caregiver-0-was", "")]);

        Assert.Equal(Ana, Assert.Single(saved.Patient.Caregivers));
        Assert.Null(saved.Note);
    }

    private static async Task<TestServer> WithAsync(params Caregiver[] caregivers)
    {
        var server = await TestServer.StartAsync(signedIn: FrontDesk);
        server.Ledgers.Put(Samples.FollowUp with { Patient = Samples.Patient with { Caregivers = [.. caregivers] } });
        return server;
    }

    private static async Task<Command.Register> SaveAsync(TestServer server, (string, string)[] fields)
    {
        var (answer, html) = await server.PostBoardAsync(Patient + "/edit", Patient + "/edit", "preferredName", BoardTests.ProfileFields(fields));
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, html);
        return Assert.IsType<Command.Register>(Assert.Single(server.Turns.Commands));
    }

    private static (string, string)[] Row(int i, string name, string mobile, string may, string source, string on) =>
    [
        ($"caregiver-{i}-name", name), ($"caregiver-{i}-mobile", mobile), ($"caregiver-{i}-may", may), ($"caregiver-{i}-consentSource", source), ($"caregiver-{i}-consentDate", on),
    ];
}
