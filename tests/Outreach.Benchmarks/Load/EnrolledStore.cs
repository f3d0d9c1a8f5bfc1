using System.Collections.Immutable;
using NodaTime;
using Outreach.App.Gateways;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Practices;
using Outreach.Local.Hosting;
using Outreach.Local.Storage;
using Outreach.Testing;

namespace Outreach.Benchmarks.Load;

/// <summary>A store in which so many patients were enrolled two days ago and have just been asked their first question. It is mid-morning where they live, whatever the time is here.</summary>
internal static class EnrolledStore
{
    public const string Plan = "post-visit";

    private const int AtOnce = 256;
    private const int AskedOnDay = 2;
    private const int MidMorning = 11;

    private static readonly WeekTimes AnyDay = WeekTimes.Of([.. Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).Select(d => (d, new LocalTime(8, 0), new LocalTime(20, 0)))]);

    public static PatientId Id(int n) => new(DerivedId.From($"load {n}"));

    public static PhoneNumber Mobile(int n) => PhoneNumber.TryParse($"+1212{5_000_000 + n:D7}")!.Value;

    public static async Task MakeAsync(DataFolder data, int patients, Instant now)
    {
        await using var store = LocalApp.OpenStore(data);
        var clock = new SetClock { Now = now - Duration.FromDays(AskedOnDay) };
        var context = Shipped.Context;
        var stepper = new Stepper(store, new OptOutIndex(store, store), new ContextSource(context), clock, new NobodyWatches());
        var zone = context.Zones[ZoneWhereItIsMidMorning(now)];
        var visit = clock.Now.InZone(zone).Date;
        await EachAsync(patients, async n =>
        {
            var patient = People.Rosa with { Id = Id(n), ExternalId = $"MRN-{n:D6}", Mobile = Mobile(n), Email = null, TimeZone = zone.Id, Window = AnyDay };
            await store.LinkAsync(patient.Id, [ContactPoint.Of(patient.Mobile!.Value)], default);
            await store.AppendAsync(patient.Id, new(new Command.Register(patient, "front desk", []) { Id = "register", At = clock.Now }, clock.Now), default);
            await store.AppendAsync(patient.Id, new(new Command.Enroll(context.Plans.Latest(Plan)!.Ref, visit, "front desk") { Id = "enroll", At = clock.Now }, clock.Now), default);
            await TurnAsync(stepper, patient.Id, clock.Now);
        });
        clock.Now = now;
        await EachAsync(patients, n => TurnAsync(stepper, Id(n), now));
        if ((await store.LoadAsync(Id(patients - 1), default)).State.CheckIn is null) throw new InvalidOperationException("The patients were to be asked, and were not.");
    }

    private static async Task TurnAsync(Stepper stepper, PatientId id, Instant now)
    {
        ImmutableArray<Command> attempts = [];
        do
        {
            var stepped = await stepper.StepAsync(id, attempts, default);
            attempts =
            [
                .. stepped.Claimed.Select(e => new Command.Attempted(e.Key, AttemptOutcome.Accepted, "accepted") { Id = $"attempt-{e.Key:N}-{e.Attempts}", At = now }),
                .. stepped.Claimed.Select(e => new Command.DeliveryReport(e.Key, DeliveryWord.Delivered, "delivered") { Id = $"report-{e.Key:N}", At = now }),
            ];
        }
        while (attempts.Length > 0);
    }

    private static string ZoneWhereItIsMidMorning(Instant now)
    {
        // The sign of these names is turned: Etc/GMT+5 is five hours behind.
        var ahead = MidMorning - now.InUtc().Hour;
        return ahead == 0 ? "Etc/GMT" : $"Etc/GMT{(ahead > 0 ? '-' : '+')}{Math.Abs(ahead)}";
    }

    private static Task EachAsync(int patients, Func<int, Task> work) =>
        Parallel.ForAsync(0, patients, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) => await work(n));

    private sealed class SetClock : IClock
    {
        public Instant Now { get; set; }

        public Instant GetCurrentInstant() => Now;
    }
}
