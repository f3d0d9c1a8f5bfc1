using System.Text;
using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.Functions.Http;

namespace Outreach.Functions.Tests.Http;

public sealed class EntraRolesTests
{
    private const string RoleType = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

    [Theory]
    [InlineData("""{"auth_typ":"aad","name_typ":"name","role_typ":"roles","claims":[{"typ":"roles","val":"Outreach.Admin"}]}""")]
    [InlineData("""{"claims":[{"typ":"roles","val":"Outreach.Admin"}]}""")]
    [InlineData($$"""{"role_typ":"{{RoleType}}","claims":[{"typ":"name","val":"Ann"},{"typ":"{{RoleType}}","val":"Outreach.Admin"}]}""")]
    [InlineData("""{"role_typ":"roles","claims":[{"typ":"roles","val":"Other"},{"typ":"roles","val":"Outreach.Admin"}]}""")]
    public void HasRole_AdminAmongTheRoles_Is(string principal) => Assert.True(HasRole(Base64(principal)));

    [Theory]
    [InlineData("""{"role_typ":"roles","claims":[]}""")]
    [InlineData("""{"role_typ":"roles"}""")]
    [InlineData("""{"role_typ":"roles","claims":[{"typ":"roles","val":"outreach.admin"}]}""")]
    [InlineData("""{"role_typ":"roles","claims":[{"typ":"roles","val":"Outreach.AdminReader"}]}""")]
    [InlineData("""{"role_typ":"roles","claims":[{"typ":"name","val":"Outreach.Admin"}]}""")]
    [InlineData("""{"role_typ":"roles","claims":[{"typ":"roles"},{"val":"Outreach.Admin"}]}""")]
    [InlineData("""{"role_typ":null,"claims":[{"typ":null,"val":"Outreach.Admin"}]}""")]
    [InlineData("""{"role_typ":"roles","claims":[{"typ":"roles","val":["Outreach.Admin"]}]}""")]
    [InlineData("""{"role_typ":"roles","claims":{"typ":"roles","val":"Outreach.Admin"}}""")]
    [InlineData("""{"role_typ":1,"claims":["Outreach.Admin"]}""")]
    [InlineData("[]")]
    [InlineData("\"Outreach.Admin\"")]
    [InlineData("not JSON")]
    [InlineData("")]
    public void HasRole_AnythingElse_IsNot(string principal) => Assert.False(HasRole(Base64(principal)));

    [Theory]
    [InlineData("not base64")]
    [InlineData("{\"claims\":[{\"typ\":\"roles\",\"val\":\"Outreach.Admin\"}]}")]
    public void HasRole_HeaderThatIsNoBase64_IsNot(string header) => Assert.False(HasRole(header));

    [Fact]
    public void HasRole_NoHeader_IsNot() => Assert.False(EntraRoles.StaffOf(new DefaultHttpContext()) is not null);

    /// <summary>Two of them were not both written by the platform.</summary>
    [Fact]
    public void HasRole_TwoHeaders_IsNot()
    {
        var context = new DefaultHttpContext();
        var admin = Base64("""{"claims":[{"typ":"roles","val":"Outreach.Admin"}]}""");
        context.Request.Headers["X-MS-CLIENT-PRINCIPAL"] = new([admin, admin]);

        Assert.False(EntraRoles.StaffOf(context)?.Role == StaffRole.Admin);
    }

    [Theory]
    [InlineData("""{"claims":[{"typ":"preferred_username","val":"lee@riverside.example"},{"typ":"roles","val":"Outreach.Provider"}]}""", "lee@riverside.example", StaffRole.Provider)]
    [InlineData("""{"claims":[{"typ":"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress","val":"ana@riverside.example"},{"typ":"roles","val":"Outreach.FrontDesk"}]}""", "ana@riverside.example", StaffRole.FrontDesk)]
    [InlineData("""{"claims":[{"typ":"roles","val":"Outreach.FrontDesk"},{"typ":"roles","val":"Outreach.Provider"}]}""", "an application", StaffRole.Provider)]
    public void StaffOf_WidestOfTheRoles_UnderTheNameSignedInWith(string principal, string name, StaffRole role)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers["X-MS-CLIENT-PRINCIPAL"] = Base64(principal);

        Assert.Equal(new Staff(name, role), EntraRoles.StaffOf(context));
    }

    [Theory]
    [InlineData("True", true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("1", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsAuthenticationOn_WhatThePlatformSays(string? value, bool on) => Assert.Equal(on, EntraRoles.IsAuthenticationOn(name => name == "WEBSITE_AUTH_ENABLED" ? value : "true"));

    private static bool HasRole(string header)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers["X-MS-CLIENT-PRINCIPAL"] = header;
        return EntraRoles.StaffOf(context)?.Role == StaffRole.Admin;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
