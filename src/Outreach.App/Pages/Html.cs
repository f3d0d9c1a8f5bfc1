using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Outreach.App.Pages;

/// <summary>Markup that is safe to send: written in the source, with every value put into it encoded.</summary>
public readonly struct Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    public static Html Empty => default;

    public bool IsEmpty => string.IsNullOrEmpty(markup);

    /// <summary>From an interpolated string: its own text is markup, what is put in is encoded, and other <see cref="Html"/> is taken as it is.</summary>
    public static Html Of(Interpolated markup) => new(markup.ToMarkup());

    /// <summary>Text as it is, encoded.</summary>
    public static Html Text(string? text) => new(Encoder.Encode(text ?? ""));

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p.markup)));

    public static Html operator +(Html left, Html right) => new(left.markup + right.markup);

    public override string ToString() => markup ?? "";

    /// <summary>No overload takes any object: what is neither text, number nor <see cref="Html"/> does not compile.</summary>
    [InterpolatedStringHandler]
    public readonly struct Interpolated(int literalLength, int formattedCount)
    {
        private readonly StringBuilder builder = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string markup) => builder.Append(markup);

        public void AppendFormatted(string? text) => builder.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted(Html html) => builder.Append(html.markup);

        public void AppendFormatted(IEnumerable<Html> parts)
        {
            foreach (var part in parts) builder.Append(part.markup);
        }

        public void AppendFormatted(int number) => builder.Append(number);

        public void AppendFormatted(decimal number) => builder.Append(number);

        internal string ToMarkup() => builder.ToString();
    }
}
