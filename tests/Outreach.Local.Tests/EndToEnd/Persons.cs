using System.Text.Json.Nodes;

namespace Outreach.Local.Tests.EndToEnd;

/// <summary>Patients as a practice's own system would send them.</summary>
internal static class Persons
{
    public const string AnnPhone = "+12125550121";
    public const string LeePhone = "+12125550110";
    public const string LeeMail = "lee@riverside.example";
    public const string OrtizMail = "ortiz@riverside.example";
    public const string GrantMail = "grant@riverside.example";

    /// <summary>Reached by text from 08:00 to 20:00 every day.</summary>
    public static JsonObject Ann(string externalId = "A-1", string mobile = AnnPhone, string name = "Ann", string zone = "America/New_York") => new()
    {
        ["externalId"] = externalId,
        ["preferredName"] = name,
        ["familyName"] = "Miller",
        ["birthDate"] = "1950-01-31",
        ["language"] = "en",
        ["timeZone"] = zone,
        ["mobile"] = mobile,
        ["contactFrom"] = "08:00",
        ["contactTo"] = "20:00",
        ["providerEmail"] = LeeMail,
        ["consentSms"] = true,
        ["consentSource"] = "intake form",
        ["consentDate"] = "2026-02-20",
    };

    /// <summary>Reached by email only.</summary>
    public static JsonObject Eve(string email = "eve@home.example")
    {
        var eve = Ann("E-1", name: "Eve").With("email", email).With("preferredChannel", "email").With("consentEmail", true).With("consentSms", false);
        eve.Remove("mobile");
        return eve;
    }

    /// <summary>Every field there is.</summary>
    public static JsonObject Rosa() => JsonNode.Parse("""
        {"externalId":"B-7","preferredName":"Rosa","familyName":"Diaz","birthDate":"1961-02-03","sex":"female","language":"es","timeZone":"America/Chicago",
         "mobile":"(312) 555-0188","email":"rosa@home.example","sharedPhone":false,"preferredChannel":"sms","contactFrom":"09:00","contactTo":"17:30",
         "contactDays":["mon","fri"],"status":"active","conditions":["hypertension"],"medicines":["lisinopril"],"allergies":["penicillin"],
         "familyHistory":["stroke"],"geneticFindings":["Factor V Leiden"],"lifestyle":["night shift"],"social":["lives alone"],"goals":["walk daily"],
         "lastDone":{"colonoscopy":"2021-05-01"},"thresholds":{"home-blood-pressure.high":150},"providerEmail":"lee@riverside.example",
         "guardianName":"Luz Diaz","guardianMobile":"+13125550189","consentSms":true,"consentEmail":true,"consentSource":"intake form","consentDate":"2026-02-20"}
        """)!.AsObject();

    public static JsonObject With(this JsonObject person, string field, JsonNode? value)
    {
        person[field] = value;
        return person;
    }
}
