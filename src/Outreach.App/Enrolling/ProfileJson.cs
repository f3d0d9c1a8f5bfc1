using System.Text.Json.Nodes;
using Outreach.App.Endpoints;
using Outreach.Core.Patients;
using Outreach.Core.Practices;

namespace Outreach.App.Enrolling;

/// <summary>A patient as the body of POST /api/patients.</summary>
public static class ProfileJson
{
    /// <param name="status">Null to leave it as it is.</param>
    public static JsonObject Of(Patient patient, PatientStatus? status, Practice practice)
    {
        var json = Views.Of(patient, practice);
        json.Remove("id");
        json.Remove("status");
        if (status is { } known) json["status"] = PatientBody.Statuses.First(s => s.Value == known).Key;
        return json;
    }
}
