"""What was said of money of the bank, as the books had it on a day; every reading as of a day takes it from here.

The rule is that of `rules.bank.by_day`. What was undone says why by when it was: with the payment that the bank turned
back, or with or after the credit note of its invoice; what was undone otherwise was a mistake.
"""

import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import Case, F, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least, TruncDate
from django.db.models.lookups import IsNull

from noaber.core.clock import reached_on
from noaber.finance.models import Allocation, BankBooking
from noaber.finance.rules.bank.by_day import OnADay, Part, on_a_day

STANDING: Final = Q(releases__isnull=True, released_by__isnull=True)
CREDIT: Final = "invoice__credit_note"
MOVED: Final = Q(released_by__isnull=False, **{f"{CREDIT}__isnull": False}) | Q(
    invoice__issued_on__gt=F("entry__booked_on")
)
"""Parts that can stand elsewhere on one day than on another."""
LAST: Final = sys.maxsize
"""After all that was said of invoices."""


def turned_on(moment: str = "released_by__recorded_at") -> Any:
    """The day on which the bank turned the payment back of a part that was undone by that: both were said at once.

    `moment` names the column that says when it was undone: of the row that undoes it that is its own.
    """
    whole = Allocation.objects.filter(
        STANDING, amount_cents=F("entry__amount_cents"), recorded_at=OuterRef(moment)
    ).order_by()
    came = whole.filter(entry=OuterRef("entry"), outgoing__isnull=False).values("outgoing__booked_on")
    went = whole.filter(outgoing=OuterRef("entry")).values("entry__booked_on")
    return Coalesce(Subquery(came[:1]), Subquery(went[:1]))


def freed_on(moment: str = "released_by__recorded_at") -> Any:
    """The day on which a part came free because its invoice was credited: with the credit note, or by hand after it."""
    return Case(
        When(**{f"{CREDIT}__recorded_at": F(moment)}, then=F(f"{CREDIT}__issued_on")),
        When(**{f"{CREDIT}__recorded_at__lt": F(moment)}, then=_recorded_on(moment)),
    )


def _recorded_on(moment: str) -> Any:
    """`core.clock.day_of` of a column: what somebody records in a demonstration has the day that it has reached."""
    reached = reached_on()
    return Least(TruncDate(moment), Value(reached)) if reached else TruncDate(moment)


def _freed() -> QuerySet[Allocation]:
    """The rows that say that a part of a payment came free by a credit note."""
    return Allocation.objects.filter(
        releases__isnull=False, **{f"{CREDIT}__recorded_at__lte": F("recorded_at")}
    )


def freed_before(of: str = "", *, is_allocation: bool = True) -> Any:
    """When a part of the same payment last came free by a credit note, before this one was booked; None: never."""
    said = {"pk__lt": "pk"} if is_allocation else {"recorded_at__lte": "recorded_at"}
    before = {one: OuterRef(f"{of}{other}") for one, other in said.items()}
    return _moment(_freed().filter(entry=OuterRef("entry"), **before))


def last_freed_at() -> Any:
    """When a part of an entry last came free, for a query of entries."""
    return _moment(_freed().filter(entry=OuterRef("pk")))


def _moment(found: QuerySet[Allocation]) -> Any:
    return Subquery(found.order_by("-pk").values("recorded_at")[:1])


def from_on(of: str = "", *, is_allocation: bool = True) -> Any:
    """The day from which a part counts where it is booked; `of` is `releases__` for a row that undoes it."""
    first: Any = F("entry__booked_on")
    if is_allocation:
        first = Greatest(first, Coalesce(F("invoice__issued_on"), first))
    again = Greatest(first, _recorded_on(f"{of}recorded_at"))
    freed = freed_before(of, is_allocation=is_allocation)
    return Case(When(IsNull(freed, False), then=again), default=first)


def counted_on(model: type[Model]) -> Any:
    """From which day a row counts; that which undoes another as well, so a sum up to a day is what stood on it."""
    is_allocation = model is Allocation
    first = from_on("releases__", is_allocation=is_allocation)
    why = [turned_on("recorded_at"), *([freed_on("recorded_at")] if is_allocation else [])]
    undone = Greatest(first, Coalesce(*why, first))
    return Case(When(releases__isnull=False, then=undone), default=from_on(is_allocation=is_allocation))


def by_day(found: QuerySet[Any, Any], until: dt.date | None) -> QuerySet[Any, Any]:
    """The rows that count up to a day, what undoes others among them; None: all of them."""
    if until is None:
        return found
    counting: QuerySet[Any, Any] = found.alias(counted=counted_on(found.model)).filter(counted__lte=until)
    return counting


@dataclass(frozen=True, slots=True)
class Payment:
    """An entry with its parts on invoices, without those that were a mistake."""

    booked_on: dt.date
    cents: int
    parts: tuple[Part, ...]

    def on(self, day: dt.date) -> OnADay:
        return on_a_day(self.booked_on, self.cents, self.parts, day)

    def more_on(self, day: dt.date) -> int:
        """How much more of it stood on no invoice on a day than does now."""
        now = sum(each.cents for each in self.parts if each.freed_on is None)
        then = (each for each in self.parts if each.counts_by(day) and not each.is_freed_by(day))
        return now - sum(each.cents for each in then)


def payments_among(entries: Iterable[int] | QuerySet[Any, Any]) -> Mapping[int, Payment]:
    """Those of these entries that stand or stood on invoices, by key; one query."""
    found = Allocation.objects.filter(entry__in=entries, invoice__isnull=False, releases__isnull=True)
    rows = found.annotate(turned=turned_on(), freed=freed_on(), first=from_on()).filter(
        STANDING | Q(turned__isnull=False) | Q(freed__isnull=False)
    )
    columns = ("entry", "entry__booked_on", "entry__amount_cents")
    of_part = ("invoice__number", "amount_cents", "first", "pk", "released_by", "freed", "turned")
    parts: dict[tuple[int, dt.date, int], list[Part]] = defaultdict(list)
    for key, booked_on, whole, number, cents, first, said, undone, freed, turned in rows.order_by(
        "pk"
    ).values_list(*columns, *of_part):
        part = Part(number, cents, first, said, undone or 0, None if turned else freed, turned)
        parts[key, booked_on, whole].append(part)
    return {key: Payment(on, cents, tuple(some)) for (key, on, cents), some in parts.items()}


def whole_payments(entries: Collection[int]) -> Mapping[int, Payment]:
    """The same, with what was set apart of them or booked on a line; three queries, none without entries."""
    if not entries:
        return {}
    found = payments_among(entries)
    elsewhere: dict[int, list[Part]] = defaultdict(list)
    aside = Allocation.objects.filter(invoice__isnull=True, outgoing__isnull=True)
    for rows, is_allocation in ((aside, True), (BankBooking.objects.all(), False)):
        own = rows.filter(entry__in=found, releases__isnull=True).annotate(turned=turned_on())
        own = own.filter(STANDING | Q(turned__isnull=False))
        columns = ("entry", "amount_cents", "first", "turned")
        for key, cents, first, turned in own.annotate(first=from_on(is_allocation=is_allocation)).values_list(
            *columns
        ):
            elsewhere[key].append(Part("", cents, first, LAST, turned_on=turned))
    return {key: replace(each, parts=(*each.parts, *elsewhere[key])) for key, each in found.items()}
