"""Twelve months beside the twelve before: the columns and cells that several tables have."""

from django.utils.translation import gettext as _

from noaber.core.components.columns import Column
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.telling import difference_text
from noaber.figures.views.cells import count_cell, count_column


def change_columns(last: int) -> list[Column]:
    """`last` is the month in which the twelve end."""
    return [
        count_column("after", _("Twaalf maanden tot en met %(month)s") % {"month": month_text(last)}),
        count_column("before", _("Twaalf maanden daarvoor")),
        Column("difference", _("Verschil"), "figure", is_sortable=False),
    ]


def change_cells(before: float, after: float) -> dict[str, object]:
    return {
        "after": count_cell(after),
        "before": count_cell(before),
        "difference": difference_text(before, after),
    }
