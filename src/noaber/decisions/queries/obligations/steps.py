"""What rooms above know of an obligation after this room's last step: whether it was invoiced, and paid.

    register_obligation_step("invoiced", title=_("Gefactureerd"), position=10, provider=invoiced)

with ``provider(asof, organisation codes, year) -> {code: StepState}``: one call for all organisations that are shown,
so that a page asks a fixed number of queries. This room knows no money: it knows a title and what to say.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from noaber.core.asof import AsOf
from noaber.core.components.status import Status


@dataclass(frozen=True, slots=True)
class StepState:
    """How one organisation stands at this step in a year; `url`: the evidence."""

    status: Status
    on: dt.date | None = None
    url: str = ""


Provider = Callable[[AsOf, Collection[str], int], Mapping[str, StepState]]


@dataclass(frozen=True, slots=True)
class ObligationStep:
    """A step of the chain that a room above keeps."""

    name: str
    title: str | Promise
    position: int
    provider: Provider


_steps: dict[str, ObligationStep] = {}


def register_obligation_step(name: str, *, title: str | Promise, position: int, provider: Provider) -> None:
    """Add a step after "in its budget", in the order of positions (from ``ready``)."""
    _steps[name] = ObligationStep(name, title, position, provider)


def further_steps() -> list[ObligationStep]:
    return sorted(_steps.values(), key=lambda step: step.position)
