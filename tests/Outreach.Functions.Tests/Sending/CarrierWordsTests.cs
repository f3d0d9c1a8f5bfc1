using Outreach.Core.Patients;
using Outreach.Functions.Sending;

namespace Outreach.Functions.Tests.Sending;

public sealed class CarrierWordsTests
{
    [Theory]
    [InlineData("4007", true)]
    [InlineData("4007: The recipient has opted out", true)]
    [InlineData("Error (4007).", true)]
    [InlineData("Sender blocked for given recipient.", true)]
    [InlineData("SENDER BLOCKED", true)]
    [InlineData("The user opted out.", true)]
    [InlineData("4006", false)]
    [InlineData("No error.", false)]
    [InlineData("Unknown number +12125554007", false)]
    [InlineData("Unknown number +14007555012", false)]
    [InlineData("Unknown number (212) 555-4007", false)]
    [InlineData("Unknown number 212 555 4007", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsOptOut_WhatCarriersSay(string? words, bool is4007) => Assert.Equal(is4007, CarrierWords.IsOptOut(words));

    [Theory]
    [InlineData("4006", "4006")]
    [InlineData("Status 2000 delivered", "2000")]
    [InlineData("5001 temporary, attempt 2", "5001")]
    [InlineData("9999", "9999")]
    [InlineData("No error.", "failed")]
    [InlineData("+12125550150 does not exist", "failed")]
    [InlineData("212-555-4150 does not exist", "failed")]
    [InlineData("Rosa Marsh does not exist", "failed")]
    [InlineData(null, "failed")]
    public void Code_OfASentence_IsTheCodeAndNothingPersonal(string? words, string code) => Assert.Equal(code, CarrierWords.Code(words, "failed"));

    [Fact]
    public void SmsTag_Written_ReadsBack()
    {
        var (patient, key) = (new PatientId(Guid.NewGuid()), Guid.NewGuid());

        Assert.Equal((patient, key), SmsTag.Read(SmsTag.Write(patient, key)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("|")]
    [InlineData("newsletter")]
    [InlineData("11111111222243338444555555555555")]
    [InlineData("11111111222243338444555555555555|")]
    [InlineData("11111111222243338444555555555555|aaaaaaaabbbb8ccc8dddeeeeeeeeeeee|1")]
    [InlineData("11111111-2222-4333-8444-555555555555|aaaaaaaabbbb8ccc8dddeeeeeeeeeeee")]
    public void SmsTag_OfSomebodyElse_IsNotOurs(string? tag) => Assert.Null(SmsTag.Read(tag));
}
