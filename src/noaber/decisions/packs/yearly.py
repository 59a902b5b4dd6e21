"""What an organisation pays and gives in each year: as its own papers say it today, and as it was sent.

Amounts come from other rooms, by the tables that they bring in (`register_insert` says how); this room reckons none.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.core.rules.money import format_euro
from noaber.decisions.queries.forwarding.overview import FollowUp
from noaber.decisions.queries.proposals.inserts import InsertTable, Value
from noaber.decisions.queries.proposals.matrix import PointRow, Standing
from noaber.decisions.queries.proposals.papers import inserts_of
from noaber.decisions.rules.obligations import ObligationKind
from noaber.network.api import organisations


@dataclass(frozen=True, slots=True)
class Due:
    """Cents, reckoned by the figure of a day; None where the table does not name it."""

    cents: int
    reference_on: dt.date | None


Amounts = Mapping[tuple[str, str], Due]


def frozen_amounts(found: Standing) -> Amounts:
    """What is paid each year as it was sent, by the code of the organisation and the label of the asking point."""
    asking = [point.label for point in found.points if _asks(point, ObligationKind.CONTRIBUTION)]
    columns = {label: "amount" if len(asking) == 1 else f"amount_{label}" for label in asking}
    rows = [row for each in inserts_of(found) if each.table for row in each.table.rows]
    has_names_only = any(row.get("name") and not row.get("code") for row in rows)
    codes = _codes_of(found) if has_names_only else {}
    return {
        (str(row.get("code") or codes[row["name"]]), label): due
        for row in rows
        if row.get("code") or row.get("name") in codes
        for label, key in columns.items()
        if (due := _due(row, key))
    }


def _codes_of(found: Standing) -> Mapping[object, str]:
    """The code by the name of the day of the text, for tables that were frozen without; none of a name of two."""
    rows = organisations(ANONYMOUS, AsOf(found.dated_on, found.sent_at))
    times = Counter(row.name for row in rows)
    return {row.name: row.code for row in rows if times[row.name] == 1}


def years_asked(found: Standing) -> list[int]:
    """Every year in which the proposal asks money or capacity."""
    kinds = (ObligationKind.CONTRIBUTION, ObligationKind.CAPACITY)
    asked = [point.terms.years for point in found.points if point.terms and point.terms.kind in kinds]
    return sorted({year for years in asked for year in years})


def asks_money(own: FollowUp, year: int) -> bool:
    return any(_asks(point, ObligationKind.CONTRIBUTION, year) for point in own.points)


def due_in(year: int, tables: Sequence[InsertTable]) -> Due | None:
    """What the tables in its papers say that it pays in a year; None when they say nothing of it, or not all."""
    rows = [row for table in tables for row in table.rows if row.get("year") == str(year) and "amount" in row]
    return _together(_due(row, "amount") for row in rows)


def sent_for(own: FollowUp, year: int, amounts: Amounts) -> Due | None:
    """What it pays in a year as it was sent; None when it is asked no money, or the text holds no amount for it."""
    asking = [point for point in own.points if _asks(point, ObligationKind.CONTRIBUTION, year)]
    return _together(amounts.get((own.code, point.label)) for point in asking)


def fte_of(own: FollowUp, year: int) -> str | None:
    """The capacity that it gives in a year, without the zeros of the table: 0.5, not 0.50."""
    asking = [point.terms for point in own.points if _asks(point, ObligationKind.CAPACITY, year)]
    total = sum((terms.fte or Decimal(0) for terms in asking if terms), Decimal(0))
    return format(total.normalize(), "f") if asking else None


def sent_words(own: FollowUp, tables: Sequence[InsertTable], amounts: Amounts) -> str:
    """What was sent, of the years for which the papers say something else by now; empty when they agree."""
    years: dict[Due, list[str]] = {}
    for point in own.points:
        for year in point.terms.years if point.terms else ():
            now, sent = due_in(year, tables), sent_for(own, year, amounts)
            if now and sent and now.cents != sent.cents and str(year) not in years.setdefault(sent, []):
                years[sent].append(str(year))
    parts = [f"{_due_words(due)} {_('voor')} {in_a_row(sorted(each))}" for due, each in years.items() if each]
    text = _("In het voorstel zoals het is verstuurd, staat %(parts)s.")
    return text % {"parts": in_a_row(parts)} if parts else ""


def _due_words(due: Due) -> str:
    facts = {"amount": format_euro(due.cents), "day": long_date(due.reference_on) if due.reference_on else ""}
    return (_("%(amount)s (peildatum %(day)s)") if due.reference_on else "%(amount)s") % facts


def _due(row: Mapping[str, Value], key: str) -> Due | None:
    cents, day = row.get(key), row.get("reference_on")
    known_on = dt.date.fromisoformat(day) if isinstance(day, str) and day else None
    return Due(cents, known_on) if isinstance(cents, int) else None


def _together(each: Iterable[Due | None]) -> Due | None:
    """Of several points their sum; of nothing, or with one unknown, nothing."""
    found = list(each)
    known = [due for due in found if due]
    if not known or len(known) < len(found):
        return None
    return Due(sum(due.cents for due in known), known[0].reference_on)


def _asks(point: PointRow, kind: ObligationKind, year: int | None = None) -> bool:
    terms = point.terms
    return terms is not None and terms.kind is kind and (year is None or terms.asks(year))
