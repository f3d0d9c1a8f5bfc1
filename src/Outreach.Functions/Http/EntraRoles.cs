using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;

namespace Outreach.Functions.Http;

/// <summary>Who App Service authentication says is calling. Its header is believed only where that authentication is on: there the platform removes what a
/// caller sends under its name.</summary>
public static class EntraRoles
{
    /// <summary>App Service's own way in; the page one came for is appended.</summary>
    public const string SignInAt = "/.auth/login/aad?post_login_redirect_uri=";

    private const string Header = "X-MS-CLIENT-PRINCIPAL";
    private const string IsOn = "WEBSITE_AUTH_ENABLED";

    /// <summary>The app roles of infra/entra/application.json.</summary>
    private static readonly (string Value, StaffRole Role)[] Roles =
    [
        ("Outreach.Admin", StaffRole.Admin), ("Outreach.Provider", StaffRole.Provider), ("Outreach.FrontDesk", StaffRole.FrontDesk),
    ];

    public static bool IsAuthenticationOn(Func<string, string?> setting) => string.Equals(setting(IsOn), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null for a caller who has not signed in, or has none of the roles. Of several roles the widest counts.</summary>
    public static Staff? StaffOf(HttpContext context)
    {
        try
        {
            using var principal = JsonDocument.Parse(Convert.FromBase64String(context.Request.Headers[Header].ToString()));
            var root = principal.RootElement;
            if (!root.TryGetProperty("claims", out var claims)) return null;
            var roleType = root.TryGetProperty("role_typ", out var type) ? type.GetString() : null;
            var given = claims.EnumerateArray().ToList();
            foreach (var (value, role) in Roles)
            {
                if (given.Exists(c => Is(c, roleType, value) || Is(c, "roles", value))) return new Staff(NameOf(given), role);
            }

            return null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The email address people sign in with; an application has none.</summary>
    private static string NameOf(List<JsonElement> claims) =>
        Value(claims, "preferred_username") ?? Value(claims, "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress") ?? "an application";

    private static string? Value(List<JsonElement> claims, string type) =>
        claims.Where(c => c.TryGetProperty("typ", out var typ) && typ.GetString() == type).Select(c => c.TryGetProperty("val", out var value) ? value.GetString() : null).FirstOrDefault();

    private static bool Is(JsonElement claim, string? type, string value) =>
        claim.TryGetProperty("typ", out var typ) && typ.GetString() is { } given && given == type && claim.TryGetProperty("val", out var val) && val.GetString() == value;
}
