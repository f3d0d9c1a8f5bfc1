using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.Patients;

namespace Outreach.Local.Simulation.Personas;

/// <summary>A small scripted patient who answers by herself when a text arrives on her phone. The same texts at the same times get the same answers.</summary>
/// <param name="InShort">One line for people: "her new tablets give her a rash".</param>
/// <param name="Rules">The first that fits an arriving text is used; none fits: no answer.</param>
internal sealed record Persona(string Id, PhoneNumber Number, string InShort, ImmutableArray<PersonaRule> Rules);

/// <summary>What a persona does with texts that fit.</summary>
internal sealed record PersonaRule
{
    /// <summary>Fits a text that holds one of these, compared without case and accents; empty fits any text.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Fits only texts that ask something; thanks and information need no answer.</summary>
    public bool OnlyQuestions { get; init; } = true;

    /// <summary>One for each text that fits. Once they are used up the rule fits no more; see <see cref="Again"/>.</summary>
    public required ImmutableArray<PersonaTurn> Turns { get; init; }

    /// <summary>It fits on, and the last turn is taken again every time.</summary>
    public bool Again { get; init; }
}

/// <summary>What is done at one fitting text: no reply at all, one, or a burst.</summary>
internal sealed record PersonaTurn(ImmutableArray<PersonaReply> Replies)
{
    public static readonly PersonaTurn Silence = new([]);
}

internal sealed record PersonaReply(string Text, Duration After);
