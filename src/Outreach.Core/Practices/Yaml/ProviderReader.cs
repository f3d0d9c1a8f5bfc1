using System.Collections.Immutable;
using Outreach.Core.Documents;
using Outreach.Core.Patients;

namespace Outreach.Core.Practices.Yaml;

internal sealed class ProviderReader(Findings findings)
{
    private readonly Dictionary<string, Node> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<EmailAddress> _emails = [];
    private readonly List<(string Of, string Cover, Node At)> _covers = [];

    public IReadOnlyCollection<string> Ids => _ids.Keys;

    public ImmutableArray<Provider> Read(Fields practice)
    {
        var nodes = practice.List("providers", "a list of { id: …, name: …, email: … }");
        if (nodes.IsEmpty && practice.Get("providers") is ListNode empty) findings.Error(empty, "a practice without providers", "list at least one");
        var providers = nodes.Select(Read).OfType<Provider>().ToImmutableArray();
        foreach (var (of, cover, at) in _covers)
        {
            if (cover == of) findings.Error(at, $"'{of}' cannot cover for themselves", "name another provider");
            else if (!_ids.ContainsKey(cover)) findings.Error(at, $"there is no provider '{cover}'", Nearest.Suggest(cover, Ids));
        }
        foreach (var provider in providers.Where(p => !p.Away.IsEmpty && p.Cover is null && _ids.ContainsKey(p.Id)))
            findings.Warning(_ids[provider.Id], $"'{provider.Id}' will be away and has no cover", "add cover: the provider who stands in");
        return providers;
    }

    private Provider? Read(Node node)
    {
        if (Fields.Of(node, PracticeShapes.Provider, findings) is not { } fields) return null;
        var id = findings.Id(fields.Get("id"), "lee");
        var email = findings.Email(fields.Get("email"));
        var cover = findings.Text(fields.Get("cover"), "ortiz");
        if (id is not null && !_ids.TryAdd(id, fields.PlaceOf("id"))) findings.Error(fields.PlaceOf("id"), $"'{id}' is there already", "give each provider an id of their own");
        if (email is { } address && !_emails.Add(address)) findings.Error(fields.PlaceOf("email"), "another provider has this email address", "give each provider an address of their own");
        if (cover is not null) _covers.Add((id ?? "", cover, fields.PlaceOf("cover")));
        return new Provider
        {
            Id = id ?? "",
            Name = findings.Text(fields.Get("name"), "Dr. Lee") ?? "",
            Email = email ?? default,
            Mobile = findings.Phone(fields.Get("mobile")),
            Cover = cover,
            Away = [.. fields.List("away", "a list of { from: …, to: … }").Select(Absence).OfType<Absence>()],
        };
    }

    private Absence? Absence(Node node)
    {
        if (Fields.Of(node, PracticeShapes.Absence, findings) is not { } fields) return null;
        if (findings.Date(fields.Get("from")) is not { } from || findings.Date(fields.Get("to")) is not { } to) return null;
        if (to < from) findings.Error(fields.PlaceOf("to"), "the absence ends before it begins", "write the earlier date as from:");
        return new Absence(from, to);
    }
}
