using FsCheck;
using FsCheck.Fluent;
using Outreach.Core.Tests.FollowUps.Histories;

namespace Outreach.Core.Tests.FollowUps;

/// <summary>The rules that always hold (design, section 3), over generated histories.</summary>
public class RulesTests
{
    [Fact]
    public void R1_Every_reply_is_decided_once_whatever_is_redelivered_or_late() => Hold("R1");

    [Fact]
    public void R2_A_message_has_one_key_and_one_first_sent_time_and_leaves_at_most_once() => Hold("R2");

    [Fact]
    public void R3_No_routine_message_leaves_outside_the_window_without_consent_or_too_late() => Hold("R3");

    [Fact]
    public void R4_Nothing_follows_an_opt_out_but_one_confirmation() => Hold("R4");

    [Fact]
    public void R5_An_emergency_has_its_safety_text_and_a_provider_told_in_the_same_commit() => Hold("R5");

    [Fact]
    public void R6_Every_open_escalation_has_a_next_step_and_emergencies_move_on() => Hold("R6");

    [Fact]
    public void R7_The_patient_hears_what_a_provider_did_and_of_no_time_that_nobody_chose() => Hold("R7");

    [Fact]
    public void R8_Unprompted_messages_keep_to_the_caps_and_one_question_is_open() => Hold("R8");

    [Fact]
    public void R9_No_path_leads_from_silence_to_fine() => Hold("R9");

    [Fact]
    public void R10_Danger_wins_and_an_unclear_reply_is_asked_again_once() => Hold("R10");

    [Fact]
    public void R11_A_newer_version_of_a_plan_moves_no_enrolment() => Hold("R11");

    [Fact]
    public void R12_Nothing_personal_is_in_messages_subjects_and_refusals() => Hold("R12");

    [Fact]
    public void R13_What_was_queued_is_sent_or_its_reason_recorded() => Hold("R13");

    [Fact]
    public void R14_Deciding_is_total_and_deterministic_and_events_give_the_state() => Hold("R14");

    [Fact]
    public void R15_Every_message_and_change_of_plan_says_why() => Hold("R15");

    [Fact]
    public void A_step_stays_within_one_transaction_and_the_state_within_its_row() => Hold("limits");

    private static void Hold(string rule) => Check.One(
        HistoryConfig.Of(histories: 60),
        Prop.ForAll(Histories.Histories.All, history =>
        {
            var broken = Trial.Of(history).Where(v => v.Rule == rule).Select(v => v.What).ToList();
            return (broken.Count == 0).Label(string.Join("\n", broken));
        }));
}
