"""What differs between a plan as it was handed in and as a list has it, for people to read."""

import datetime as dt
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from noaber.core.rules.dutch import short_date
from noaber.network.api import Difference
from noaber.strategy.imports.columns import COLUMNS, PLAN_COLUMNS
from noaber.strategy.rules.inventory import PlanText, PriorityText


def differences(known: PlanText | None, text: PlanText, names: Mapping[str, str]) -> tuple[Difference, ...]:
    """A line per value of the plan and per rank; nothing when both are the same."""
    return tuple(_all(known, text, names))


def _all(known: PlanText | None, text: PlanText, names: Mapping[str, str]) -> Iterator[Difference]:
    labels = {column.key: column.label for column in COLUMNS}
    for name in PLAN_COLUMNS:
        was, will = _shown(getattr(known, name, None)), _shown(getattr(text, name))
        if was != will:
            yield Difference(labels[name], was, will)
    before = {each.rank: each for each in known.priorities} if known else {}
    after = {each.rank: each for each in text.priorities}
    for rank in sorted(before.keys() | after.keys()):
        if before.get(rank) != after.get(rank):
            label = _("rang %(rank)s") % {"rank": rank}
            yield Difference(label, _words(before.get(rank), names), _words(after.get(rank), names))


def _shown(value: object) -> str:
    return short_date(value) if isinstance(value, dt.date) else str(value or "")


def _words(each: PriorityText | None, names: Mapping[str, str]) -> str:
    if each is None:
        return ""
    page = _("bladzijde %(page)s") % {"page": each.page} if each.page else ""
    return "; ".join(
        part for part in (names.get(each.field, each.field), each.wording, each.ambition, page) if part
    )
