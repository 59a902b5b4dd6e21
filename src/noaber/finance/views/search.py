"""What the search box finds of the money: each only for who may read it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import SearchHit
from noaber.core.rules.dutch import fold_name
from noaber.core.rules.money import format_euro
from noaber.finance.access import (
    PAYERS,
    may_read_grants,
    may_read_invoice_of,
    may_read_invoices,
    may_read_spending,
)
from noaber.finance.models import ACTIVITY_STATUSES, KINDS
from noaber.finance.queries.grants import funded_activities, grants
from noaber.finance.queries.scenarios import scenarios_for
from noaber.finance.queries.searched import searched_invoices, searched_purchases
from noaber.finance.queries.spending.bookings import incoming_code
from noaber.finance.views.places.billing import invoice_address
from noaber.finance.views.places.budget import purchase_address
from noaber.finance.views.places.grants import activity_address, grant_address
from noaber.finance.views.places.scenarios import scenario_address


def finance_hits(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """Invoices, purchase invoices, grants, activities and scenarios."""
    yield from _invoices(actor, words, asof)
    yield from _purchases(actor, words, asof)
    yield from _grants(actor, words)
    yield from _activities(words)
    yield from _scenarios(actor, words, asof)


def _invoices(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """By number or buyer; nothing is read for who has no invoices."""
    if not (may_read_invoices(actor) or actor.scopes_of(*PAYERS)):
        return
    for row in searched_invoices():
        if (
            row.issued_on <= asof.valid_on
            and _matches(words, row.number, row.buyer_name)
            and may_read_invoice_of(actor, row.buyer_code)
        ):
            text = f"{row.buyer_name}, {format_euro(row.total_cents)}"
            yield SearchHit(str(KINDS[row.kind]), row.number, text, invoice_address(row.number))


def _purchases(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    for row in searched_purchases() if may_read_spending(actor) else ():
        code = incoming_code(row.number)
        if row.issued_on <= asof.valid_on and _matches(words, code, row.supplier, row.supplier_number):
            title = f"{row.supplier}, {row.supplier_number}"
            text = f"{code}, {format_euro(row.total_cents)}"
            yield SearchHit(_("inkoopfactuur"), title, text, purchase_address(row.number))


def _grants(actor: Actor, words: Sequence[str]) -> Iterator[SearchHit]:
    for row in grants() if may_read_grants(actor) else ():
        if _matches(words, row.text.title, row.text.funder, row.text.scheme):
            yield SearchHit(_("subsidie"), row.text.title, row.text.funder, grant_address(row.code))


def _activities(words: Sequence[str]) -> Iterator[SearchHit]:
    """Which activities there are is public."""
    for row in funded_activities():
        if _matches(words, row.text.title, row.text.funder, row.lead_name):
            text = f"{row.lead_name}, {ACTIVITY_STATUSES[row.text.status]}"
            yield SearchHit(_("gesubsidieerde activiteit"), row.text.title, text, activity_address(row.code))


def _scenarios(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """One that was withdrawn is not offered any more."""
    for row in scenarios_for(actor, asof):
        if not row.is_withdrawn and _matches(words, row.name, row.explanation):
            yield SearchHit(_("scenario"), row.name, row.explanation, scenario_address(row.code))


def _matches(words: Sequence[str], *texts: str) -> bool:
    folded = fold_name(" ".join(texts))
    return all(word in folded for word in words)
