using System.Text.Json;
using Outreach.Core.CarePlans;
using Outreach.Core.CarePlans.Yaml;
using Outreach.Core.Documents;
using Outreach.Core.Messages;

namespace Outreach.Core.Tests.CarePlans;

/// <summary>Editors and reader agree on every key.</summary>
public class SchemaTests
{
    private static readonly JsonElement s_schema = JsonDocument.Parse(ShippedFiles.Text("careplan.schema.json")).RootElement;

    private static readonly Dictionary<string, Shape> s_shapes = new(StringComparer.Ordinal)
    {
        ["words"] = Bilingual.Shape,
        ["said"] = Bilingual.Said,
        ["approval"] = PlanShapes.Approval,
        ["caps"] = PlanShapes.Caps,
        ["threshold"] = PlanShapes.Threshold,
        ["checkIn"] = PlanShapes.CheckIn,
        ["onDays"] = PlanShapes.OnDays,
        ["everyDays"] = PlanShapes.EveryDays,
        ["onWeekdays"] = PlanShapes.OnWeekdays,
        ["question"] = PlanShapes.Question,
        ["concern"] = PlanShapes.Concern,
        ["instrument"] = PlanShapes.Instrument,
        ["closer"] = PlanShapes.Closer,
        ["pace"] = PlanShapes.Pace,
        ["inRange"] = PlanShapes.InRange,
        ["adherence"] = PlanShapes.Adherence,
        ["score"] = PlanShapes.Score,
        ["missed"] = PlanShapes.Missed,
        ["due"] = PlanShapes.Due,
        ["recheck"] = PlanShapes.Recheck,
        ["fit"] = PlanShapes.Fit,
        ["silence"] = PlanShapes.Silence,
        ["all"] = PlanShapes.All,
        ["any"] = PlanShapes.Any,
        ["not"] = PlanShapes.Not,
        ["answer"] = PlanShapes.Answer,
        ["level"] = PlanShapes.Level,
        ["change"] = PlanShapes.Change,
        ["average"] = PlanShapes.Average,
        ["count"] = PlanShapes.Count,
        ["age"] = PlanShapes.Age,
        ["ageBounds"] = PlanShapes.AgeBounds,
        ["sex"] = PlanShapes.Sex,
    };

    public static TheoryData<string> Shapes => [.. s_shapes.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Schema_EachShape_HasTheReadersKeys(string name) => AssertSame(s_shapes[name], Def(name));

    [Fact]
    public void Schema_Plan_HasTheReadersKeys() => AssertSame(PlanShapes.Plan, s_schema);

    [Fact]
    public void Schema_EveryGroup_IsCompared()
    {
        var groups = s_schema.GetProperty("$defs").EnumerateObject().Where(d => d.Value.TryGetProperty("properties", out _)).Select(d => d.Name);
        Assert.Equal([.. s_shapes.Keys.Append("profile").Order(StringComparer.Ordinal)], groups.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Schema_EveryCondition_IsOffered()
    {
        var offered = Def("condition").GetProperty("oneOf").EnumerateArray().Select(r => r.GetProperty("$ref").GetString()!.Split('/')[^1]);
        Assert.Equal([.. PlanShapes.Conditions.Select(c => c.Keys.First(k => k.Required).Name.Replace("in_range", "inRange", StringComparison.Ordinal)).Append("profile").Order(StringComparer.Ordinal)], offered.Order(StringComparer.Ordinal));
        Assert.Equal([.. PlanNames.ProfileLists.Keys.Order(StringComparer.Ordinal)], Keys(Def("profile")));
    }

    [Fact]
    public void Schema_Names_AreTheReaders()
    {
        Assert.Equal([.. PlanNames.Kinds.Keys.Order(StringComparer.Ordinal)], Names(Def("question").GetProperty("properties").GetProperty("kind")));
        Assert.Equal([.. PlanNames.Urgencies.Keys.Order(StringComparer.Ordinal)], Names(Def("urgency")));
        Assert.Equal([.. PlanNames.Sexes.Keys.Order(StringComparer.Ordinal)], Names(Def("sex").GetProperty("properties").GetProperty("sex")));
        Assert.Equal([.. PlanNames.Parts.Keys.Order(StringComparer.Ordinal)], Names(Def("level").GetProperty("properties").GetProperty("part")));
        Assert.Equal([.. Instruments.All.Select(i => i.Id).Order(StringComparer.Ordinal)], Names(Def("instrument").GetProperty("properties").GetProperty("instrument")));
        Assert.Equal([.. Instruments.Scored.Select(i => i.Id).Order(StringComparer.Ordinal)], Names(Def("score").GetProperty("properties").GetProperty("score")));
        Assert.All(Placeholders.All, p => Assert.Contains($"{{{p}}}", Def("words").GetProperty("description").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void ShippedPlans_FirstLine_NamesTheSchema() =>
        Assert.All(ShippedFiles.Plans, f => Assert.Equal("# yaml-language-server: $schema=careplan.schema.json", File.ReadLines(f).First()));

    private static void AssertSame(Shape shape, JsonElement schema)
    {
        Assert.Equal([.. shape.Keys.Select(k => k.Name).Order(StringComparer.Ordinal)], Keys(schema));
        Assert.Equal([.. shape.Keys.Where(k => k.Required).Select(k => k.Name).Order(StringComparer.Ordinal)], schema.GetProperty("required").EnumerateArray().Select(k => k.GetString()!).Order(StringComparer.Ordinal));
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
    }

    private static JsonElement Def(string name) => s_schema.GetProperty("$defs").GetProperty(name);

    private static IEnumerable<string> Keys(JsonElement schema) => schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Names(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Select(n => n.GetString()!).Order(StringComparer.Ordinal);
}
