"""What this room hangs into the shared pages; called once at start."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from noaber.core.files import register_file_access
from noaber.core.personal_data import register_person_data
from noaber.core.points import register_panel, register_search, register_task, register_thread_step
from noaber.core.schedule import register_job
from noaber.decisions.api import (
    register_before_adopting,
    register_before_rectifying,
    register_before_withdrawing,
    register_beside_question,
    register_letting_go,
    register_origin,
    register_overtaken,
    register_prerequisite,
    register_requirement,
    register_settled,
    register_told_of_rectifying,
    register_told_of_withdrawing,
)
from noaber.meetings.api import register_beside
from noaber.network.api import HealthRule, register_health_check, register_theme_dependents
from noaber.strategy.access import may_read_evidence
from noaber.strategy.health import OWNERS, goals_have_owners
from noaber.strategy.nota.bundling import PAPERS, may_read_bundle
from noaber.strategy.queries.consulting.adopting import adopted_without_plan, before_adopting, before_sending
from noaber.strategy.queries.consulting.after_adoption import (
    adopted_before_withdrawing,
    asked_before,
    changed_after_adoption,
    decided_already,
)
from noaber.strategy.queries.consulting.course import before_withdrawing, consent_before_adopting
from noaber.strategy.queries.consulting.order import decided_before
from noaber.strategy.queries.consulting.own_day import to_record_anew
from noaber.strategy.queries.consulting.rejected_beneath import themes_rejected
from noaber.strategy.queries.consulting.two_days import on_two_days, strategy_stays_behind
from noaber.strategy.queries.files import (
    EVIDENCE_FILE,
    GRANT_FILE,
    LIST_FILE,
    PLAN_FILE,
    may_read_grant_file,
    may_read_list,
    may_read_plan_file,
)
from noaber.strategy.queries.periods.period import recorded_with
from noaber.strategy.queries.reviews.funding import review_before_funding
from noaber.strategy.services.inventory.importing import forget_old_lists
from noaber.strategy.services.letting_go import let_go_of_draft
from noaber.strategy.services.personal_data import StrategyOfPersons
from noaber.strategy.views.consulting.origins import choices_behind
from noaber.strategy.views.consulting.renewing import of_present_choice
from noaber.strategy.views.goals.progress_meetings import progress_beside
from noaber.strategy.views.goals.tasks import goal_tasks, late_update_tasks
from noaber.strategy.views.home import priority_tasks
from noaber.strategy.views.panels import priorities_panel, results_panel, strategy_panel
from noaber.strategy.views.periods.decision_tasks import decision_tasks
from noaber.strategy.views.periods.tasks import period_tasks
from noaber.strategy.views.reviews.tasks import review_tasks
from noaber.strategy.views.search import strategy_hits
from noaber.strategy.views.selection.tasks import round_tasks
from noaber.strategy.views.surveys.tasks import survey_tasks
from noaber.strategy.views.themes.endings import rests_on_theme
from noaber.strategy.views.thread import priorities_step, results_step, review_step, strategy_step


def register_hooks() -> None:
    register_health_check(
        HealthRule(OWNERS, "Ieder doel heeft een eigenaar: iemand bezet de zetel.", goals_have_owners)
    )
    register_theme_dependents(rests_on_theme)
    register_thread_step(15, priorities_step)
    register_thread_step(45, strategy_step)
    register_thread_step(80, results_step)
    register_thread_step(90, review_step)
    register_panel(40, priorities_panel)
    register_panel(42, strategy_panel)
    register_panel(45, results_panel)
    register_search(strategy_hits)
    register_task(priority_tasks)
    register_task(round_tasks)
    register_task(decision_tasks)
    register_task(goal_tasks)
    register_task(survey_tasks)
    register_task(late_update_tasks)
    register_task(review_tasks)
    register_task(period_tasks)
    register_person_data(StrategyOfPersons())
    register_file_access(LIST_FILE, may_read_list)
    register_file_access(PLAN_FILE, may_read_plan_file)
    register_file_access(EVIDENCE_FILE, may_read_evidence)
    register_file_access(PAPERS.owner_kind, may_read_bundle)
    register_file_access(GRANT_FILE, may_read_grant_file)
    register_origin(choices_behind)
    _register_decisions()
    register_beside(progress_beside)
    register_job(
        "old-priority-lists",
        title=_("Oude lijsten met prioriteiten weggooien"),
        work=forget_old_lists,
        daily_at=dt.time(3, 40),
    )


def _register_decisions() -> None:
    """What this room says to a proposal before it is sent, adopted, withdrawn or thrown away."""
    register_prerequisite("review-before-funding", review_before_funding, is_lasting=True)
    register_prerequisite("chosen-themes", before_sending)
    register_prerequisite("adopted-without-plan", adopted_without_plan, is_lasting=True, is_instruction=True)
    register_prerequisite("adopted-on-two-days", on_two_days, is_lasting=True, is_instruction=True)
    register_prerequisite("changed-after-adoption", changed_after_adoption, is_lasting=True)
    register_requirement("chosen-themes", of_present_choice)
    register_before_adopting("chosen-themes", before_adopting)
    register_before_adopting("consent-of-councils", consent_before_adopting)
    register_before_adopting("strategy-beside", strategy_stays_behind)
    register_before_rectifying("chosen-themes", decided_before)
    register_before_withdrawing("chosen-themes", before_withdrawing)
    register_letting_go("chosen-themes", let_go_of_draft)
    register_told_of_rectifying("adopted-strategies", to_record_anew)
    register_told_of_withdrawing("adopted-strategies", adopted_before_withdrawing)
    register_settled("adopted-strategies", recorded_with)
    register_overtaken("adopted-strategies", asked_before)
    register_beside_question("adopted-strategies", decided_already)
    register_beside_question("rejected-themes", themes_rejected, is_for_all=True)
