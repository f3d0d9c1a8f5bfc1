using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Outreach.App.Pages;
using Outreach.App.Pages.Board;

namespace Outreach.App.Endpoints;

/// <summary>What stands before every handler, in both hosts: headers, method, access, content type; and after it: what an exception answers.</summary>
public static partial class EndpointGuard
{
    public static Task InvokeAsync(HttpContext context, Endpoint endpoint) => InvokeAsync(context, [endpoint]);

    /// <summary>For a host that maps a route once: the one of its endpoints whose method it is, or 405.</summary>
    public static async Task InvokeAsync(HttpContext context, IReadOnlyList<Endpoint> sameRoute)
    {
        SecurityHeaders.Apply(context);
        var method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Get : context.Request.Method;
        var endpoint = sameRoute.FirstOrDefault(e => HttpMethods.Equals(e.Method, method));
        try
        {
            await (endpoint is null ? NotAllowedAsync(context, sameRoute) : AdmitAsync(context, endpoint));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await (bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? JsonBody.TooLarge
                : new Problem(bad.StatusCode, "bad-request", "The request could not be read.")).WriteAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await FailedAsync(context, endpoint, exception);
        }
    }

    /// <summary>For paths that no endpoint has.</summary>
    public static Task NotFoundAsync(HttpContext context)
    {
        SecurityHeaders.Apply(context);
        return Problem.NotFound("Nothing is at this address. What there is, /openapi/v1.json says.").WriteAsync(context);
    }

    private static Task AdmitAsync(HttpContext context, Endpoint endpoint)
    {
        if (endpoint.Access == Access.Staff) return BoardGate.AdmitAsync(context, endpoint);
        if (endpoint.Access != Access.Admin) return endpoint.Handle(context);
        var refusal = context.RequestServices.GetRequiredService<AccessRules>().Refuse(context) ?? RefuseContent(context.Request);
        return refusal is null ? endpoint.Handle(context) : refusal.WriteAsync(context);
    }

    /// <summary>A page of another site can post a form to loopback, but not JSON without being asked first.</summary>
    private static Problem? RefuseContent(HttpRequest request)
    {
        var mustBeJson = HttpMethods.IsPost(request.Method) || request.ContentLength > 0 || request.ContentType is not null;
        return !mustBeJson || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.HasJsonContentType()
            ? null
            : new Problem(StatusCodes.Status415UnsupportedMediaType, "json-expected", "Send the body as JSON, with the header Content-Type: application/json.");
    }

    private static Task NotAllowedAsync(HttpContext context, IReadOnlyList<Endpoint> sameRoute)
    {
        var methods = sameRoute.Select(e => e.Method).Concat(sameRoute.Any(e => HttpMethods.IsGet(e.Method)) ? [HttpMethods.Head] : []);
        context.Response.Headers.Allow = string.Join(", ", methods);
        return new Problem(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", $"This address takes {context.Response.Headers.Allow}.").WriteAsync(context);
    }

    /// <summary>Logged by type and stack only: a message may quote what a person wrote (R12).</summary>
    private static Task FailedAsync(HttpContext context, Endpoint? endpoint, Exception exception)
    {
        var logger = context.RequestServices.GetService<ILoggerFactory>()?.CreateLogger("Outreach.Endpoints");
        if (logger is not null) LogFailure(logger, endpoint?.Name ?? "", Problem.TraceId(context), exception.GetType().Name, exception.StackTrace);
        context.Response.Clear();
        SecurityHeaders.Apply(context);
        return endpoint?.Access is Access.SignedLink or Access.Staff
            ? PlainPages.FailedAsync(context)
            : new Problem(StatusCodes.Status500InternalServerError, "failed", "Something went wrong here; nothing of your request was lost if it was accepted before. Try again, and quote the trace id if it goes on.").WriteAsync(context);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Endpoint} failed, trace {Trace}: {Exception} at {Stack}")]
    private static partial void LogFailure(ILogger logger, string endpoint, string trace, string exception, string? stack);
}
