"""Scores that nobody gives: the kinds of computed criteria. A room that has figures adds its kind here, or below.

    register_computed(Kind("damage", ...))     # once, in an AppConfig.ready

A kind measures each theme when a round is opened, as a part and a whole; both are kept, and make its score from 1 to 5.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.asof import AsOf
from noaber.strategy.queries.inventory.coverage import coverage
from noaber.strategy.rules.selection.ranking import breadth
from noaber.strategy.rules.selection.round import Computed

Count = tuple[int, int]
"""A part, and the whole that it is a part of."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a theme is counted by: its field of the taxonomy, and a kind of offence if there is one."""

    field: str
    offence: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """`measure(period, {theme: subject}, asof)` counts each theme; `lacking` is said where a whole is 0.

    `offered` is what the form asks, `how` what the criteria say of it, `explain` what a theme says of its score. Where
    `is_partial`, seats score the themes of which nothing could be counted; `lacking` is said when that is all of them.
    """

    code: str
    name: str | Promise
    offered: str | Promise
    how: str | Promise
    lacking: str | Promise
    measure: Callable[[str, Mapping[str, Subject], AsOf], Mapping[str, Count]]
    score: Callable[[int, int], Fraction]
    explain: Callable[[int, int], str]
    is_partial: bool = False


_kinds: dict[str, Kind] = {}


def register_computed(kind: Kind) -> None:
    _kinds[kind.code] = kind


def computed_kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def kind_of(code: str) -> Kind:
    return _kinds[code]


def breadth_counts(period: str, subjects: Mapping[str, Subject], asof: AsOf) -> dict[str, Count]:
    """Of each option how many of the municipalities that gave priorities name it."""
    found = coverage(period, asof)
    plans = [plan.text.fields for plan in found.plans.values()]
    return {
        code: (sum(subject.field in each for each in plans), len(plans)) for code, subject in subjects.items()
    }


def _explain_breadth(named: int, answered: int) -> str:
    text = _(
        "genoemd in %(named)s van de %(answered)s plannen die er waren bij het openstellen: geen is 1, alle is 5"
    )
    return text % {"named": named, "answered": answered}


register_computed(
    Kind(
        Computed.BREADTH,
        gettext_lazy("breedte"),
        gettext_lazy("aantal gemeenten dat het noemt"),
        gettext_lazy("berekend uit de prioriteiten"),
        gettext_lazy("Nog geen gemeente gaf haar prioriteiten; breedte is niet te berekenen."),
        breadth_counts,
        breadth,
        _explain_breadth,
    )
)
