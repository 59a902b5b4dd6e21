"""Where rooms hang in what they add to shared pages: the thread, an organisation's page, the to-do list, search.

A room registers once, from its `AppConfig.ready`; the pages (in site) ask all registered providers.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.pictures import ThreadStep
from noaber.core.components.status import Status
from noaber.core.components.texts import Panel
from noaber.core.rules.dutch import long_date


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One thing found: what kind it is, what it is called, a line about it, where it is."""

    kind: str
    title: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something asked of the actor: what, why, where to do it, by when. `is_urgent` puts it on top.

    `is_late`: its day has passed on the day that is asked for; `tasks` says so, whoever offers it. `veiled`: what a
    mail calls it, where something restricted does not leave the house by its title.
    """

    title: str
    text: str
    url: str
    due_on: dt.date | None = None
    is_urgent: bool = False
    is_late: bool = False
    veiled: str = ""

    @property
    def lateness(self) -> Status | None:
        """In words, with the day that passed; None while there is time."""
        if not self.is_late or self.due_on is None:
            return None
        return Status(_("te laat: uiterlijk %(day)s") % {"day": long_date(self.due_on)}, "warning")


ThreadProvider = Callable[[Actor, AsOf], ThreadStep | None]
PanelProvider = Callable[[Actor, str, AsOf], Panel | None]
TaskProvider = Callable[[Actor, AsOf], Iterable[Task]]
SearchProvider = Callable[[Actor, Sequence[str], AsOf], Iterable[SearchHit]]

_thread: dict[int, ThreadProvider] = {}
_panels: dict[int, PanelProvider] = {}
_body_panels: dict[int, PanelProvider] = {}
_home: dict[int, Callable[[Actor, AsOf], Panel | None]] = {}
_own: dict[int, Callable[[Actor, AsOf], Panel | None]] = {}
_tasks: list[TaskProvider] = []
_searches: list[SearchProvider] = []


def register_thread_step(position: int, provider: ThreadProvider) -> None:
    """Add a step to the thread; positions follow the memo's chain (10 who, 20 themes ... 90 review)."""
    _thread[position] = provider


def register_panel(position: int, provider: PanelProvider) -> None:
    """Add a panel to the page of an organisation: ``provider(actor, organisation code, asof)``."""
    _panels[position] = provider


def register_body_panel(position: int, provider: PanelProvider) -> None:
    """Add a panel to the page of a body: ``provider(actor, body code, asof)``."""
    _body_panels[position] = provider


def register_home_panel(position: int, provider: Callable[[Actor, AsOf], Panel | None]) -> None:
    """Add a panel to the home page, for whom it concerns (None: not for this actor)."""
    _home[position] = provider


def register_own_panel(position: int, provider: Callable[[Actor, AsOf], Panel | None]) -> None:
    """Add a panel to the page of a person, for that person alone: what they chose for themselves."""
    _own[position] = provider


def register_task(provider: TaskProvider) -> None:
    """Add to the to-do list on the home page."""
    if provider not in _tasks:
        _tasks.append(provider)


def register_search(provider: SearchProvider) -> None:
    """Add to what the search box finds: ``provider(actor, folded words, asof)``, only what the actor may see."""
    if provider not in _searches:
        _searches.append(provider)


def thread_steps(actor: Actor, asof: AsOf) -> list[ThreadStep]:
    found = (provider(actor, asof) for _, provider in sorted(_thread.items()))
    return [step for step in found if step]


def panels(actor: Actor, code: str, asof: AsOf) -> list[Panel]:
    found = (provider(actor, code, asof) for _, provider in sorted(_panels.items()))
    return [panel for panel in found if panel]


def body_panels(actor: Actor, code: str, asof: AsOf) -> list[Panel]:
    found = (provider(actor, code, asof) for _, provider in sorted(_body_panels.items()))
    return [panel for panel in found if panel]


def home_panels(actor: Actor, asof: AsOf) -> list[Panel]:
    found = (provider(actor, asof) for _, provider in sorted(_home.items()))
    return [panel for panel in found if panel]


def own_panels(actor: Actor, asof: AsOf) -> list[Panel]:
    found = (provider(actor, asof) for _, provider in sorted(_own.items()))
    return [panel for panel in found if panel]


def tasks(actor: Actor, asof: AsOf) -> list[Task]:
    """Everything asked of the actor: urgent first, then what is late, then by date, undated last."""
    found = [
        replace(task, is_late=task.due_on is not None and task.due_on < asof.valid_on)
        for provider in _tasks
        for task in provider(actor, asof)
    ]
    return sorted(found, key=_when)


def _when(task: Task) -> tuple[bool, bool, dt.date, str]:
    return not task.is_urgent, not task.is_late, task.due_on or dt.date.max, task.title


def search(actor: Actor, words: Sequence[str], asof: AsOf) -> list[SearchHit]:
    return [hit for provider in _searches for hit in provider(actor, words, asof)]
