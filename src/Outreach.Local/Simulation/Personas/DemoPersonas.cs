using System.Collections.Immutable;
using Outreach.Core.Patients;
using static Outreach.Local.Simulation.Personas.PersonaScript;

namespace Outreach.Local.Simulation.Personas;

/// <summary>The twelve people of the demo, as they text.</summary>
internal static class DemoPersonas
{
    public static readonly ImmutableArray<Persona> All =
    [
        Of("grace", "+12125550121", "takes everything well", Language.English,
            Always(Feeling, "Better, thank you so much for asking!", 95),
            Always(["yes or no"], "no, all good")),

        Of("walter", "+12125550122", "forgets, and answers the reminder", Language.English,
            Always(ChaseUp, "Oh sorry, I forgot again! 128/79", 140),
            Ignores(FirstOfADay)),

        Of("harold", "+12125550123", "his weight creeps up", Language.English,
            InTurn(Weight, 60, "182", "183", "184.5 lbs", "186", "188 this morning", "188.5", "187", "185.5", "184", "183"),
            Always(Weight, "183", 60)),

        Of("denise", "+12125550124", "her new tablets give her a rash", Language.English,
            InTurn(Reading, 70, "121/78 but since the new tablets I have a red itchy rash on both arms", "119/76"),
            Always(Reading, "120/77"),
            InTurn(["hives all over"], 80, "No, only the rash on my arms"),
            InTurn(["anything bothered you"], 50, "Yes"),
            InTurn(["how much does it bother"], 45, "2"),
            InTurn(["got in the way"], 45, "2"),
            InTurn(MissedDays, 60, "2")),

        Of("lupita", "+12125550125", "texts in misspelt Spanish", Language.Spanish,
            InTurn(Feeling, 100, "igual grasias", "peor, me duele mucho el estomago i tengo fievre"),
            Always(Feeling, "ya mejorsita"),
            InTurn(["molestia nueva"], 60, "no", "sii", "no"),
            InTurn(["que le pasa"], 80, "no e comido nada desde ayer i bomito"),
            Always(["lo que le recetamos"], "1 si")),

        Of("frank", "+12125550126", "writes that he does not want to live", Language.English,
            InTurn(Reading, 80, "131/84. honestly i dont want to live anymore since Ellen died"),
            IgnoresAll),

        Of("tina", "+12125550127", "opts out with STOP", Language.English,
            InTurn(Feeling, 90, "better", "STOP")),

        Silent("marcus", "+12125550128", "never answers"),

        Of("rosa", "+12125550129", "shares a phone with her daughter", Language.English,
            InTurn(Feeling, 85, "This is Ana, her daughter. Mom says she feels the same", "Better today", "Better"),
            Always(Feeling, "better"),
            InTurn(["on the list"], 70, "No, the pharmacy did not have one of them")),

        Of("leon", "+12125550130", "his blood pressure is very high, with a headache at the recheck", Language.English,
            InTurn(DangerSigns, 50, "Yes, a really bad headache"),
            InTurn(Reading, 55, "188/122", "184/118", "162/101", "158/96"),
            Always(Reading, "152/92")),

        Of("carmen", "+12125550131", "answers well, in Spanish", Language.Spanish,
            Always(Feeling, "mejor gracias"),
            Always(["si o no"], "no")),

        Of("earl", "+12125550132", "writes blood pressures in his own way", Language.English,
            InTurn(Reading, 65, "one forty two over 88", "138 / 86 pulse 71", "BP was 135-84 after coffee", "it says 141 over eighty seven", "1 3 6 over 8 2"),
            Always(Reading, "sys 134 dia 83")),
    ];
}
