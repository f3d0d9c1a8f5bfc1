using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Outreach.Core.Escalations;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.Core.Tests.FollowUps.Histories;

/// <summary>Generated histories: the same seed makes the same ones.</summary>
internal static class Generated
{
    internal static readonly string[] Texts =
    [
        "yes", "no", "sí", "No", "1", "2", "3", "5", "0", "7", "better", "same", "WORSE", "mejor", "peor", "igual", "ok", "thanks!", "gracias",
        "138/84", "188/122", "88 over 50", "162/112", "14/9", "182", "184.5 lbs", "83 kg", "190", "5.2", "101.8 F", "4500",
        "STOP", "stop texting me", "ALTO", "no me escriban más", "START", "HELP", "AYUDA", "wrong number", "numero equivocado",
        "STOP I have chest pain", "ALTO me duele el pecho", "chest pain", "no chest pain", "I cant breathe", "me duele el pexo", "no puedo respirar",
        "I dont want to live anymore", "ya no quiero vivir", "my husband has chest pain", "had chest pain last night", "dizzy and fell", "itchy rash",
        "he hits me", "can somebody call me", "can I take tylenol with this?", "¿puedo tomar ibuprofeno?", "is that high?", "refill please",
        "hjkl", "🙂", "👍", "", " ", "...", "Liked \"What is your reading?\"", "I'm driving right now", "{name} {phone} {link}", "<b>x</b>", "'; drop table", "\0\u200B\uFEFF", "no sé",
        "something is not right with me", "algo no esta bien conmigo", "I can't say I don't have chest pain", "this is her son, mom passed away", "my elbow", "no, but dizzy", "yes it is",
        "I think I took too many pills", "swollen leg", "quiero dejar de tomarlo", "this is his wife", "too expensive", "se me olvidó",
        "PLAN", "GOAL walk to church", "PAUSE", "pause 2 days", "vuelvo en una semana", "RESUME", "LESS", "menos", "MÁS", "EMAIL", "texto", "español", "English", "48", "310",
        new('a', 2000), string.Concat(Enumerable.Repeat("pain yes no 120/80 ", 80)),
    ];

    private static readonly string[] Plans = ["home-blood-pressure", "heart-failure-weight", "new-medicine", "post-visit", "post-discharge", "type-2-diabetes", "mood", "whole-person", "all-questions"];

    /// <summary>Ordinary days, and those on which clocks change in New York, Phoenix (never) and Santiago.</summary>
    private static readonly LocalDate[] Days =
    [
        new(2026, 3, 2), new(2026, 3, 7), new(2026, 4, 3), new(2026, 4, 4), new(2026, 7, 2), new(2026, 9, 4), new(2026, 9, 5), new(2026, 10, 31), new(2026, 12, 24),
    ];

    public static Arbitrary<History> All { get; } = Arb.From(Gen(6, 16), Smaller);

    public static Arbitrary<History> Short { get; } = Arb.From(Gen(1, 8), Smaller);

    private static Gen<History> Gen(int least, int most) =>
        from who in People
        from how in Practices
        from day in FsCheck.Fluent.Gen.Elements(Days)
        from minute in Minutes
        from plans in FsCheck.Fluent.Gen.SubListOf(Plans)
        from count in FsCheck.Fluent.Gen.Choose(least, most)
        from deeds in FsCheck.Fluent.Gen.ArrayOf(Scenes, count)
        select new History(who, how, day.AtMidnight().PlusMinutes(minute), plans.Count == 0 ? ["post-visit"] : [.. plans], [.. deeds.SelectMany(d => d)]);

    /// <summary>Mostly in the morning, when check-ins are soon due.</summary>
    private static Gen<int> Minutes => FsCheck.Fluent.Gen.Frequency((3, FsCheck.Fluent.Gen.Choose(7 * 60, 10 * 60)), (1, FsCheck.Fluent.Gen.Choose(0, 24 * 60 - 1)));

    private static Gen<bool> Often(int percent) => FsCheck.Fluent.Gen.Choose(1, 100).Select(n => n <= percent);

    private static Gen<Who> People =>
        from zone in FsCheck.Fluent.Gen.Elements("America/New_York", "America/Phoenix", "America/Santiago", "Pacific/Honolulu")
        from spanish in Often(40)
        from text in Often(90)
        from email in Often(60)
        from prefersEmail in Often(20)
        from shared in Often(20)
        from condition in FsCheck.Fluent.Gen.Elements("", "pregnancy", "heart failure")
        from medicine in FsCheck.Fluent.Gen.Elements("", "lisinopril", "warfarin", "oxycodone", "insulin")
        from lifestyle in FsCheck.Fluent.Gen.Elements("", "", "night shift")
        select new Who(zone, spanish ? Language.Spanish : Language.English, text, email, prefersEmail, shared, condition, medicine, lifestyle);

    private static Gen<How> Practices =>
        from confirms in Often(30)
        from inConfirmation in Often(60)
        from quiet in Often(30)
        select new How(confirms, inConfirmation, quiet);

    private static Gen<string> Text => FsCheck.Fluent.Gen.Elements(Texts);

    private static Gen<int> Provider => FsCheck.Fluent.Gen.Choose(0, 3);

    private static Gen<Duration> Waits => FsCheck.Fluent.Gen.Frequency(
        (5, FsCheck.Fluent.Gen.Choose(1, 180).Select(s => Duration.FromSeconds(s))),
        (6, FsCheck.Fluent.Gen.Choose(2, 90).Select(m => Duration.FromMinutes(m))),
        (5, FsCheck.Fluent.Gen.Choose(1, 16).Select(h => Duration.FromHours(h))),
        (2, FsCheck.Fluent.Gen.Choose(1, 3).Select(d => Duration.FromDays(d))));

    private static Gen<AttemptOutcome?> Outcome => FsCheck.Fluent.Gen.Elements<AttemptOutcome?>(
        AttemptOutcome.Accepted, AttemptOutcome.Passing, AttemptOutcome.Passing, AttemptOutcome.Permanent, AttemptOutcome.OptedOut, AttemptOutcome.Unknown, AttemptOutcome.Held, null);

    /// <summary>What chance alone brings together too rarely: an opt-out while messages wait, one unclear text after another, silence after a severe reading.</summary>
    private static Gen<Deed[]> Scenes => FsCheck.Fluent.Gen.Frequency(
        (18, Deeds.Select(d => new[] { d })),
        (1, FsCheck.Fluent.Gen.Elements("STOP", "ALTO", "STOP I have chest pain").Select(stop => new Deed[] { Failing, ForHours(4), new Deed.Says("can somebody call me"), new Deed.Says(stop), Failing, ForHours(3) })),
        (2, from text in FsCheck.Fluent.Gen.Elements("something is not right with me", "algo no esta bien conmigo", "better but something is not right")
            from answer in FsCheck.Fluent.Gen.Elements("yes", "sí", "no", "no but my chest hurts", "maybe", "STOP", "HELP", "188/122", "")
            from wait in FsCheck.Fluent.Gen.Elements(1, 3, 11)
            select new Deed[] { new Deed.Says(text), new Deed.Wait(Duration.FromMinutes(wait)), new Deed.Says(answer), new Deed.Wait(Duration.FromMinutes(11)) }),
        (1, FsCheck.Fluent.Gen.Elements(4, 9, 24).Select(hours => new Deed[] { ForHours(hours), new Deed.Says("hjkl"), Minute, new Deed.Says("blah"), Minute, new Deed.Says("what"), Minute })),
        (1, from p in Provider from m in FsCheck.Fluent.Gen.Elements(1, 3) select new Deed[] { new Deed.Says("dizzy and fell"), Minute, new Deed.Acknowledge(p, 45), new Deed.Wait(Duration.FromSeconds(m * 30)), new Deed.Undo(p), ForHours(2) }),
        (1, from p in Provider from t in Text select new Deed[] { new Deed.Says("can somebody call me"), Minute, new Deed.Write(p, "How are you now?"), Minute, new Deed.Says(t), ForHours(5) }),
        (1, from p in Provider from yes in FsCheck.Fluent.Gen.Elements("yes", "no", "chest pain", "hjkl") select new Deed[] { new Deed.Says("itchy rash"), Minute, new Deed.Resolve(p), ForHours(26), new Deed.Says(yes), Minute }),
        (1, FsCheck.Fluent.Gen.Elements("188/122", "164/112").Select(severe => new Deed[] { ForHours(3), new Deed.Says(severe), Minute, ForHours(1) })));

    private static Deed Failing => new Deed.Carrier([.. Enumerable.Repeat((AttemptOutcome?)AttemptOutcome.Passing, 6)]);

    private static Deed Minute => new Deed.Wait(Duration.FromMinutes(1));

    private static Deed ForHours(int hours) => new Deed.Wait(Duration.FromHours(hours));

    private static Gen<Deed> Deeds => FsCheck.Fluent.Gen.Frequency(
        (14, Text.Select(Deed (t) => new Deed.Says(t))),
        (2, from t in Text from ago in FsCheck.Fluent.Gen.Choose(1, 300) select (Deed)new Deed.SaidEarlier(t, ago)),
        (3, from a in Text from b in Text from c in Text select (Deed)new Deed.Burst(a, b, c)),
        (2, FsCheck.Fluent.Gen.Constant<Deed>(new Deed.AgainTheSame())),
        (4, from t in Text from n in FsCheck.Fluent.Gen.Choose(0, 5) select (Deed)new Deed.OnTheWeb(t, n)),
        (3, FsCheck.Fluent.Gen.Elements("hjkl", "blah", "no sé", "what").Select(Deed (t) => new Deed.Says(t))),
        (16, Waits.Select(Deed (w) => new Deed.Wait(w))),
        (2, from w in Waits from back in Often(40) select (Deed)new Deed.Jump(back ? -w : w * 4)),
        (4, from p in Provider from m in FsCheck.Fluent.Gen.Elements<int?>(null, -5, 10, 45, 240) select (Deed)new Deed.Acknowledge(p, m)),
        (2, from p in Provider from o in FsCheck.Fluent.Gen.Elements<CallOutcome?>(null, CallOutcome.Spoke, CallOutcome.LeftMessage, CallOutcome.NoAnswer) select (Deed)new Deed.Call(p, o)),
        (1, Provider.Select(Deed (p) => new Deed.Undo(p))),
        (1, from p in Provider from m in FsCheck.Fluent.Gen.Elements(-5, 0, 60) select (Deed)new Deed.Reads(p, m)),
        (2, from p in Provider from m in FsCheck.Fluent.Gen.Elements(-5, 30, 300, 2000, 20000) select (Deed)new Deed.Snooze(p, m)),
        (1, from p in Provider from c in Provider select (Deed)new Deed.AskColleague(p, c)),
        (1, Provider.Select(Deed (p) => new Deed.Leaves(p))),
        (3, Provider.Select(Deed (p) => new Deed.Resolve(p))),
        (2, from p in Provider from t in FsCheck.Fluent.Gen.Elements("", "Please rest today.", "Llámenos mañana.") select (Deed)new Deed.Write(p, t)),
        (5, FsCheck.Fluent.Gen.ArrayOf(Outcome, 6).Select(Deed (o) => new Deed.Carrier([.. o]))),
        (2, FsCheck.Fluent.Gen.Elements(Enum.GetValues<DeliveryWord>()).Select(Deed (w) => new Deed.Report(w))),
        (3, FsCheck.Fluent.Gen.Elements(PatientStatus.Active, PatientStatus.Active, PatientStatus.Paused, PatientStatus.InHospital, PatientStatus.Moved, PatientStatus.Deceased).Select(Deed (s) => new Deed.Status(s))),
        (1, FsCheck.Fluent.Gen.Constant<Deed>(new Deed.SharerOptsOut())),
        (2, FsCheck.Fluent.Gen.Constant<Deed>(new Deed.OptOutIsLifted())),
        (2, from p in FsCheck.Fluent.Gen.Elements(Plans) from d in FsCheck.Fluent.Gen.Choose(-2, 20) select (Deed)new Deed.Enroll(p, d)),
        (1, FsCheck.Fluent.Gen.Elements(Plans).Select(Deed (p) => new Deed.Withdraw(p))),
        (2, FsCheck.Fluent.Gen.Elements(Enum.GetValues<ProfileChange>()).Select(Deed (c) => new Deed.Change(c))),
        (1, FsCheck.Fluent.Gen.Constant<Deed>(new Deed.NewPlanVersions())));

    /// <summary>One deed less, then one plan less.</summary>
    private static IEnumerable<History> Smaller(History history)
    {
        for (var i = history.Deeds.Length - 1; i >= 0; i--) yield return history with { Deeds = history.Deeds.RemoveAt(i) };
        if (history.Plans.Length < 2) yield break;
        foreach (var plan in history.Plans) yield return history with { Plans = history.Plans.Remove(plan) };
    }
}
