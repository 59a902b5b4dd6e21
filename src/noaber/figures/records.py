"""The rows that say what was published, what a month said and what people did, for `noaber verify-audit`."""

from noaber.core.records import declare_record
from noaber.figures.models import (
    Annotation,
    AnnotationWithdrawal,
    Release,
    ReportChoice,
    ReportDelivery,
    ReportInvitation,
    ReportRun,
    SavedMeasure,
    SavedMeasureRemoval,
    SignalCard,
    SignalMonth,
    SignalReading,
    SignalStep,
)


def declare_records() -> None:
    """The names stay when a table moves to another room: the log holds them."""
    counts = "cell_count new_count changed_count gone_count first_period last_period"
    said = "table_id number published_at provisional source is_invented areas_id neighbourhoods_id changes_id"
    release = f"{said} {counts} recorded_at recorded_by_id on_behalf_of_id"
    declare_record("figures_release", Release, release, f"{release} names_id")
    by = "recorded_at recorded_by_id on_behalf_of_id"
    declare_record(
        "signal_month", SignalMonth, f"period release_id tested level signal_count sure_count {by}"
    )
    declare_record("signal_card", SignalCard, "area offence_id since")
    reading = "card_id month_id count expected upper p_value q_value is_discovery is_signal"
    declare_record("signal_reading", SignalReading, f"{reading} {by}")
    step = "card_id act post_id person_id reason text owner happened_on follow_up"
    declare_record("signal_step", SignalStep, f"{step} {by}")
    declare_record("annotation", Annotation, f"area offence_id first_period last_period text {by}")
    declare_record("annotation_withdrawal", AnnotationWithdrawal, f"annotation_id text {by}")
    question = "starts months_before months_after comparison chosen excluded"
    declare_record("saved_measure", SavedMeasure, f"name offence_id release_id {question} {by}")
    declare_record("saved_measure_removal", SavedMeasureRemoval, f"measure_id text {by}")
    declare_record("report_choice", ReportChoice, f"person_id area frequency kinds {by}")
    declare_record("report_invitation", ReportInvitation, f"person_id area {by}")
    declare_record("report_run", ReportRun, "period release_id edition asked_at asked_by_id")
    declare_record("report_delivery", ReportDelivery, f"run_id person_id area attempt {by}")
