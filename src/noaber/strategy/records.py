"""The rows that say what a period is and what was handed in, for `noaber verify-audit`."""

from noaber.core.records import declare_record
from noaber.strategy import models

RECORDED = "recorded_at recorded_by_id"
TERM = "title starts_on ends_on"


def declare_records() -> None:
    """Digests of the statements and of their parts; the log holds them by these names."""
    said = f"period number {TERM} state decided_on source decided_by note"
    declare_record("period", models.PeriodStatement, f"{said} {RECORDED}")
    declare_record("linked_plan", models.LinkedPlan, f"statement position organisation {TERM} proposal")
    handed_in = f"plan number {TERM} council_on link file"
    declare_record("local_plan", models.LocalPlanStatement, f"{handed_in} {RECORDED}")
    opened = "period number title places body opened_at"
    declare_record("selection_round", models.SelectionRound, opened)
    declare_record("round_withdrawal", models.RoundWithdrawal, f"round reason {RECORDED}")
    declare_record("criterion", models.Criterion, "round position code name meaning weight computed")
    of_option = "round position code name field evaluation named_by answered"
    declare_record("theme_option", models.ThemeOption, of_option, f"{of_option} offence")
    declare_record("measured", models.Measured, "option criterion part whole")
    given = "option criterion scorer_id value motive recorded_at"
    declare_record("score", models.Score, given, f"{given} seat")
    chosen = f"round decided_on source {RECORDED}"
    declare_record("theme_choice", models.ThemeChoice, chosen, f"{chosen} proposal")
    declare_record("choice_change", models.ChoiceChange, "choice reason")
    declare_record("choice_line", models.ChoiceLine, "choice option is_chosen reason")
    declare_record("local_priority", models.LocalPriority, "statement rank field wording page ambition")
    declare_record("theme_naming", models.ThemeNaming, f"theme number name earlier {RECORDED}")
    written = f"text number body is_shared reason said_on {RECORDED}"
    declare_record("strategy_text", models.StrategyTextStatement, written)
    _declare_goals()
    _declare_results()
    _declare_surveys()
    _declare_reviews()


def _declare_goals() -> None:
    """What is to be reached, done and measured, and how it was said to go."""
    said = f"number said_on {RECORDED}"
    wanted = "title aim owner due_on is_innovation reason"
    declare_record("goal", models.GoalStatement, f"goal {wanted} {said}")
    declare_record("goal_update", models.GoalUpdate, f"goal status sentence asked {said}")
    done = "title body starts_on ends_on state is_innovation reason"
    of_activity = f"activity {done} {said}"
    declare_record("activity", models.ActivityStatement, of_activity, f"{of_activity} is_withdrawn")
    declare_record("activity_doer", models.ActivityDoer, "statement organisation")
    measured = "title unit base_value base_on target_value target_on source offence area reason"
    of_indicator = f"indicator {measured} {said}"
    declare_record("goal_indicator", models.IndicatorStatement, of_indicator, f"{of_indicator} is_withdrawn")
    of_value = f"indicator value source {said}"
    declare_record("indicator_value", models.IndicatorValue, of_value, f"{of_value} is_withdrawn reason")
    declare_record("participation", models.Participation, f"period theme organisation kind sentence {said}")


def _declare_results() -> None:
    declare_record(
        "result", models.ResultStatement, f"result number title reached since_on state reason {RECORDED}"
    )
    declare_record(
        "result_partner", models.ResultPartner, "statement position organisation body role sentence"
    )
    spoken = f"result number organisation body sentence said_on {RECORDED}"
    declare_record("partner_words", models.PartnerWords, spoken)
    declare_record("result_evidence", models.ResultEvidence, "statement position title link file")
    declare_record("figure_claim", models.FigureClaim, "statement offence area base_year end_year percentage")
    stood = f"position number title stance since_on is_left reason {RECORDED}"
    declare_record("joint_position", models.JointPositionStatement, stood)
    brought = f"position forum said_on seat said outcome replaces {RECORDED}"
    declare_record("lobby_entry", models.LobbyEntry, brought)
    declare_record("lobby_withdrawal", models.LobbyWithdrawal, f"entry reason {RECORDED}")
    declare_record("grant", models.GrantStatement, f"grant number title fund about {RECORDED}")
    declare_record("grant_need", models.GrantNeed, f"grant organisation text {RECORDED}")
    declare_record("grant_step", models.GrantStep, f"grant kind happened_on text link file {RECORDED}")
    declare_record("grant_need_withdrawal", models.GrantNeedWithdrawal, f"need reason {RECORDED}")
    declare_record("grant_step_withdrawal", models.GrantStepWithdrawal, f"step reason {RECORDED}")


def _declare_surveys() -> None:
    """What the members were asked, and what each organisation answered."""
    asked = "period code kind title introduction closes_on is_named opened_on opened_at"
    declare_record("survey", models.Survey, asked)
    declare_record("survey_question", models.SurveyQuestion, "survey number kind text theme")
    said = f"survey organisation number said_on {RECORDED}"
    declare_record("survey_response", models.SurveyResponse, said)
    declare_record("survey_answer", models.SurveyAnswer, "response question opinion text")
    declare_record("survey_closing", models.SurveyClosing, f"survey closed_on {RECORDED}")
    declare_record("survey_extension", models.SurveyExtension, f"survey closes_on said_on {RECORDED}")
    declare_record("survey_withdrawal", models.SurveyWithdrawal, f"survey reason withdrawn_on {RECORDED}")


def _declare_reviews() -> None:
    of_theme = "statement theme text"
    said = f"number said_on {RECORDED}"
    declare_record(
        "review",
        models.ReviewStatement,
        f"review state conclusion due_on decided_on source composed {said}",
    )
    declare_record("theme_conclusion", models.ThemeConclusion, of_theme, f"{of_theme} option")
    declare_record("review_finding", models.ReviewFinding, "statement position theme text recommendation")
    declare_record("review_reaction", models.ReviewReaction, f"review statement organisation text {said}")
    declare_record("reaction_answer", models.ReactionAnswer, f"reaction effect answer {said}")
