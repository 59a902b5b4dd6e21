"""How the contributions of 2020-2023 came into the budgets of the organisations: all of it is invented.

A few are late or missing, so that the screens have something to show.
"""

import datetime as dt
from collections.abc import Collection
from typing import Final

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions import api as decisions
from noaber.decisions.api import ObligationRow, ObligationState
from noaber.site.demonstration.memo import CODE

LATE_IN_2021: Final = ("GM0221", "GM1742")  # Doesburg, Rijssen-Holten
WITHOUT_2023: Final = ("GM0193", "GM0213", "GM1774")  # Zwolle, Brummen, Dinkelland
TAKEN_OUT_OF_2023: Final = ("GM0279",)  # Scherpenzeel


def take_up(
    now: dt.datetime,
    today: dt.date,
    *,
    year: int,
    decided_on: dt.date,
    form: str = "budget",
    but: Collection[str] = (),
) -> None:
    """Everyone who decided by then and did not say so yet, takes a year up; `but` are left out."""
    for row in _rows(today):
        is_bound = row.state is ObligationState.BINDING and row.decided_on is not None
        if row.year == year and is_bound and row.party not in but and (row.decided_on or today) <= decided_on:
            _record(row, form, decided_on, now, today)


def take_out(now: dt.datetime, today: dt.date) -> None:
    """One municipality has to save, and takes the last year out again."""
    for row in _rows(today):
        if row.year == 2023 and row.party in TAKEN_OUT_OF_2023:
            _record(row, "not_taken_up", today, now, today)


def _rows(today: dt.date) -> list[ObligationRow]:
    return [row for row in decisions.obligations(COMMAND, CODE, AsOf(today)) if row.consultation_id]


def _record(row: ObligationRow, form: str, decided_on: dt.date, now: dt.datetime, today: dt.date) -> None:
    words = {
        "budget": f"Begroting {row.year}, programma Veiligheid",
        "amendment": f"Begrotingswijziging {row.year}",
        "not_taken_up": f"Bezuinigingen {row.year}",
    }
    if row.consultation_id is None:
        raise LookupError(row.party)
    decisions.record_budget_entry(
        row.consultation_id,
        [(row.point, row.year)],
        actor=COMMAND,
        now=now,
        today=today,
        form=form,
        decided_on=decided_on,
        evidence=words[form],
    )
