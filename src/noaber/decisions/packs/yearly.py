"""What is asked of an organisation in each year: amounts as they were frozen with the text, and capacity.

Amounts come from the figures that go with the version (`register_insert` says which); this room reckons none.
"""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.decisions.queries.forwarding import FollowUp
from noaber.decisions.queries.matrix import PointRow, Standing
from noaber.decisions.queries.papers import inserts_of
from noaber.decisions.rules.obligations import ObligationKind
from noaber.network.api import organisations

Amounts = Mapping[tuple[str, str], int]


def frozen_amounts(found: Standing) -> Amounts:
    """Cents per year, by the code of the organisation and the label of the point that asks them."""
    asking = [point.label for point in found.points if _asks(point, ObligationKind.CONTRIBUTION)]
    columns = {label: "amount" if len(asking) == 1 else f"amount_{label}" for label in asking}
    rows = [row for each in inserts_of(found) if each.table for row in each.table.rows]
    has_names_only = any(row.get("name") and not row.get("code") for row in rows)
    codes = _codes_of(found) if has_names_only else {}
    return {
        (str(row.get("code") or codes[row["name"]]), label): cents
        for row in rows
        for label, key in columns.items()
        if isinstance(cents := row.get(key), int) and (row.get("code") or row.get("name") in codes)
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


def cents_of(own: FollowUp, year: int, amounts: Amounts) -> int | None:
    """What it pays in a year; None when it is asked no money, or the text holds no amount for it."""
    asking = [point for point in own.points if _asks(point, ObligationKind.CONTRIBUTION, year)]
    cents = [amounts.get((own.code, point.label)) for point in asking]
    known = [each for each in cents if each is not None]
    return sum(known) if known and len(known) == len(cents) else None


def fte_of(own: FollowUp, year: int) -> str | None:
    """The capacity that it gives in a year, without the zeros of the table: 0.5, not 0.50."""
    asking = [point.terms for point in own.points if _asks(point, ObligationKind.CAPACITY, year)]
    total = sum((terms.fte or Decimal(0) for terms in asking if terms), Decimal(0))
    return format(total.normalize(), "f") if asking else None


def _asks(point: PointRow, kind: ObligationKind, year: int | None = None) -> bool:
    terms = point.terms
    return terms is not None and terms.kind is kind and (year is None or terms.asks(year))
