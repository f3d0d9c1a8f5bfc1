using Microsoft.DurableTask;
using NSubstitute;
using Outreach.Functions.FollowUps;

namespace Outreach.Functions.Tests.FollowUps;

/// <summary>One turn of the orchestrator over a substituted context: writes down every call in order, and answers as told.</summary>
internal sealed class Scene
{
    public const string Patient = "11111111222243338444555555555555";

    public static readonly DateTime Now = new(2026, 3, 2, 14, 0, 0, DateTimeKind.Utc);

    private readonly TaskCompletionSource<object?> nudge = new();

    public Scene()
    {
        Context = Substitute.For<TaskOrchestrationContext>();
        Context.InstanceId.Returns(Patient);
        Context.CurrentUtcDateTime.Returns(Now);
        Context.CallActivityAsync<Turned>(Arg.Any<TaskName>(), Arg.Any<object?>(), Arg.Any<TaskOptions?>())
            .Returns(call => Called(call.ArgAt<TaskName>(0).Name, call.ArgAt<object?>(1), call.ArgAt<TaskOptions?>(2)));
        Context.WaitForExternalEvent<object?>(Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(call => Waited(call.ArgAt<string>(0), call.ArgAt<CancellationToken>(1)));
        Context.CreateTimer(Arg.Any<DateTime>(), Arg.Any<CancellationToken>())
            .Returns(call => Timed(call.ArgAt<DateTime>(0), call.ArgAt<CancellationToken>(1)));
        Context.When(c => c.ContinueAsNew(Arg.Any<object?>(), Arg.Any<bool>()))
            .Do(call => Calls.Add($"continue as new, input {call.ArgAt<object?>(0) ?? "none"}, events kept {call.ArgAt<bool>(1)}"));
    }

    public TaskOrchestrationContext Context { get; }

    public List<string> Calls { get; } = [];

    public List<DueMessage> Delivered { get; } = [];

    /// <summary>What Step comes to.</summary>
    public Func<Task<Turned>> Step { get; set; } = () => Task.FromResult(new Turned([], null));

    /// <summary>What an attempt comes to.</summary>
    public Func<DueMessage, Task<Turned>> Deliver { get; set; } = _ => Task.FromResult(new Turned([], null));

    public TaskCompletionSource Timer { get; } = new();

    public DateTime? FireAt { get; private set; }

    public CancellationToken OfNudge { get; private set; }

    public CancellationToken OfTimer { get; private set; }

    public TaskOptions? StepOptions { get; private set; }

    public Task Turn { get; private set; } = Task.CompletedTask;

    public void Nudge() => nudge.TrySetResult(null);

    public Scene Begin()
    {
        Turn = FollowUp.RunAsync(Context);
        return this;
    }

    public Task EndAsync() => Turn.WaitAsync(TimeSpan.FromSeconds(10));

    public static TaskFailedException Failed(string task) => new(task, 1, new InvalidOperationException("the store is down"));

    public static DueMessage Due(int number, bool byEmail = false) => new(Patient, new Guid(number, 0, 0, new byte[8]), 1, byEmail);

    private Task<Turned> Called(string activity, object? input, TaskOptions? options)
    {
        Calls.Add($"{activity} {input}");
        if (activity == Activities.Step)
        {
            StepOptions = options;
            return Step();
        }

        Assert.Null(options);
        var due = Assert.IsType<DueMessage>(input);
        Delivered.Add(due);
        return Deliver(due);
    }

    private Task<object?> Waited(string name, CancellationToken cancel)
    {
        Calls.Add($"wait for {name}");
        OfNudge = cancel;
        cancel.Register(() => nudge.TrySetCanceled(cancel));
        return nudge.Task;
    }

    /// <summary>As the engine: one that is due, or past, fires at once.</summary>
    private Task Timed(DateTime fireAt, CancellationToken cancel)
    {
        Assert.Equal(DateTimeKind.Utc, fireAt.Kind);
        Calls.Add($"timer {fireAt:u}");
        FireAt = fireAt;
        OfTimer = cancel;
        cancel.Register(() => Timer.TrySetCanceled(cancel));
        if (fireAt <= Now) Timer.TrySetResult();
        return Timer.Task;
    }
}
