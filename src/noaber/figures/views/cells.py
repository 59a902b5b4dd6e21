"""Figures as cells of a table: numbers that a spreadsheet can add up, and columns that say where there is none."""

from decimal import Decimal
from math import isnan

from django.utils.translation import gettext as _

from noaber.core.components.columns import Column
from noaber.core.components.status import Status
from noaber.figures.rules.numbers import NO_FIGURE
from noaber.figures.rules.statistics.verdicts import Verdict


def count_cell(count: float) -> int | None:
    """
    >>> count_cell(3.0), count_cell(0.0), count_cell(float("nan"))
    (3, 0, None)
    """
    return None if isnan(count) else int(count)


def rate_cell(rate: float) -> Decimal | None:
    """
    >>> rate_cell(2.3984), rate_cell(float("nan"))
    (Decimal('2.40'), None)
    """
    return None if isnan(rate) else Decimal(repr(float(rate))).quantize(Decimal("0.01"))


def count_column(key: str, label: str, *, is_sortable: bool = True) -> Column:
    """Nought is a 0; a cell without a figure says so."""
    return Column(key, label, "number", is_sortable=is_sortable, missing=NO_FIGURE)


def rate_column(key: str, label: str, *, is_sortable: bool = True) -> Column:
    return Column(key, label, "number", decimals=2, is_sortable=is_sortable, missing=NO_FIGURE)


def rate_columns(*, is_sortable: bool = False) -> list[Column]:
    """A rate with its interval."""
    return [
        rate_column("rate", _("Per 1.000 inwoners"), is_sortable=is_sortable),
        rate_column("lower", _("van"), is_sortable=False),
        rate_column("upper", _("tot"), is_sortable=False),
    ]


def rate_cells(rate: float, lower: float, upper: float) -> dict[str, Decimal | None]:
    return {"rate": rate_cell(rate), "lower": rate_cell(lower), "upper": rate_cell(upper)}


def change_status(verdict: Verdict) -> Status | str:
    """What chance can do with the change, never by colour alone."""
    words = {
        Verdict.MORE: Status(_("meer dan toeval: hoger"), "warning"),
        Verdict.FEWER: Status(_("meer dan toeval: lager"), "ok"),
    }
    return words.get(verdict, _("kan toeval zijn"))
