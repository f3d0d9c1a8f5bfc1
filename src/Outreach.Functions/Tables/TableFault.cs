using System.Net;
using Azure;
using Outreach.App.Ledgers;

namespace Outreach.Functions.Tables;

/// <summary>What Table Storage's errors mean to a caller. Nothing of what was read or written is in the words.</summary>
internal static class TableFault
{
    /// <summary>The client gives up on time with a cancellation of its own, and after several tries with an aggregate.</summary>
    public static bool Is(Exception e, CancellationToken cancel) =>
        e is RequestFailedException or AggregateException || (e is OperationCanceledException && !cancel.IsCancellationRequested);

    public static Exception Translate(Exception e) => (HttpStatusCode)Status(e) switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            new LedgerUnavailableException("Table Storage refused this app. Give its identity the role Storage Table Data Contributor on the storage account.", canRetry: false, e),
        HttpStatusCode.NotFound =>
            new LedgerUnavailableException("A table of the ledger is not there. They are made when the app starts.", canRetry: false, e),
        HttpStatusCode.RequestEntityTooLarge =>
            new LedgerLimitException("A write is larger than Table Storage takes."),
        0 or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
            new LedgerUnavailableException("Table Storage does not answer; what was being written may be there or not. Try again.", canRetry: true, e),
        var status =>
            new LedgerUnavailableException($"Table Storage refused a request with status {(int)status}.", canRetry: false, e),
    };

    private static int Status(Exception e) => e switch
    {
        RequestFailedException failed => failed.Status,
        AggregateException many => many.InnerExceptions.Select(Status).LastOrDefault(),
        _ => 0,
    };
}
