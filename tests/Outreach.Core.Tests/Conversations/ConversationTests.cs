using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.Core.Tests.Conversations;

public class ConversationTests
{
    /// <summary>Set to 1, the files are rewritten instead of compared; read the difference before committing it.</summary>
    private const string Switch = "OUTREACH_REWRITE";

    /// <summary>Each runs once, for both tests.</summary>
    private static readonly ConcurrentDictionary<string, (string Text, ConversationRunner Runner)> Runs = new(StringComparer.Ordinal);

    public static TheoryData<string> Files => [.. ConversationFiles.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void GivenAScript_WhenRun_ThenTheConversationIsAsWritten(string file)
    {
        var path = Path.Combine(ConversationFiles.Folder, file);
        var written = File.ReadAllText(path);
        var now = Run(file).Text;
        if (Environment.GetEnvironmentVariable(Switch) == "1") File.WriteAllText(path, now);
        else Assert.Equal(written, now);
    }

    [Fact]
    public void GivenAllConversations_WhenRun_ThenNothingThatIsRegisteredIsWithoutOne()
    {
        HashSet<Type> commands = [], events = [];
        HashSet<MessageKind> kinds = [];
        HashSet<Ask> asks = [];
        foreach (var file in ConversationFiles.Names)
        {
            var (_, runner) = Run(file);
            var world = runner.World;
            commands.UnionWith(runner.Commands);
            events.UnionWith(world.Events.Select(e => e.GetType()));
            kinds.UnionWith(world.Events.OfType<Event.MessageQueued>().Select(e => e.Message.Kind));
            var opened = world.Events.OfType<Event.CheckInOpened>().ToDictionary(e => e.CheckIn.Id, e => e.CheckIn);
            foreach (var item in world.Events.OfType<Event.QuestionAsked>().Select(e => opened[e.CheckIn].Items[e.Place]))
            {
                asks.Add(world.Context.Plans.Find(item.Plan)!.CheckIn(item.CheckIn)!.Questions.First(q => q.Id == item.Question).Kind);
            }
        }

        Assert.Empty(Registered(typeof(Command)).Except(commands).Select(t => t.Name));
        Assert.Empty(Registered(typeof(Event)).Except(events).Select(t => t.Name));
        Assert.Empty(Enum.GetValues<MessageKind>().Except(kinds).Select(k => k.ToString()));
        Assert.Empty(Enum.GetValues<Ask>().Except([Ask.None, .. asks]).Select(a => a.ToString()));
    }

    /// <summary>Each plan is shown when all is well, when it gets worse, in silence, when an answer cannot be used, and in Spanish.</summary>
    [Fact]
    public void GivenAllConversations_WhenRead_ThenEveryPlanIsShownInAllItsMoods()
    {
        var shown = ConversationFiles.Names.Select(f => Conversation.Parse(File.ReadAllText(Path.Combine(ConversationFiles.Folder, f)))).Where(c => c.Has("shows"))
            .SelectMany(c => c.All("plan").Select(p => $"{p.Split(' ')[0]} {c.One("shows", "")}")).Order(StringComparer.Ordinal);
        string[] moods = ["Spanish", "silent", "unclear", "well", "worsening"];
        Assert.Equal(Shipped.Context.Plans.All.SelectMany(p => moods.Select(m => $"{p.Ref.Id} {m}")).Order(StringComparer.Ordinal), shown);
    }

    private static (string Text, ConversationRunner Runner) Run(string file) => Runs.GetOrAdd(file, name =>
    {
        var runner = new ConversationRunner(Conversation.Parse(File.ReadAllText(Path.Combine(ConversationFiles.Folder, name))));
        return (runner.Run(), runner);
    });

    private static IEnumerable<Type> Registered(Type type) =>
        type.GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>().Select(a => a.DerivedType);
}
