using NodaTime;
using Outreach.App.Links;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Tests.Links;

public sealed class LinkSignerTests
{
    private static readonly LinkTarget Staff = new(
        LinkKind.Escalation, new(Guid.Parse("0a7c3f0e5d1b4e7e9b5e2b9a6c1d2e3f")), "lee", Guid.Parse("5b0c9f6e-4b77-8d4f-9d6d-0d5d1f2b3a4c"), Instant.FromUtc(2026, 3, 3, 14, 0));

    private static readonly LinkTarget Patient = Staff with { Kind = LinkKind.CheckIn, Recipient = LinkTarget.PatientRecipient };

    private static LinkSigner Signer(byte key = 1) => new([.. Enumerable.Repeat(key, 32)], () => "https://outreach.example");

    private static string Token(LinkTarget target, byte key = 1) => Signer(key).Path(target)[3..];

    [Fact]
    public void Read_OwnToken_GivesTheTargetBack()
    {
        Assert.Equal(Staff, Signer().Read(Token(Staff)));
        Assert.Equal(Patient, Signer().Read(Token(Patient)));
    }

    [Fact]
    public void Url_SameTarget_IsTheSameLinkAndShortEnoughForOneText()
    {
        var url = Signer().Url(Patient);

        Assert.Equal(url, Signer().Url(Patient));
        Assert.StartsWith("https://outreach.example/c/", url, StringComparison.Ordinal);
        Assert.StartsWith("https://outreach.example/e/", Signer().Url(Staff), StringComparison.Ordinal);
        Assert.InRange(url.Length, 1, 110);
        Assert.Matches("^[A-Za-z0-9_-]+$", Token(Patient));
    }

    [Fact]
    public void Url_AnyPartDiffers_IsAnotherLink()
    {
        LinkTarget[] targets =
        [
            Staff, Staff with { Recipient = "patel" }, Staff with { Target = Guid.Empty }, Staff with { Patient = new(Guid.Empty) },
            Staff with { Kind = LinkKind.CheckIn }, Staff with { ExpiresAt = Staff.ExpiresAt + Duration.FromSeconds(1) },
        ];

        Assert.Equal(targets.Length, targets.Select(t => Signer().Url(t)).Distinct().Count());
    }

    [Fact]
    public void Read_AnyCharacterChanged_IsNull()
    {
        var token = Token(Staff);

        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.Null(Signer().Read(changed));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("not a token")]
    [InlineData("////")]
    [InlineData("AAAA=")]
    public void Read_NotAToken_IsNull(string token) => Assert.Null(Signer().Read(token));

    [Fact]
    public void Read_CutLengthenedOrHuge_IsNull()
    {
        var token = Token(Staff);

        Assert.Null(Signer().Read(token[..^4]));
        Assert.Null(Signer().Read(token + "AAAA"));
        Assert.Null(Signer().Read(" " + token));
        Assert.Null(Signer().Read(new string('A', 100_000)));
    }

    [Fact]
    public void Read_SignedWithAnotherKey_IsNull() => Assert.Null(Signer().Read(Token(Staff, key: 2)));

    [Fact]
    public void Read_Expired_IsReturnedWithItsTime() => Assert.Equal(Staff.ExpiresAt, Signer().Read(Token(Staff))!.ExpiresAt);

    [Fact]
    public void FormProof_OtherTokenOrKey_IsRefused()
    {
        var proof = Signer().FormProof(Token(Staff));

        Assert.True(Signer().IsFormProof(Token(Staff), proof));
        Assert.False(Signer().IsFormProof(Token(Patient), proof));
        Assert.False(Signer(2).IsFormProof(Token(Staff), proof));
        Assert.False(Signer().IsFormProof(Token(Staff), null));
    }

    [Fact]
    public void Constructor_ShortKey_IsRefused() => Assert.Throws<ArgumentException>(() => new LinkSigner(new byte[31], () => ""));

    [Fact]
    public void Url_NoKind_IsRefused() => Assert.Throws<ArgumentException>(() => Signer().Url(Staff with { Kind = LinkKind.None }));
}
