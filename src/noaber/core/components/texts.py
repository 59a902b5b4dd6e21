"""Small parts that hold text: notices, empty states, definition lists, panels, tabs, progress."""

from dataclasses import dataclass
from typing import Literal

from noaber.core.components.frame import Action
from noaber.core.components.status import Status, Tone


@dataclass(frozen=True, slots=True)
class Notice:
    """A message in the page. ``points`` are shown as a list under the text."""

    text: str
    tone: Tone = "info"
    title: str = ""
    points: tuple[str, ...] = ()
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class EmptyState:
    """What stands where nothing is yet: what would be here, and what to do."""

    title: str
    text: str
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it is here; with ``url`` the value is a link, with ``status`` a badge."""

    term: str
    value: str = ""
    url: str = ""
    note: str = ""
    status: Status | None = None
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Facts of one thing, in two columns."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A framed part of a page, prepared by one room.

    ``template`` shows ``content``, and gets it as ``content``.
    """

    title: str
    template: str
    content: object
    intro: str = ""
    link: Action | None = None
    width: Literal["third", "half", "two-thirds", "full"] = "full"


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the pages that belong together."""

    label: str
    url: str
    is_current: bool = False
    count: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Tabs:
    """Links to the pages that belong together, shown as tabs; ``label`` names them for a screen reader.

    With ``form``, the id of the form of this page, they are buttons that send it: what was typed is saved first.
    Each sends its ``key`` as ``verder``.
    """

    label: str
    items: tuple[Tab, ...]
    form: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work is.

    ``url`` gives this part anew: htmx fetches it every two seconds while work goes on.
    """

    label: str
    done: int
    total: int
    state: Literal["waiting", "running", "finished", "failed"] = "running"
    text: str = ""
    url: str = ""
    result: Action | None = None

    @property
    def is_going_on(self) -> bool:
        return self.state in ("waiting", "running")

    @property
    def percentage(self) -> int:
        return 100 * self.done // self.total if self.total else 0
