using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Outreach.App.Ledgers;
using Outreach.App.Stepping;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Json;
using Outreach.Core.Patients;

namespace Outreach.App.Enrolling;

/// <summary>Patients are registered, brought up to date, enrolled and withdrawn.</summary>
public sealed class Registrar(ILedgerStore ledgers, IContactBook contacts, Submit submit, IClock clock)
{
    /// <summary>Two drafts of one external id at once would otherwise both find nobody.</summary>
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>The same draft twice changes nothing, and no draft undoes an opt-out (R4).</summary>
    /// <param name="by">Who says so: a provider's id, "import", "api".</param>
    /// <param name="commandId">Decided once, whatever is repeated under it.</param>
    public async ValueTask<Registered> RegisterAsync(PatientDraft draft, string by, string commandId, CancellationToken cancel)
    {
        var externalId = draft.Patient.ExternalId;
        var gate = gates[(int)((uint)StringComparer.Ordinal.GetHashCode(externalId) % (uint)gates.Length)];
        await gate.WaitAsync(cancel);
        try
        {
            return await ledgers.PatientByExternalIdAsync(externalId, cancel) is { } known
                ? await UpdateAsync(known, draft, by, commandId, cancel)
                : await CreateAsync(draft, by, commandId, cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    public ValueTask<Submitted> EnrollAsync(PatientId id, PlanRef plan, LocalDate anchor, string by, string commandId, CancellationToken cancel) =>
        submit(id, new Command.Enroll(plan, anchor, by) { Id = commandId, At = clock.GetCurrentInstant() }, cancel);

    public ValueTask<Submitted> WithdrawAsync(PatientId id, string plan, string by, string reason, string commandId, CancellationToken cancel) =>
        submit(id, new Command.Withdraw(plan, by, reason) { Id = commandId, At = clock.GetCurrentInstant() }, cancel);

    public ValueTask<Submitted> ChangeStatusAsync(PatientId id, PatientStatus status, string by, string reason, string commandId, CancellationToken cancel) =>
        submit(id, new Command.ChangeStatus(status, by, reason) { Id = commandId, At = clock.GetCurrentInstant() }, cancel);

    /// <summary>Lifted for everybody who is reached there (R4): the turn tells the book of contact points and the others.</summary>
    public ValueTask<Submitted> LiftOptOutAsync(PatientId id, ContactPoint contact, string by, string reason, string commandId, CancellationToken cancel) =>
        submit(id, new Command.ContactOptedIn(contact, by, reason) { Id = commandId, At = clock.GetCurrentInstant() }, cancel);

    private async ValueTask<Registered> CreateAsync(PatientDraft draft, string by, string commandId, CancellationToken cancel)
    {
        var id = NewId(draft, commandId);
        var patient = draft.Patient with { Id = id, Status = draft.Status ?? PatientStatus.Active };
        var submitted = await SubmitProfileAsync(patient, draft, by, commandId, cancel);
        if (submitted.Refusal is null) return new(id, Registration.Created, null);
        await contacts.LinkAsync(id, [], cancel);
        return new(id, Registration.Refused, submitted.Refusal);
    }

    /// <summary>From the command's id, which is random or the caller's own, so that a repeat after a crash finds the ledger the first one began.</summary>
    private static PatientId NewId(PatientDraft draft, string commandId) => new(DerivedId.From($"patient|{commandId}|{draft.Patient.ExternalId}"));

    private async ValueTask<Registered> UpdateAsync(PatientId id, PatientDraft draft, string by, string commandId, CancellationToken cancel)
    {
        if (await ledgers.OutcomeAsync(id, commandId, cancel) is { Decided: true } before) return Repeat(id, draft, commandId, before);
        var state = (await ledgers.LoadAsync(id, cancel)).State;
        var now = state.Patient;
        var patient = draft.Over(now) with { Id = id, Status = now?.Status ?? PatientStatus.Active };
        var changed = now is null || !Same(now, draft.OverWishes ? patient : state.Wishes.Of(patient));
        if (changed && (await SubmitProfileAsync(patient, draft, by, commandId, cancel)).Refusal is { } refusal)
        {
            await contacts.LinkAsync(id, now is null ? [] : Contacts.WritesFrom(now), cancel);
            return new(id, Registration.Refused, refusal);
        }
        // A record that says "active" every night ends neither a pause the patient asked for nor the silence after a death: a person does.
        var paused = (state.Wishes.Paused || state.InMourning) && draft.Status == PatientStatus.Active;
        if (draft.Status is not { } status || status == patient.Status || paused) return new(id, changed ? Registration.Updated : Registration.Unchanged, null);
        var moved = await ChangeStatusAsync(id, status, by, "The practice's record of the patient says so.", commandId + ":status", cancel);
        return new(id, moved.Refusal is null ? Registration.Updated : Registration.Refused, moved.Refusal);
    }

    private async ValueTask<Submitted> SubmitProfileAsync(Patient patient, PatientDraft draft, string by, string commandId, CancellationToken cancel)
    {
        var linked = Contacts.WritesFrom(patient);
        var optedOut = ImmutableArray.CreateBuilder<ContactPoint>();
        foreach (var contact in linked)
        {
            if ((await contacts.FindAsync(contact, cancel)).OptedOutAt is not null) optedOut.Add(contact);
        }
        await contacts.LinkAsync(patient.Id, linked, cancel);
        return await submit(patient.Id, new Command.Register(patient, by, optedOut.ToImmutable()) { Id = commandId, At = clock.GetCurrentInstant(), Note = draft.Note, OverWishes = draft.OverWishes }, cancel);
    }

    /// <summary>By what would be stored: records compare the arrays in them by reference.</summary>
    private static bool Same(Patient one, Patient other) =>
        JsonSerializer.Serialize(one, OutreachJson.Options) == JsonSerializer.Serialize(other, OutreachJson.Options);

    private static Registered Repeat(PatientId id, PatientDraft draft, string commandId, InboxOutcome before) => before.RefusalCode is { } code
        ? new(id, Registration.Refused, new(code, before.RefusalMessage ?? ""))
        : new(id, id == NewId(draft, commandId) ? Registration.Created : Registration.Updated, null);
}

/// <param name="Refusal">Set when it was refused.</param>
public sealed record Registered(PatientId Id, Registration Outcome, SubmittedRefusal? Refusal);
