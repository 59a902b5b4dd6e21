"""What this room hangs into the shared pages; called once at start."""

from noaber.core.points import register_panel, register_search, register_thread_step
from noaber.strategy.views.panels import priorities_panel
from noaber.strategy.views.search import strategy_hits
from noaber.strategy.views.thread import priorities_step


def register_hooks() -> None:
    register_thread_step(15, priorities_step)
    register_panel(40, priorities_panel)
    register_search(strategy_hits)
