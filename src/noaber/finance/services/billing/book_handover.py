"""The books go to another host (R52), because another partner provides the project leader or because it is said so:
what there is to hand over.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core.asof import AsOf
from noaber.core.audit import Trail
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from noaber.finance.models import ContributionRun, InvoiceSeries
from noaber.finance.queries.bank.entries import entries
from noaber.finance.queries.billing.runs import RunRow, runs_of_agreement
from noaber.finance.queries.billing.terms import host_on, ibans_of_hosts
from noaber.finance.queries.invoices.open_items import settlements
from noaber.finance.queries.office import is_leader, leading_partner, leading_post
from noaber.finance.rules.billing.terms import RunState
from noaber.network.api import (
    HANDOVER_OPEN,
    HandoverEvent,
    HandoverNotice,
    is_on_list,
    list_books,
    register_handover_words,
)

HOST: Final = "finance.host"
INVOICES: Final = "finance.open_invoices"
PAYMENTS: Final = "finance.payments"
SERIES: Final = "finance.series"
ACCOUNT: Final = "finance.account"
RUN: Final = "finance.run"
ALL: Final = "all"


def hand_over_books(event: HandoverEvent) -> Iterator[HandoverNotice]:
    """Nothing while the new project leader works for the host that keeps the books, or nobody keeps them."""
    host, asof = host_on(event.effective_on), AsOf(event.effective_on)
    if host is None or not is_leader(event.post_code, event.effective_on):
        return
    if leading_partner(asof) in ("", host.code):
        return
    yield HandoverNotice(HOST, host.code, HANDOVER_OPEN)
    yield from _books()


def hand_over_to(before: str, from_on: dt.date, *, trail: Trail, now: dt.datetime) -> None:
    """Another host was recorded: start the list, unless the change of project leader did that already.

    Where nobody leads there is nobody to give it to.
    """
    leader = leading_post(from_on)
    if leader and not is_on_list(HOST, before):
        list_books(leader, _books(), effective_on=from_on, trail=trail, now=now)


def _books() -> Iterator[HandoverNotice]:
    for kind, key in _things():
        yield HandoverNotice(kind, key, HANDOVER_OPEN)


def _things() -> Iterator[tuple[str, str]]:
    if any(row.settlement.open_cents for row in settlements()):
        yield INVOICES, ALL
    if any(row.left_cents for row in entries(unexplained=True)):
        yield PAYMENTS, ALL
    for year in InvoiceSeries.objects.order_by("year").values_list("year", flat=True):
        yield SERIES, str(year)
    for iban in ibans_of_hosts():
        yield ACCOUNT, iban
    for run in _underway():
        yield RUN, str(run.id)


def _underway() -> list[RunRow]:
    """The runs that are worked out or approved, and not invoiced yet."""
    codes = set(ContributionRun.objects.values_list("billing_year__agreement__code", flat=True))
    rows = (run for code in sorted(codes) for runs in runs_of_agreement(code).values() for run in runs)
    return [run for run in rows if run.state in (RunState.DRAFT, RunState.APPROVED)]


def register_book_words() -> None:
    """How the things of the books are called on the list of a handover."""
    register_handover_words(HOST, gettext_lazy("boeken"), _host_words)
    register_handover_words(INVOICES, gettext_lazy("facturen"), _invoice_words)
    register_handover_words(PAYMENTS, gettext_lazy("betalingen"), _payment_words)
    register_handover_words(SERIES, gettext_lazy("nummerreeks"), _series_words)
    register_handover_words(ACCOUNT, gettext_lazy("rekening"), _account_words)
    register_handover_words(RUN, gettext_lazy("factuurronde"), _run_words)


def _host_words(code: str) -> str:
    return _("De werkgever van de projectleider wordt beheerorganisatie: leg haar vast bij Factureren.")


def _invoice_words(key: str) -> str:
    left = [row.settlement.open_cents for row in settlements() if row.settlement.open_cents]
    words = ngettext(
        "%(count)s factuur staat open: %(sum)s. Wie int die?",
        "%(count)s facturen staan open, samen %(sum)s. Wie int die?",
        len(left),
    )
    return words % {"count": format_number(len(left)), "sum": format_euro(sum(left))}


def _payment_words(key: str) -> str:
    left = [row.left_cents for row in entries(unexplained=True) if row.left_cents]
    words = ngettext(
        "%(count)s boeking is nog niet verwerkt.", "%(count)s boekingen zijn nog niet verwerkt.", len(left)
    )
    return words % {"count": format_number(len(left))}


def _series_words(key: str) -> str:
    found = InvoiceSeries.objects.filter(year=int(key)).values_list("last_number", flat=True).first()
    return _("%(year)s: het laatste nummer is %(number)s. Gaat de reeks door?") % {
        "year": key,
        "number": f"{key}-{found or 0:04d}",
    }


def _account_words(iban: str) -> str:
    return _("%(iban)s: blijft hierop geld binnenkomen? Lees die afschriften in.") % {"iban": iban}


def _run_words(key: str) -> str:
    run = next((each for each in _underway() if str(each.id) == key), None)
    if run is None:
        return _("is inmiddels afgerond of ingetrokken")
    return _("Bijdragen %(year)s, ronde %(number)s: nog niet gefactureerd.") % {
        "year": run.year,
        "number": run.number,
    }
