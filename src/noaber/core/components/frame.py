"""The frame around every page: navigation, breadcrumb, and the heading that says where you are on the thread.

``core/base.html`` reads these names from the context. The site's context processor gives the first group,
views the second; all may be absent:

- ``navigation`` (NavItem...), ``demonstration`` (Demonstration), ``actor_name``, ``actor_role``,
  ``on_behalf_of_name``, ``network_name``, ``person_links`` (NavItem...)
- ``breadcrumbs`` (NavItem..., the current page last), ``heading`` (PageHeading)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link of a navigation."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Says that everything here is an example; ``on`` is the date that the demonstration has reached."""

    on: date


@dataclass(frozen=True, slots=True)
class Action:
    """A link that looks like a button: what can be done from here."""

    label: str
    url: str
    tone: Literal["primary", "secondary", "danger"] = "secondary"


@dataclass(frozen=True, slots=True)
class ThreadPlace:
    """Where on the thread a page stands: step ``number`` of ``count``, its name, and the page of the whole thread."""

    number: int
    count: int
    label: str
    url: str = "/draad/"

    @property
    def knots(self) -> Sequence["Knot"]:
        """The steps as knots on a line, for the small picture; distances in the picture's own units."""
        return tuple(
            Knot(x=10 + 16 * (index - 1), state=_state_of(index, self.number))
            for index in range(1, self.count + 1)
        )

    @property
    def picture_width(self) -> int:
        return 20 + 16 * (self.count - 1)


@dataclass(frozen=True, slots=True)
class Knot:
    """One step in the small picture of the thread."""

    x: int
    state: Literal["done", "current", "open"]


def _state_of(index: int, current: int) -> Literal["done", "current", "open"]:
    if index == current:
        return "current"
    return "done" if index < current else "open"


@dataclass(frozen=True, slots=True)
class PageHeading:
    """The head of a page: its title, what it is about, what is asked of this reader and since when."""

    title: str
    kicker: str = ""
    intro: str = ""
    place: ThreadPlace | None = None
    asked: str = ""
    asked_url: str = ""
    since: date | None = None
    due_on: date | None = None
    actions: tuple[Action, ...] = ()
