using System.Collections.Immutable;
using NodaTime;
using Outreach.Core.CarePlans;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;

namespace Outreach.Core.Patients;

/// <summary>An active patient with whom there is no contact: no way is left on which a message reaches them, or a plan holds them to be silent (R9).</summary>
/// <param name="Ways">Each channel, and why it is closed; empty where messages do arrive.</param>
/// <param name="Silences">Plans whose check-ins are not answered, for as many in a row as the plan itself calls silence.</param>
public sealed record Unreachable(ImmutableArray<ClosedWay> Ways, ImmutableArray<Silence> Silences)
{
    /// <summary>When the last way closed, or the first plan found the patient silent; null where nobody knows.</summary>
    public Instant? Since => Ways.IsEmpty ? Silences.Min(s => s.Since) : Ways.Max(w => w.Since);

    /// <summary>Null for whoever can be reached, and where nothing is to be sent: paused, in hospital, moved, deceased.</summary>
    public static Unreachable? Of(FollowUp state)
    {
        if (state.Patient is not { Status: PatientStatus.Active } patient) return null;
        ImmutableArray<ClosedWay> ways = Closed(state, patient, Channel.Sms) is { } sms && Closed(state, patient, Channel.Email) is { } email ? [sms, email] : [];
        ImmutableArray<Silence> silences = [.. state.Enrollments.Where(e => e.SilentSince is not null).Select(e => new Silence(e.Plan, e.MissedInARow, e.SilentSince!.Value))];
        return ways.IsEmpty && silences.IsEmpty ? null : new(ways, silences);
    }

    /// <summary>Null while messages may be sent there and no later word says that they fail.</summary>
    private static ClosedWay? Closed(FollowUp state, Patient patient, Channel channel)
    {
        if (Contacts.Of(patient).FirstOrDefault(c => c.Channel == channel) is not { } contact) return new(channel, WhyClosed.NoAddress, null, null);
        var standing = state.Standing(contact);
        if (standing?.OptedOutAt is { } optedOut) return new(channel, WhyClosed.OptedOut, null, optedOut);
        if (patient.ConsentFor(channel) is null) return new(channel, WhyClosed.NoConsent, null, null);
        if (standing?.Unusable is { } reason) return new(channel, WhyClosed.Unusable, reason, standing.UnusableAt);
        return FailingSince(state, contact) is { } since ? new(channel, WhyClosed.NotArriving, null, since) : null;
    }

    /// <summary>The first of the messages since the last that arrived there, or since the patient wrote from there; null where none failed.</summary>
    private static Instant? FailingSince(FollowUp state, ContactPoint contact)
    {
        Instant? since = null;
        for (var i = state.Sent.Length - 1; i >= 0; i--)
        {
            var sent = state.Sent[i];
            if (sent.To != contact || sent.Delivery is Delivery.Accepted or Delivery.Unknown) continue;
            if (sent.Delivery == Delivery.Delivered || (state.Conversation is { } talk && talk.With == contact && talk.OpenUntil > sent.At)) break;
            since = sent.At;
        }

        return since;
    }
}

/// <param name="Detail">Why it is unusable, as "number does not exist"; null for every other reason.</param>
/// <param name="Since">Null where nobody knows.</param>
public sealed record ClosedWay(Channel Channel, WhyClosed Because, string? Detail, Instant? Since);

public enum WhyClosed
{
    NoAddress,
    NoConsent,
    OptedOut,

    /// <summary>The carrier refuses it for good, or its owner says that it is not the patient's.</summary>
    Unusable,

    /// <summary>What is sent there is accepted and then reported as failed.</summary>
    NotArriving,
}

/// <param name="Missed">Check-ins in a row.</param>
public sealed record Silence(PlanRef Plan, int Missed, Instant Since);
