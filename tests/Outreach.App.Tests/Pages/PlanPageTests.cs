using System.Net;
using NodaTime;
using Outreach.App.Links;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.CarePlans;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Tests.Pages;

public sealed class PlanPageTests
{
    private static readonly LinkTarget Link = new(LinkKind.Plan, Samples.Maria, LinkTarget.PatientRecipient, Guid.Parse("0d4d7a5e-6f0b-4c58-9c15-33b2c9a4f101"), Samples.Now + Duration.FromDays(1));

    [Fact]
    public async Task Page_Opened_SaysWhenAndNeitherWhatNorWhoNorWhy()
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp);

        var (response, html) = await server.OpenAsync(Link);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("<html lang=\"es\">", html, StringComparison.Ordinal);
        Assert.Contains("Cuándo le preguntamos", html, StringComparison.Ordinal);
        Assert.Matches("martes 3 de marzo, [0-9]+:[0-9]{2} AM", html);
        foreach (var personal in new[] { "Maria", "Restrepo", "1956", "¿Cuánto pesa", Samples.Plan.Title.Es })
        {
            Assert.DoesNotContain(personal, html, StringComparison.Ordinal);
        }
        Assert.Empty(server.Turns.Commands);
    }

    [Fact]
    public async Task Page_YearOfBirthGiven_SaysWhatAndWhy()
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp with { Patient = Samples.Patient with { Profile = HealthProfile.Empty with { Goals = ["caminar al parque"] } } });

        var (_, html) = await server.SubmitAsync(Link, "why", ("birthYear", "1956"));

        Assert.Contains(Samples.Plan.Title.Es, html, StringComparison.Ordinal);
        Assert.Contains("¿Cuánto pesa esta mañana?", html, StringComparison.Ordinal);
        Assert.Contains("<strong>Por qué:</strong> Para verlo pronto.", html, StringComparison.Ordinal);
        Assert.Contains("caminar al parque", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Restrepo", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WrongYears_TellNothing()
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp);

        foreach (var year in new[] { "1950", "1951", "1952", "1956" })
        {
            var (_, html) = await server.SubmitAsync(Link, "why", ("birthYear", year));
            Assert.DoesNotContain(Samples.Plan.Title.Es, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Page_SensitivePlanOnASharedPhone_IsNotOnIt()
    {
        await using var server = await TestServer.StartAsync(known: Samples.Context with { Plans = new PlanLibrary([Samples.Plan with { Sensitive = true }]) });
        server.Ledgers.Put(Samples.FollowUp with { Patient = Samples.Patient with { SharedPhone = true } });

        var (_, html) = await server.SubmitAsync(Link, "why", ("birthYear", "1956"));

        Assert.Contains("Qué hacemos con sus respuestas", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Samples.Plan.Title.Es, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ForWhoSeesLittle_IsLarge()
    {
        await using var server = await TestServer.StartAsync();
        server.Ledgers.Put(Samples.FollowUp with { Patient = Samples.Patient with { Profile = HealthProfile.Empty with { Conditions = ["Low vision"] } } });

        var (_, html) = await server.OpenAsync(Link);

        Assert.Contains("<html lang=\"es\" class=\"large\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_LinkOfACheckIn_OpensNothing()
    {
        await using var server = await TestServer.StartAsync();
        server.PutCheckIn();

        var response = await server.Client.GetAsync(server.Links.Path(PageSamples.PatientLink).Replace("/c/", "/p/", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
