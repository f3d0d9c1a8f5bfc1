using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using Outreach.App.Enrolling;
using Outreach.App.Ledgers;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Functions.Tests.Tables;
using Outreach.Testing;
using Xunit.Abstractions;

namespace Outreach.Functions.Tests.EndToEnd;

/// <summary>Patients texting at a set rate, by the carrier's events in the queue. On Azurite, which is one process on this machine: what it shows is that nothing is lost or late by our doing, not how fast Azure is.</summary>
[Collection(AzuriteTests.Name)]
public sealed class EventLoadTests(AzuriteServer azurite, ITestOutputHelper output)
{
    private const int Patients = 30;
    private const int TextsEach = 4;
    private const int ASecond = 10;
    private const int DangerOneIn = 11;
    private static readonly string[] Words = ["doing fine", "took the walk today", "thank you", "slept well"];

    private readonly ConcurrentDictionary<string, double> handledAt = new(StringComparer.Ordinal);
    private readonly Stopwatch watch = Stopwatch.StartNew();

    [Fact]
    public async Task TextsAtARate_AreEachDecidedOnce_AndADangerTellsTheProviderInItsOwnStep()
    {
        await using var azure = await AzureWay.StartAsync(azurite, Handled);
        var patients = new List<(PatientId Id, string Mobile)>();
        for (var n = 0; n < Patients; n++) patients.Add(await EnrollAsync(azure, n));
        // Once before, each: what is compiled or opened at the first text, and what enrolling still has in the queue, is no text's own time.
        var warm = patients.ConvertAll(p => (p.Mobile, Id: $"warm-{Guid.NewGuid():N}"));
        await Task.WhenAll(warm.Select(w => azure.TextAsync(w.Mobile, "good morning", w.Id)));
        await AzureWay.WaitAsync("the first texts to be handled", () => Task.FromResult(warm.All(w => handledAt.ContainsKey(w.Id)) ? warm : null));

        var sent = new List<(PatientId Patient, string Id, bool IsDanger, double At)>();
        var typing = new List<Task>();
        var began = watch.Elapsed;
        for (var n = 0; n < Patients * TextsEach; n++)
        {
            var due = began + TimeSpan.FromSeconds((double)n / ASecond);
            if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed);
            var (patient, mobile) = patients[n % Patients];
            var (id, danger) = ($"load-{Guid.NewGuid():N}", n % DangerOneIn == DangerOneIn - 1);
            sent.Add((patient, id, danger, due.TotalMilliseconds));
            typing.Add(azure.TextAsync(mobile, danger ? "my chest hurts and I cannot breathe" : Words[n / Patients], id));
        }

        await Task.WhenAll(typing);
        await AzureWay.WaitAsync("the events to be handled", () => Task.FromResult(sent.All(s => handledAt.ContainsKey(s.Id)) ? sent : null));
        var took = sent.Select(s => handledAt[s.Id] - s.At).Order().ToList();
        var sustained = sent.Count / ((sent.Max(s => handledAt[s.Id]) - began.TotalMilliseconds) / 1000);
        foreach (var ((patient, id, danger, _), store) in sent.Select(s => (s, azure.Service<ILedgerStore>())))
        {
            var timeline = await store.WholeTimelineAsync(patient, default);
            var text = Assert.Single(timeline, e => e.Event is Event.ReplyRecorded reply && reply.MessageId == id);
            if (danger) Assert.Contains(timeline, e => e.Place[..10] == text.Place[..10] && e.Event is Event.MessageQueued { Message.Kind: MessageKind.Escalation });
        }

        var dangers = sent.Count(s => s.IsDanger);
        string Of(double share) => took[(int)(share * (took.Count - 1))].ToString("N0", CultureInfo.InvariantCulture);
        var figure = new Figure(
            FigureParts.Load, "Functions app on Azurite: text sent until its event is stored, decided and answered, p99", $"{Of(0.99)} ms", "", "",
            string.Create(CultureInfo.InvariantCulture, $"p50 {Of(0.5)}, p95 {Of(0.95)}, max {Of(1)} ms; {sent.Count} texts of {Patients} enrolled at {ASecond} a second, after one of each to warm up, through carrier, storage queue and tables of Azurite, {sustained:N0} a second handled; each decided once, the provider's notification in the step of the danger for {dangers} of {dangers}. An emulator on this machine: no word on Azure's own speed"));
        figure.Hand();
        output.WriteLine($"{figure.What}: {figure.Value}; {figure.How}");
    }

    private void Handled(string message)
    {
        using var told = JsonDocument.Parse(message);
        var data = told.RootElement.GetProperty("data");
        if (data.TryGetProperty("messageId", out var id)) handledAt.TryAdd(id.GetString()!, watch.Elapsed.TotalMilliseconds);
    }

    private static async Task<(PatientId Id, string Mobile)> EnrollAsync(AzureWay azure, int n)
    {
        var mobile = string.Create(CultureInfo.InvariantCulture, $"+1212554{n:D4}");
        var patient = People.Rosa with { Id = default, ExternalId = $"LOAD-{n}-{Guid.NewGuid():N}", Mobile = PhoneNumber.TryParse(mobile), Email = null };
        var registrar = azure.Service<Registrar>();
        var registered = await registrar.RegisterAsync(new PatientDraft(patient, PatientStatus.Active), "api", $"register-{n}", default);
        await registrar.EnrollAsync(registered.Id, Shipped.Context.Plans.Latest("post-visit")!.Ref, Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InUtc().Date, "api", $"enroll-{n}", default);
        return (registered.Id, mobile);
    }
}
