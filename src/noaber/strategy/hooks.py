"""What this room hangs into the shared pages; called once at start."""

from noaber.core.personal_data import register_person_data
from noaber.core.points import register_panel, register_search, register_task, register_thread_step
from noaber.strategy.services.personal_data import RequestsToPersons
from noaber.strategy.views.home import priority_tasks
from noaber.strategy.views.panels import priorities_panel
from noaber.strategy.views.round_tasks import round_tasks
from noaber.strategy.views.search import strategy_hits
from noaber.strategy.views.thread import priorities_step


def register_hooks() -> None:
    register_thread_step(15, priorities_step)
    register_panel(40, priorities_panel)
    register_search(strategy_hits)
    register_task(priority_tasks)
    register_task(round_tasks)
    register_person_data(RequestsToPersons())
