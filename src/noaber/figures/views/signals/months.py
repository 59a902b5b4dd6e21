"""The month that a page of signals is asked for, and those to choose from."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.components.filters import Option
from noaber.figures.queries.signal_months import MonthRow, last_release, signal_months
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import back, is_month, period_text, span, typed_period
from noaber.figures.views.signals.places import ALL

OFFERED = 12
"""Months of the newest figures that can be chosen, read or not."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A month (`period`), read (`month`) or not; or all of them together. `value`: as the address has it."""

    value: str
    called: str
    options: tuple[Option, ...]
    period: int | None = None
    month: MonthRow | None = None
    problem: str = ""

    @property
    def is_all(self) -> bool:
        return self.value == ALL


def chosen_month(actor: Actor, typed: str) -> Chosen:
    """What the address asks; without a word the newest month that was read, else the newest there is."""
    read = {row.period: row for row in signal_months(actor)}
    offered = offered_months()
    known = sorted({*read, *offered}, reverse=True)
    if typed == ALL:
        return Chosen(ALL, _("alle maanden"), _options(known, read, ALL))
    period = _typed(typed)
    problem = (
        "" if not typed or period in known else _("“%(typed)s” is geen maand met cijfers.") % {"typed": typed}
    )
    if period not in known:
        period = next(iter(sorted(read, reverse=True)), None) or next(iter(known), None)
    if period is None:
        return Chosen("", _("nog geen maand"), (), problem=problem)
    value = period_text(period)
    return Chosen(value, month_text(period), _options(known, read, value), period, read.get(period), problem)


def offered_months() -> tuple[int, ...]:
    """The last year of the newest figures, the oldest first."""
    release = last_release()
    return span(back(release.last_period, OFFERED - 1), release.last_period) if release else ()


def _typed(typed: str) -> int | None:
    try:
        found = typed_period(typed)
    except ValueError:
        return None
    return found if is_month(found) else None


def _options(known: list[int], read: dict[int, MonthRow], value: str) -> tuple[Option, ...]:
    months = [(period_text(period), _called(period, read)) for period in known]
    return tuple(Option(key, label, key == value) for key, label in [*months, (ALL, _("alle maanden"))])


def _called(period: int, read: dict[int, MonthRow]) -> str:
    month = month_text(period)
    if period not in read:
        return _("%(month)s (nog niet gelezen)") % {"month": month}
    count = read[period].signal_count
    text = ngettext("%(month)s: %(count)s signaal", "%(month)s: %(count)s signalen", count)
    return text % {"month": month, "count": count}
