using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Outreach.App.Stepping;
using Outreach.Core.FollowUps;
using Outreach.Core.Patients;

namespace Outreach.App.Endpoints;

/// <summary>What handlers read from a request, and the services they use.</summary>
internal static partial class Asked
{
    private const string IdempotencyHeader = "Idempotency-Key";

    /// <summary>A handler of the API as the guard calls it.</summary>
    public static Func<HttpContext, Task> Api(Func<HttpContext, Task<IAnswer>> handle) => async context =>
        await (context.WrongIdempotencyKey() ?? await handle(context)).WriteAsync(context);

    public static T Service<T>(this HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    public static Instant Now(this HttpContext context) => context.Service<IClock>().GetCurrentInstant();

    public static Context Known(this HttpContext context) => context.Service<ContextSource>().Current;

    public static string Place(this HttpContext context, string name) => context.GetRouteValue(name) as string ?? "";

    public static PatientId? Patient(this HttpContext context) => PatientId.TryParse(context.Place("id"));

    public static Guid? Escalation(this HttpContext context) => Guid.TryParse(context.Place("id"), out var id) ? id : null;

    /// <summary>How many items a page of a list has; null when what was asked is out of bounds.</summary>
    public static int? Take(this HttpContext context) => context.Request.Query["take"].ToString() switch
    {
        "" => 100,
        var text when int.TryParse(text, out var take) && take is >= 1 and <= 500 => take,
        _ => null,
    };

    public static Problem WrongTake { get; } = Problem.Invalid("take", "Give a whole number from 1 to 500.");

    public static string? Query(this HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>The id under which this act is decided once: from the caller's Idempotency-Key, so that a repeat gets the same answer, else a new one.</summary>
    public static string CommandId(this HttpContext context, string act, object target) =>
        context.Request.Headers[IdempotencyHeader].ToString() is { Length: > 0 } key ? $"{act}:{target}:{key}" : $"{act}:{Guid.CreateVersion7():N}";

    private static Problem? WrongIdempotencyKey(this HttpContext context) =>
        context.Request.Headers[IdempotencyHeader].ToString() is { Length: > 0 } key && !KeyShape().IsMatch(key)
            ? Problem.Invalid(IdempotencyHeader, "At most 100 letters, digits, dots, dashes and underscores are accepted.")
            : null;

    [GeneratedRegex("^[A-Za-z0-9._-]{1,100}$", RegexOptions.NonBacktracking)]
    private static partial Regex KeyShape();
}
