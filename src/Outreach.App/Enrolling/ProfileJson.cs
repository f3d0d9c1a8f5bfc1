using System.Text.Json.Nodes;
using Outreach.App.Endpoints;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.App.Enrolling;

/// <summary>A patient as the body of POST /api/patients.</summary>
public static class ProfileJson
{
    /// <summary>What a caregiver may do, in words.</summary>
    public static IReadOnlyDictionary<string, CaregiverMay> CaregiverMays => PatientBody.Mays;

    /// <param name="status">Null to leave it as it is.</param>
    /// <param name="withCaregivers">False to leave them as they are.</param>
    /// <param name="silent">What else is left as it is.</param>
    public static JsonObject Of(Patient patient, PatientStatus? status, Practice practice, bool withCaregivers, params IEnumerable<string> silent)
    {
        var json = Views.Of(patient, practice);
        json.Remove("id");
        json.Remove("status");
        foreach (var name in silent) json.Remove(name);
        if (!withCaregivers) json.Remove("caregivers");
        if (status is { } known) json["status"] = PatientBody.Statuses.First(s => s.Value == known).Key;
        return json;
    }
}
