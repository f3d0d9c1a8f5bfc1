using Outreach.Core.Documents;

namespace Outreach.Core.Practices.Yaml;

internal static class ChoicesReader
{
    public static PracticeChoices Read(Node? node, Findings findings)
    {
        var usual = new PracticeChoices();
        if (Fields.Of(node, PracticeShapes.Choices, findings) is not { } fields) return usual;
        return new PracticeChoices
        {
            CheckInsAt = findings.Time(fields.Get("check_ins_at")) ?? usual.CheckInsAt,
            Spread = findings.Span(fields.Get("spread"), "20m") ?? usual.Spread,
            ConversationOpen = findings.Span(fields.Get("conversation_open"), "60m") ?? usual.ConversationOpen,
            AskAgainAfter = findings.Span(fields.Get("ask_again_after"), "20s") ?? usual.AskAgainAfter,
            PersonTalksFor = findings.Span(fields.Get("person_talks_for"), "4h") ?? usual.PersonTalksFor,
            AskHelpedAfter = findings.Span(fields.Get("ask_helped_after"), "24h") ?? usual.AskHelpedAfter,
            EmergencyAnswerWithin = findings.Span(fields.Get("emergency_answer_within"), "10m") ?? usual.EmergencyAnswerWithin,
            CarrierConfirmsOptOut = YesOrNo("carrier_confirms_opt_out", usual.CarrierConfirmsOptOut),
            SafetyInOptOutConfirmation = YesOrNo("safety_in_opt_out_confirmation", usual.SafetyInOptOutConfirmation),
            FullDetailInProviderEmail = YesOrNo("full_detail_in_provider_email", usual.FullDetailInProviderEmail),
            WordsInProviderEmail = YesOrNo("words_in_provider_email", usual.WordsInProviderEmail),
            AllowMinors = YesOrNo("allow_minors", usual.AllowMinors),
            AllowUnapprovedPlans = YesOrNo("allow_unapproved_plans", usual.AllowUnapprovedPlans),
        };

        bool YesOrNo(string key, bool otherwise) => findings.YesOrNo(fields.Get(key)) ?? otherwise;
    }
}
