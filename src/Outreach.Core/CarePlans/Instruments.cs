using System.Collections.Frozen;
using System.Collections.Immutable;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans;

/// <summary>
/// The instruments plans may name. Words stand here only where they were read in a public source that allows their use; others are left for the practice.
/// LOINC codes as published by Regenstrief (loinc.org).
/// </summary>
public static class Instruments
{
    private const string PhqTerms = "Drs. Spitzer, Williams, Kroenke and colleagues, with a grant from Pfizer Inc.; the forms say: no permission required to reproduce, translate, display or distribute";

    private static readonly InstrumentItem TwoWeeks = new("stem", null,
        "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
        "Durante las últimas 2 semanas, ¿qué tan seguido ha tenido molestias debido a los siguientes problemas?");

    private static readonly InstrumentItem PhqInterest = new("phq-interest", "44250-9", "Little interest or pleasure in doing things", "Poco interés o placer en hacer cosas");
    private static readonly InstrumentItem PhqMood = new("phq-mood", "44255-8", "Feeling down, depressed, or hopeless", "Se ha sentido decaído(a), deprimido(a) o sin esperanzas");
    private static readonly InstrumentItem GadNervous = new("gad-nervous", null, "Feeling nervous, anxious, or on edge", null);
    private static readonly InstrumentItem GadWorrying = new("gad-worrying", null, "Not being able to stop or control worrying", null);

    private static readonly ImmutableArray<InstrumentItem> HowOften =
    [
        new("answer-0", null, "Not at all", "Ningún día"),
        new("answer-1", null, "Several days", "Varios días"),
        new("answer-2", null, "More than half the days", "Más de la mitad de los días"),
        new("answer-3", null, "Nearly every day", "Casi todos los días"),
    ];

    /// <summary>The Spanish of the GAD forms was found in several wordings and in no form that names its terms.</summary>
    private static readonly InstrumentItem GadTwoWeeks = TwoWeeks with { Es = null };

    private static readonly ImmutableArray<InstrumentItem> GadHowOften = [.. HowOften.Select(a => a with { Es = null })];

    public static readonly Instrument Phq2 = new()
    {
        Id = "phq-2", Title = "PHQ-2", Panel = "55757-9", TotalCode = "55758-7",
        Source = "Arroll B et al. Ann Fam Med 2010;8:348-353 (PMC2906530): 3 or more is the usual cut-off, 2 or more the more sensitive one",
        Terms = PhqTerms, Stem = TwoWeeks, Answers = HowOften, Items = [PhqInterest, PhqMood],
        Bands = [new(0, "negative"), new(3, "positive")],
    };

    public static readonly Instrument Phq9 = new()
    {
        Id = "phq-9", Title = "PHQ-9", Panel = "44249-1", TotalCode = "44261-6",
        Source = "Kroenke K, Spitzer RL, Williams JB. J Gen Intern Med 2001;16:606-613",
        Terms = PhqTerms, Stem = TwoWeeks, Answers = HowOften,
        Items =
        [
            PhqInterest,
            PhqMood,
            new("phq-sleep", "44259-0", "Trouble falling or staying asleep, or sleeping too much", "Ha tenido dificultad para quedarse o permanecer dormido(a), o ha dormido demasiado"),
            new("phq-tired", "44254-1", "Feeling tired or having little energy", "Se ha sentido cansado(a) o con poca energía"),
            new("phq-appetite", "44251-7", "Poor appetite or overeating", "Sin apetito o ha comido en exceso"),
            new("phq-self", "44258-2", "Feeling bad about yourself - or that you are a failure or have let yourself or your family down", "Se ha sentido mal con usted mismo(a) - o que es un fracaso o que ha quedado mal con usted mismo(a) o con su familia"),
            new("phq-concentrating", "44252-5", "Trouble concentrating on things, such as reading the newspaper or watching television", "Ha tenido dificultad para concentrarse en ciertas actividades, tales como leer el periódico o ver la televisión"),
            new("phq-moving", "44253-3", "Moving or speaking so slowly that other people could have noticed? Or the opposite - being so fidgety or restless that you have been moving around a lot more than usual", "¿Se ha movido o hablado tan lento que otras personas podrían haberlo notado? o lo contrario - muy inquieto(a) o agitado(a) que ha estado moviéndose mucho más de lo normal"),
            new("phq-self-harm", "44260-8", "Thoughts that you would be better off dead or of hurting yourself in some way", "Pensamientos de que estaría mejor muerto(a) o de lastimarse de alguna manera") { OnlyWhenRead = true },
        ],
        Bands = [new(0, "none or minimal"), new(5, "mild"), new(10, "moderate"), new(15, "moderately severe"), new(20, "severe")],
    };

    public static readonly Instrument Gad2 = new()
    {
        Id = "gad-2", Title = "GAD-2",
        Source = "Kroenke K et al. Ann Intern Med 2007;146:317-325: 3 or more is positive",
        Terms = PhqTerms, Stem = GadTwoWeeks, Answers = GadHowOften, Items = [GadNervous, GadWorrying],
        Bands = [new(0, "negative"), new(3, "positive")],
    };

    public static readonly Instrument Gad7 = new()
    {
        Id = "gad-7", Title = "GAD-7", Panel = "69737-5", TotalCode = "70274-6",
        Source = "Spitzer RL et al. Arch Intern Med 2006;166:1092-1097",
        Terms = PhqTerms, Stem = GadTwoWeeks, Answers = GadHowOften,
        Items =
        [
            GadNervous,
            GadWorrying,
            new("gad-much", null, "Worrying too much about different things", null),
            new("gad-relaxing", null, "Trouble relaxing", null),
            new("gad-restless", null, "Being so restless that it's hard to sit still", null),
            new("gad-annoyed", null, "Becoming easily annoyed or irritable", null),
            new("gad-afraid", null, "Feeling afraid as if something awful might happen", null),
        ],
        Bands = [new(0, "minimal"), new(5, "mild"), new(10, "moderate"), new(15, "severe")],
    };

    /// <summary>The numeric rating scale in our own words; a fall of 2 points or 30 % is one that matters (Farrar 2001).</summary>
    public static readonly Instrument Pain = new()
    {
        Id = "pain", Title = "Pain, 0 to 10", Panel = "72514-3", TotalCode = "72514-3",
        Source = "Farrar JT et al. Pain 2001;94:149-158: 2 points or 30 % less is a change that matters",
        Terms = "a numeric rating scale is nobody's; the words are ours",
        Stem = new("stem", null, "", ""), Answers = [],
        Items = [new("pain", "72514-3", "How bad is your pain now, from 0 (no pain) to 10 (the worst)?", "¿Qué tan fuerte es su dolor ahora, de 0 (nada) a 10 (lo peor)?") { Kind = Ask.Scale0To10 }],
        Bands = [new(0, "none"), new(1, "mild"), new(4, "moderate"), new(7, "severe")],
    };

    /// <summary>One question of our own: a clinical question, not a validated score. 2 of 7 days or more is below 80 % of days covered.</summary>
    public static readonly Instrument DosesMissed = new()
    {
        Id = "doses-missed", Title = "Doses missed in 7 days",
        Source = "own single question; 2 or more of 7 days is below 80 % of days covered",
        Terms = "the words are ours",
        Stem = new("stem", null, "", ""), Answers = [],
        Items = [new("days-missed", null, "In the last 7 days, on how many days did you miss or skip a dose? 0 to 7", "En los últimos 7 días, ¿cuántos días se le pasó o dejó una dosis? De 0 a 7") { Kind = Ask.DaysMissed }],
        Bands = [new(0, "on most days"), new(2, "below 80 % of days")],
    };

    public static readonly ImmutableArray<Instrument> All =
    [
        Phq2, Phq9, Gad2, Gad7, WholePersonInstruments.PromisGlobal10, WholePersonInstruments.PromisPhysical, WholePersonInstruments.PromisMental, WholePersonInstruments.AhcHrsn,
        WholePersonInstruments.AhcHrsnSafety, WholePersonInstruments.HungerVitalSign, WholePersonInstruments.Loneliness, Pain, DosesMissed,
    ];

    public static readonly ImmutableArray<Instrument> Scored = [.. All.Where(i => !i.HasNoScore)];

    private static readonly FrozenDictionary<string, Instrument> s_byId = All.ToFrozenDictionary(i => i.Id, StringComparer.Ordinal);

    public static Instrument? Find(string id) => s_byId.GetValueOrDefault(id);
}
