using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Outreach.App.Endpoints;
using Outreach.App.Links;

namespace Outreach.App.Pages;

/// <summary>What a form of one of our pages sent.</summary>
internal sealed class PostedForm(IReadOnlyDictionary<string, StringValues> fields)
{
    private const int MostBytes = 32 * 1024;

    public string this[string name] => fields.TryGetValue(name, out var value) ? value.ToString().Trim() : "";

    /// <summary>The page made it when it was rendered, so that pressing twice is one act (R1).</summary>
    public string CommandId => Guid.TryParseExact(this["id"], "N", out var id) ? $"form:{id:N}" : $"form:{Guid.CreateVersion7():N}";

    /// <summary>Null when a plain page has been answered: too large, not a form, or not from the page of this link.</summary>
    public static async Task<PostedForm?> ReadAsync(HttpContext context, string token)
    {
        var form = context.Request.HasFormContentType ? await ParseAsync(context) : null;
        if (form is not null && context.Service<LinkSigner>().IsFormProof(token, form["proof"])) return form;
        await PlainPages.StaleAsync(context);
        return null;
    }

    /// <summary>The hidden fields every form of a page carries.</summary>
    public static Html Hidden(HttpContext context, string token) => Html.Of(
        $"""<input type="hidden" name="proof" value="{context.Service<LinkSigner>().FormProof(token)}"><input type="hidden" name="id" value="{Guid.CreateVersion7().ToString("N")}">""");

    private static async Task<PostedForm?> ParseAsync(HttpContext context)
    {
        if (await JsonBody.BytesAsync(context.Request, MostBytes, context.RequestAborted) is not { } bytes) return null;
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(bytes)) { ValueCountLimit = 200, ValueLengthLimit = MostBytes };
            return new(reader.ReadForm());
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
