using Microsoft.AspNetCore.Http;
using Outreach.App.Endpoints;
using Outreach.Core.FollowUps;
using Outreach.Core.Messages;
using Outreach.Core.Patients;
using Outreach.Core.Replies;

namespace Outreach.App.Pages.CheckIns;

/// <summary>The open questions as a form.</summary>
internal sealed class CheckInForm(HttpContext context, Opened opened, PostedForm? sent, IReadOnlyDictionary<string, string> wrong)
{
    private readonly Language language = opened.State.Patient!.Language;

    /// <summary>The open question and all after it that have no answer yet, but for those that hang on an answer: whether they are asked, the next page knows.</summary>
    public static IReadOnlyList<QuestionField> Fields(HttpContext context, FollowUp state, CheckIn checkIn)
    {
        var questions = new AnsweredQuestions(context.Known().Plans);
        return [.. checkIn.Items.Select((item, place) => (Item: item, Place: place, Question: questions.Find(item)))
            .Where(i => i.Place >= checkIn.At && i.Question is not null)
            .Where(i => i.Place == checkIn.At || !QuestionField.HangsOnAnswers(i.Question!.OnlyWhen))
            .Where(i => !state.Observations.Any(o => o.CheckIn == checkIn.Id && o.Question == i.Item.Question))
            .Select(i => new QuestionField(i.Item, i.Question! with { Text = Wording.For(i.Question.Text, state.Patient!) }))];
    }

    public Html Render(IReadOnlyList<QuestionField> fields) => Html.Of($"""
        <form method="post" action="{context.Request.Path.Value}" class="questions">{PostedForm.Hidden(context, opened.Token)}<input type="hidden" name="act" value="answer">
        {fields.Select(Field)}
        <button class="wide">{CheckInWords.Send.In(language)}</button>
        <p class="hint">{CheckInWords.NotWatched.In(language)}</p>
        </form>
        """);

    private Html Field(QuestionField field)
    {
        var options = field.Options(language);
        return options.Count > 0 ? Choices(field, options)
            : field.Question.Kind == Ask.BloodPressure ? Pressure(field)
            : field.Question.Kind is Ask.Free or Ask.None ? Free(field)
            : Number(field);
    }

    private Html Choices(QuestionField field, IReadOnlyList<(string Value, string Label)> options)
    {
        var pills = options.Select(o => Html.Of(
            $"""<label class="pill"><input type="radio" name="{field.Name}" value="{o.Value}"{(Sent(field.Name) == o.Value ? Html.Of($" checked") : Html.Empty)}><span>{o.Label}</span></label>"""));
        var longest = options.Max(o => o.Label.Length);
        var shape = longest > 12 || (options.Count > 3 && longest > 3) ? "pills stacked" : options.Count > 4 ? "pills scale" : "pills";
        return Html.Of($"""<fieldset class="question {shape}"{Described(field)}><legend>{Text(field)}</legend>{Wrong(field)}{pills}</fieldset>""");
    }

    private Html Pressure(QuestionField field) => Html.Of($"""
        <fieldset class="question"{Described(field)}><legend>{Text(field)}</legend>{Example(field)}{Wrong(field)}
        <div class="pair">
        <label>{CheckInWords.Upper.In(language)}<input name="{field.Name}" inputmode="numeric" autocomplete="off" maxlength="200" value="{Sent(field.Name)}"{Invalid(field)}></label>
        <span aria-hidden="true">/</span>
        <label>{CheckInWords.Lower.In(language)}<input name="{field.SecondName}" inputmode="numeric" autocomplete="off" maxlength="200" value="{Sent(field.SecondName)}"{Invalid(field)}></label>
        <span class="unit">mmHg</span>
        </div></fieldset>
        """);

    private Html Number(QuestionField field)
    {
        var units = field.Units.Select(u => Html.Of($"""<option{(Sent(field.UnitName) == u ? Html.Of($" selected") : Html.Empty)}>{u}</option>"""));
        var unit = field.Units.Count > 0
            ? Html.Of($"""<select name="{field.UnitName}" aria-label="{CheckInWords.Unit.In(language)}">{units}</select>""")
            : Html.Of($"""<span class="unit">{field.Question.Unit}</span>""");
        return Html.Of($"""
            <div class="question"><label for="{field.Name}">{Text(field)}</label>{Example(field)}{Wrong(field)}
            <div class="pair"><input id="{field.Name}" name="{field.Name}" inputmode="decimal" autocomplete="off" maxlength="200" value="{Sent(field.Name)}"{Described(field)}{Invalid(field)}>{unit}</div></div>
            """);
    }

    private Html Free(QuestionField field) => Html.Of($"""
        <div class="question"><label for="{field.Name}">{Text(field)}</label>{Wrong(field)}
        <textarea id="{field.Name}" name="{field.Name}" rows="3" maxlength="1000">{Sent(field.Name)}</textarea></div>
        """);

    private string Text(QuestionField field) => WebWording.Text(field.Question, language, context.Known().Practice);

    private string Sent(string name) => sent?[name] ?? "";

    private Html Wrong(QuestionField field) => wrong.TryGetValue(field.Item.Question, out var problem)
        ? Html.Of($"""<p class="wrong" id="{field.Name}-wrong">{problem}</p>""")
        : Html.Empty;

    /// <summary>Beside the field, not in it: grey numbers in a field are taken for an answer.</summary>
    private Html Example(QuestionField field) => Html.Of($"""<p class="example" id="{field.Name}-example">{CheckInWords.Example.In(language)}: {field.Question.Example.In(language)}</p>""");

    private Html Described(QuestionField field) => wrong.ContainsKey(field.Item.Question)
        ? Html.Of($""" aria-describedby="{field.Name}-wrong" """)
        : field.Options(language).Count == 0 ? Html.Of($""" aria-describedby="{field.Name}-example" """) : Html.Empty;

    private Html Invalid(QuestionField field) => wrong.ContainsKey(field.Item.Question) ? Html.Of($""" aria-invalid="true" """) : Html.Empty;
}
