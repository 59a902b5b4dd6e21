"""What this room hangs into the shared pages, the files, the personal data and the schedule; called once at start."""

from noaber.core.files import register_file_access
from noaber.core.personal_data import register_person_data
from noaber.core.points import (
    register_home_panel,
    register_panel,
    register_search,
    register_task,
    register_thread_step,
)
from noaber.decisions.jobs import register_jobs
from noaber.decisions.obligation_hooks import register_obligation_hooks
from noaber.decisions.packs.bundling import PACKS, may_read_bundle
from noaber.decisions.queries.files import (
    may_read_attachment,
    may_read_evaluation,
    may_read_evidence,
    may_read_reported,
)
from noaber.decisions.services.obligations.evaluations import EVALUATION_FILE
from noaber.decisions.services.personal_data import FollowUpOfPersons
from noaber.decisions.views.answers.questions import questions_panel
from noaber.decisions.views.follow_up.tasks import missing_tasks, report_tasks
from noaber.decisions.views.home import position_tasks
from noaber.decisions.views.panels import decisions_panel
from noaber.decisions.views.remarks.tasks import remark_tasks
from noaber.decisions.views.search import proposal_hits
from noaber.decisions.views.thread import consent_step


def register_hooks() -> None:
    _register_pages()
    register_file_access("decisions.consultation", may_read_evidence)
    register_file_access(EVALUATION_FILE, may_read_evaluation)
    register_file_access("decisions.report", may_read_reported)
    register_file_access("decisions.version", may_read_attachment)
    register_file_access(PACKS.owner_kind, may_read_bundle)
    register_person_data(FollowUpOfPersons())
    register_jobs()
    register_obligation_hooks()


def _register_pages() -> None:
    register_thread_step(40, consent_step)
    register_home_panel(40, questions_panel)
    register_panel(50, decisions_panel)
    register_search(proposal_hits)
    for tasks in (position_tasks, report_tasks, missing_tasks, remark_tasks):
        register_task(tasks)
