using System.Collections.Immutable;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.Core.CarePlans.Yaml;

/// <summary>What conditions need to know of a question; its kind is null where it could not be read, so that one mistake is one finding.</summary>
internal sealed record AskedQuestion(string Id, Ask? Kind, ImmutableArray<Words> Options, string? OwnUnit)
{
    public string? Unit => Kind is { } kind ? AskKinds.Unit(kind) ?? OwnUnit : OwnUnit;

    /// <summary>Of an instrument whose score counts it.</summary>
    public string? Instrument { get; init; }

    public bool IsAsked(AskedQuestion other) =>
        Kind is null || other.Kind is null || (Kind == other.Kind && Options.SequenceEqual(other.Options) && OwnUnit == other.OwnUnit);
}
