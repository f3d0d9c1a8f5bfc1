using System.Collections.Immutable;
using Outreach.Core.Documents;

namespace Outreach.Core.Practices.Yaml;

/// <summary>"on_call": a list of { who: lee, times: { sat-sun: "00:00-24:00" }, from: …, to: … }.</summary>
internal sealed class RotaReader(Findings findings, IReadOnlyCollection<string> providers)
{
    public ImmutableArray<Shift> Read(Fields practice)
    {
        var shifts = practice.List("on_call", "a list of { who: …, times: { sat-sun: \"00:00-24:00\" } }");
        return [.. shifts.Select(Shift).OfType<Shift>()];
    }

    private Shift? Shift(Node node)
    {
        if (Fields.Of(node, PracticeShapes.Shift, findings) is not { } fields || findings.Text(fields.Get("who"), "a provider id") is not { } who) return null;
        if (!providers.Contains(who)) findings.Error(fields.PlaceOf("who"), $"there is no provider '{who}'", Nearest.Suggest(who, providers));
        var (from, to) = (findings.Date(fields.Get("from")), findings.Date(fields.Get("to")));
        if (to < from) findings.Error(fields.PlaceOf("to"), "the shift ends before it begins", "write the earlier date as from:");
        return new Shift(who, new WeekTimesReader(findings).Read(fields.Get("times")), from, to);
    }
}
