using Outreach.Benchmarks.Measuring;
using Outreach.Core.Patients;
using Outreach.Core.Replies;
using Outreach.Testing;

namespace Outreach.Benchmarks.Reading;

/// <summary>Reads a reply of one text message, and longer ones to show that the time grows with the length.</summary>
internal static class ReadBenchmark
{
    private const double TargetMicroseconds = 100;

    private static readonly (string Name, string Text, Language Language)[] Replies =
    [
        ("160 characters, English", "no fever but my left ankle is swollen again and I get short of breath on the stairs, took both pills this morning 148 over 92, should I come in on Tuesday, thanks", Language.English),
        ("160 characters, Spanish", "no tengo fiebre pero traigo el tobillo hinchado y me canso al subir las escaleras, ya me tome las dos pastillas, 148 sobre 92, tengo que ir el martes, muchas gra", Language.Spanish),
        ("a bare reading", "128/76", Language.English),
    ];

    public static void Run(Findings findings)
    {
        foreach (var (name, text, language) in Replies)
        {
            var took = Time(text, language);
            findings.Add(new Figure(FigureParts.Reading, $"Reading a reply: {name}", $"{took.Cpu:N1} µs", $"{TargetMicroseconds:N0} µs", $"{TargetMicroseconds / took.Cpu:N1}", $"processor time, {took.Best:N1} to {took.Worst:N1}; {took.Bytes:N0} bytes"));
        }

        foreach (var times in (int[])[1, 4, 16])
        {
            var text = string.Concat(Enumerable.Repeat(Replies[0].Text + ". ", times));
            var took = Time(text, Language.English);
            findings.Say($"  {text.Length,6:N0} characters: {took.Cpu:N1} µs, {took.Cpu * 1000 / text.Length:N0} ns a character");
        }
    }

    private static Measured Time(string text, Language language)
    {
        var ask = OpenAsk.For(Ask.BloodPressure);
        return Measure.Each(100, () =>
        {
            for (var i = 0; i < 100; i++) ReplyReader.Default.Read(text, ask, language);
        });
    }
}
