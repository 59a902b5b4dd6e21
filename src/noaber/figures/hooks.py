"""What this room hangs into the shared pages and the schedule; called once at start."""

from noaber.core.personal_data import register_person_data
from noaber.core.points import register_home_panel, register_own_panel, register_search, register_task
from noaber.figures.jobs import register_jobs
from noaber.figures.services.personal_data import ReportsOfPersons
from noaber.figures.views.hooks import register_pages
from noaber.figures.views.report_panel import report_panel
from noaber.figures.views.signals.pages_of_others import signal_hits, signal_panel
from noaber.figures.views.signals.tasks import signal_tasks


def register_hooks() -> None:
    register_jobs()
    register_pages()
    register_task(signal_tasks)
    register_home_panel(64, signal_panel)
    register_search(signal_hits)
    register_own_panel(10, report_panel)
    register_person_data(ReportsOfPersons())
