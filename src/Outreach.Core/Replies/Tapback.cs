using Outreach.Core.Replies.Text;

namespace Outreach.Core.Replies;

/// <summary>A phone's reaction sent as text: Liked “…”, Me gusta “…”. It quotes our own words, which are not the patient's.</summary>
internal static class Tapback
{
    private static readonly string[] Openings =
    [
        "liked", "loved", "disliked", "emphasized", "laughed at", "questioned", "reacted", "removed", "liked an image",
        "me gusta", "me gusto", "le gusto", "le gusta", "me encanta", "le encanto", "me encanto", "no me gusta", "no me gusto",
        "se rio de", "me dio risa", "destaco", "enfatizo", "puso en duda", "exclamo", "reacciono", "pregunto por", "eliminado", "quito",
    ];

    public static bool Is(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var quote = trimmed[..Math.Min(trimmed.Length, 48)].IndexOfAny("\"“«„");
        if (quote <= 0) return false;
        var closed = trimmed[^1] is '"' or '”' or '»' or '“' or '…';
        if (!closed) return false;
        var opening = Letters.Fold(trimmed[..quote].Trim().ToString());
        return Array.Exists(Openings, o => opening == o || opening.StartsWith(o + " ", StringComparison.Ordinal))
            || opening.EndsWith(" to", StringComparison.Ordinal);
    }
}
