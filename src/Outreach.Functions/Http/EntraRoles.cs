using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Outreach.Functions.Http;

/// <summary>Who App Service authentication says is calling. Its header is believed only where that authentication is on: there the platform removes what a
/// caller sends under its name.</summary>
public static class EntraRoles
{
    /// <summary>The app role that admits to the admin API.</summary>
    public const string Admin = "Outreach.Admin";

    private const string Header = "X-MS-CLIENT-PRINCIPAL";
    private const string IsOn = "WEBSITE_AUTH_ENABLED";

    public static bool IsAuthenticationOn(Func<string, string?> setting) => string.Equals(setting(IsOn), "true", StringComparison.OrdinalIgnoreCase);

    public static bool HasRole(HttpContext context, string role)
    {
        try
        {
            using var principal = JsonDocument.Parse(Convert.FromBase64String(context.Request.Headers[Header].ToString()));
            var roleType = principal.RootElement.TryGetProperty("role_typ", out var type) ? type.GetString() : null;
            return principal.RootElement.TryGetProperty("claims", out var claims) && claims.EnumerateArray().Any(c => IsRole(c, roleType, role));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsRole(JsonElement claim, string? roleType, string role) =>
        claim.TryGetProperty("typ", out var type) && claim.TryGetProperty("val", out var value)
        && type.GetString() is { } typ && (typ == roleType || typ == "roles") && value.GetString() == role;
}
