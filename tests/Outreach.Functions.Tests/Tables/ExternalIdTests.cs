using FsCheck;
using FsCheck.Fluent;
using Outreach.App.Ledgers;
using Outreach.Functions.Tables;
using Outreach.Testing.Ledgers;

namespace Outreach.Functions.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class ExternalIdTests(AzuriteServer azurite) : TableTests(azurite)
{
    private static readonly string[] Odd =
    [
        "A", "a", "a-1", "a 1", "a/1", "a\\1", "a#1", "a?1", "a%1", "a'1", "a\"1", "a!1", "a$1", "a~1", "a_1", "a:1", "a.1", "a\t1", "a\n1", "a1", "aA", "aé", "a日", "a\U0001F600", "a\u007f",
        " a", "0", "-", "~", "!", new string('日', 100), new string('日', 99) + "a", new string('x', 1000), new string('x', 1001), new string('x', 999) + "y",
    ];

    [Fact]
    public async Task PatientsAsync_OddExternalIds_AreFoundAndInOrdinalOrder()
    {
        for (var n = 0; n < Odd.Length; n++) await RegisterAsync(n, Odd[n]);

        for (var n = 0; n < Odd.Length; n++) Assert.Equal(LedgerSamples.Id(n), await Store.PatientByExternalIdAsync(Odd[n], None));
        var listed = new List<string>();
        for (var page = await Store.PatientsAsync(7, null, None); page.Count > 0; page = await Store.PatientsAsync(7, listed[^1], None)) listed.AddRange(page.Select(p => p.ExternalId));
        Assert.Equal(Odd.Order(StringComparer.Ordinal).Where(IsShort), listed.Where(IsShort));
        Assert.Equal(Odd.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));

        // Of ids beyond what a key takes only the beginning keeps its order.
        static bool IsShort(string id) => id.Length <= 100;
    }

    [Fact]
    public void Key_OfAnyTwoIds_ComparesAsTheIdsDo()
    {
        var id = from chars in Gen.Elements("\0 !\"#$,-./019:?@AMZ[\\_`amz{|~\u007fé日\uD83D\uDE00\uFFFF".ToCharArray()).ListOf()
                 select new string([.. chars.Take(100)]);
        Prop.ForAll(id.Two().ToArbitrary(), ids => Math.Sign(string.CompareOrdinal(Key(ids.Item1), Key(ids.Item2))) == Math.Sign(string.CompareOrdinal(ids.Item1, ids.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

        static string Key(string id) => ExternalIdKey.Of(id) + ExternalIdKey.End;
    }

    [Fact]
    public async Task PatientByExternalIdAsync_RegisteredTwice_IsTheFirst()
    {
        await RegisterAsync(7, "MRN-7");
        await RegisterAsync(3, "MRN-7");
        await RegisterAsync(5, "MRN-7");

        Assert.Equal(LedgerSamples.Id(7), await Store.PatientByExternalIdAsync("MRN-7", None));
        Assert.Equal(3, (await Store.PatientsAsync(10, null, None)).Count);

        await RegisterAsync(7, "MRN-8");
        Assert.Equal(LedgerSamples.Id(3), await Store.PatientByExternalIdAsync("MRN-7", None));
    }

    [Fact]
    public async Task CommitAsync_DiesBeforeItRegisters_IsNobodyAndTheRowGoesWhenItIsOld()
    {
        await DyingBeforeAsync(r => r.IsTransactionIn("ledger"), () => RegisterAsync(1, "MRN-1"));

        Assert.Null(await Store.PatientByExternalIdAsync("MRN-1", None));
        Assert.Empty(await Store.PatientsAsync(10, null, None));
        Assert.Single(await Space.RowsAsync("patients"));
        Assert.Null(await Space.Open(Later).PatientByExternalIdAsync("MRN-1", None));
        Assert.Empty(await Space.RowsAsync("patients"));
    }

    [Fact]
    public async Task PatientsAsync_FormerIdsBetween_FillsThePage()
    {
        for (var n = 0; n < 6; n++)
        {
            await RegisterAsync(n, $"a-{n}");
            if (n % 2 == 0) await RegisterAsync(n, $"b-{n}");
        }

        Assert.Equal(["a-1", "a-3", "a-5", "b-0"], (await Store.PatientsAsync(4, null, None)).Select(p => p.ExternalId));
        Assert.Equal(["b-2", "b-4"], (await Store.PatientsAsync(4, "b-0", None)).Select(p => p.ExternalId));
    }

    /// <summary>An address may end up in a log of the network or of the account; a body does not.</summary>
    [Fact]
    public async Task ExternalId_IsInNoPathOfAnAddress()
    {
        var paths = new List<string>();
        Rules.Before = request =>
        {
            paths.Add(request.Url.Split('?')[0]);
            return Task.CompletedTask;
        };
        await RegisterAsync(1, "MRN-SECRET");
        await RegisterAsync(1, "MRN-OTHER");
        await Space.Open(Later).PatientByExternalIdAsync("MRN-SECRET", None);
        await Store.PatientsAsync(10, null, None);

        Assert.NotEmpty(paths);
        Assert.DoesNotContain(paths, p => p.Contains("MRN", StringComparison.Ordinal));
    }

    private Task RegisterAsync(int n, string externalId) => StepAsync(LedgerSamples.Commit(LedgerSamples.State(n) with { Patient = LedgerSamples.Patient(n, externalId) }));
}
