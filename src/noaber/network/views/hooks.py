"""What the register hangs into the shared pages; called once at start."""

from noaber.core.points import register_panel, register_search, register_thread_step
from noaber.network.views.panels import facts_panel, population_panel, seats_panel
from noaber.network.views.search import find
from noaber.network.views.thread import partners_step, seats_step, themes_step


def register_hooks() -> None:
    register_thread_step(10, partners_step)
    register_thread_step(20, themes_step)
    register_thread_step(70, seats_step)
    register_panel(10, facts_panel)
    register_panel(20, population_panel)
    register_panel(30, seats_panel)
    register_search(find)
