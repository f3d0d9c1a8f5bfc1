using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;
using Outreach.Local.Simulation.Personas;

namespace Outreach.Local.Tests.Simulation;

public sealed class PersonaTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 14, 0);

    private const string FirstText =
        "Hi Leon, this is Riverside Family Practice. Dr. Ortiz asked us to text you about your home readings: 2 or 3 texts a day. Reply HELP for help, STOP to stop. Msg&data rates may apply. Not watched 24/7: in an emergency call 911.";

    private const string Reading = "Good morning Leon, it is Riverside Family Practice. Please sit and rest 5 minutes before you measure. What is your reading? Please send both numbers, like 128/82.";

    private const string Weight = "Good morning Harold, it is Riverside Family Practice with your daily check-in. What did the scale say this morning, in pounds? For example 182.5.";

    [Theory]
    [InlineData("leon", FirstText)]
    [InlineData("leon", "Thank you, we have it. We will ask again this evening.")]
    [InlineData("harold", "Thank you for telling us. We are telling your care team today. If it gets hard to breathe, call 911.")]
    [InlineData("grace", "Thank you, Grace. Your care team has your answers. Call 212-555-0100 if you need us sooner.")]
    [InlineData("denise", "Thank you, Denise. Please do not stop on your own; text us or call 212-555-0100 first.")]
    [InlineData("carmen", "Hola Carmen, le escribe Riverside. Dr. Ortiz nos pidió enviarle mensajes sobre el seguimiento. Responda AYUDA para ayuda, ALTO para parar. Puede haber cargos.")]
    [InlineData("marcus", "Since you came home, do you feel BETTER, the SAME or WORSE?")]
    [InlineData("walter", "Good morning Walter, it is Riverside. What is your reading? Please send both numbers, like 128/82.")]
    public void Hear_WhatNeedsNoAnswer_IsSilent(string persona, string text) => Assert.Empty(Hear(persona, text));

    [Theory]
    [InlineData("grace", "Since your visit, do you feel BETTER, the SAME or WORSE?", "Better, thank you so much for asking!")]
    [InlineData("grace", "Did you get everything we prescribed? 1 Yes, 2 Not yet, 3 Nothing was prescribed", "1")]
    [InlineData("walter", "Riverside checking in again: What is your reading? Please send both numbers, like 128/82.", "Oh sorry, I forgot again! 128/79")]
    [InlineData("leon", Reading, "188/122")]
    [InlineData("leon", "Do you have chest or back pain, trouble breathing, seeing or speaking, weakness, confusion, or a very bad headache? YES or NO", "Yes, a really bad headache")]
    [InlineData("frank", Reading, "131/84. honestly i dont want to live anymore since Ellen died")]
    [InlineData("denise", "How are you? Any trouble breathing, swelling of face, lips or tongue, fainting, hives all over, or skin that blisters? YES or NO", "No, only the rash on my arms")]
    [InlineData("carmen", "Desde su consulta, ¿se siente MEJOR, IGUAL o PEOR?", "mejor gracias")]
    [InlineData("lupita", "¿Tiene alguna molestia nueva que le preocupe? SÍ o NO", "no")]
    [InlineData("earl", "What is your reading? Please send both numbers, like 128/82.", "one forty two over 88")]
    [InlineData("rosa", "Do you have everything on the list you were given at discharge? YES or NO", "No, the pharmacy did not have one of them")]
    [InlineData("harold", "More swelling, short of breath or dizzy than usual today? YES or NO", "No")]
    public void Hear_AQuestion_IsAnsweredInCharacter(string persona, string text, string answer) => Assert.Equal([answer], Hear(persona, text));

    [Fact]
    public void Hear_DayAfterDay_TheWeightCreepsUp()
    {
        var harold = DemoPersonas.All.Single(p => p.Id == "harold");
        var used = ImmutableSortedDictionary<int, int>.Empty;
        List<string> said = [];
        for (var day = 0; day < 5; day++)
        {
            (var turn, used) = PersonaMind.Hear(harold, Weight, used);
            said.AddRange(turn.Replies.Select(r => r.Text));
        }

        Assert.Equal(["182", "183", "184.5 lbs", "186", "188 this morning"], said);
    }

    [Theory]
    [InlineData("harold", Weight, 12, "183")]
    [InlineData("leon", Reading, 6, "152/92")]
    [InlineData("frank", Reading, 2, null)]
    public void Hear_WhenTheScriptIsThrough_TheNextRuleHolds(string id, string text, int times, string? last)
    {
        var persona = DemoPersonas.All.Single(p => p.Id == id);
        var used = ImmutableSortedDictionary<int, int>.Empty;
        var turn = PersonaTurn.Silence;
        for (var i = 0; i < times; i++) (turn, used) = PersonaMind.Hear(persona, text, used);
        Assert.Equal(last, turn.Replies.SingleOrDefault()?.Text);
    }

    [Fact]
    public async Task Play_AcrossARestart_SaysEachThingOnceAtItsTime()
    {
        using var practice = new SimulatedPractice(Start, DemoPersonas.All);
        var leon = DemoPersonas.All.Single(p => p.Id == "leon").Number;
        await practice.SendAsync(leon, Reading);
        await practice.MoveByAsync(Duration.FromSeconds(30));
        Assert.Empty(practice.Received);
        practice.Restart();
        await practice.MoveByAsync(Duration.FromMinutes(5));
        practice.Restart();
        await practice.MoveByAsync(Duration.FromMinutes(5));
        var said = Assert.Single(practice.Received);
        Assert.Equal(("188/122", Start + Duration.FromSeconds(55)), (said.Text, said.At));
    }

    [Fact]
    public async Task Play_TheSameTextsTwice_AreTheSameAnswersWithTheSameTimes()
    {
        List<(string, Instant)>[] runs = [[], []];
        foreach (var run in runs)
        {
            using var practice = new SimulatedPractice(Start, DemoPersonas.All);
            foreach (var persona in DemoPersonas.All) await practice.SendAsync(persona.Number, Reading);
            await practice.MoveByAsync(Duration.FromMinutes(10));
            run.AddRange(practice.Received.Select(r => (r.From.Address + r.Text, r.At)).Order());
        }

        Assert.NotEmpty(runs[0]);
        Assert.Equal(runs[0], runs[1]);
    }

    [Fact]
    public void DemoPatients_EachHaveAPersonaOnTheirPhone_AndConsents()
    {
        Assert.Equal(
            DemoPersonas.All.Select(p => p.Number.Value).Order(StringComparer.Ordinal),
            DemoPatients.All.Select(d => d.Patient.Mobile!.Value.Value).Order(StringComparer.Ordinal));
        Assert.All(DemoPatients.All, d => Assert.Equal(2, d.Patient.Consents.Length));
        Assert.All(DemoPatients.All, d => Assert.InRange(d.EnrolledAt, DemoPatients.HistoryBegins, DemoPatients.DemoBegins));
        Assert.Equal(12, DemoPatients.All.Select(d => d.Patient.Id).Distinct().Count());
    }

    private static List<string> Hear(string persona, string text) =>
        [.. PersonaMind.Hear(DemoPersonas.All.Single(p => p.Id == persona), text, ImmutableSortedDictionary<int, int>.Empty).Turn.Replies.Select(r => r.Text)];
}
