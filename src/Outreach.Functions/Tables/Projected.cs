using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;

namespace Outreach.Functions.Tables;

/// <summary>What the projections say of a ledger, as a few words that row <c>s</c> keeps, so that a commit writes to them only where something changes.</summary>
internal sealed class Projected
{
    private const int DigestBytes = 8;

    private readonly HashSet<string> before;

    public Projected(string before, FollowUp state)
    {
        this.before = [.. before.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var words = new List<string>();
        if (state.Patient is { } patient)
        {
            words.Add($"x{Digest(patient.ExternalId)}");
            if (!this.before.Contains(words[^1])) ExternalId = patient.ExternalId;
        }

        foreach (var list in state.Lists().Each())
        {
            words.Add($"l{list}");
            if (!this.before.Contains(words[^1])) Lists |= list;
        }

        var changed = ImmutableArray.CreateBuilder<EscalationRow>();
        foreach (var row in state.Escalations.Select(e => EscalationRow.Of(state.Id, e)))
        {
            words.Add($"{row.Id:N}{Digest(JsonSerializer.Serialize(row, OutreachJson.Options))}");
            if (!this.before.Contains(words[^1])) changed.Add(row);
        }

        Escalations = changed.DrainToImmutable();
        Words = string.Join(' ', words);
    }

    /// <summary>Null where the projection has it.</summary>
    public string? ExternalId { get; }

    /// <summary>Those in which the patient comes to stand.</summary>
    public PatientLists Lists { get; }

    /// <summary>Those that are new or not as the projection has them.</summary>
    public ImmutableArray<EscalationRow> Escalations { get; }

    public string Words { get; }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, DigestBytes));
}
