"""What budget, purchase invoices, commitments and co-funding ask on the home page, of who can do it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import format_number
from noaber.finance.access import (
    PAYERS,
    may_approve_budget,
    may_approve_purchase,
    may_commit,
    may_read_spending,
    may_report_delivery,
)
from noaber.finance.queries.agreements.choosing import KEEPERS
from noaber.finance.queries.waiting import (
    WaitingPurchase,
    requested_commitments,
    undelivered_of,
    waiting_proposals,
    waiting_purchases,
)
from noaber.finance.rules.budget.year_budget import ProposalKind
from noaber.finance.rules.spending.bookings import IncomingState
from noaber.finance.views.places.budget import (
    COMMITMENTS,
    PURCHASES,
    commitment_address,
    pledge_address,
    proposal_address,
    purchase_address,
)


def budget_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """A budget or an amendment that waits for approval, for another person than who proposed it."""
    if not actor.has(*KEEPERS):
        return
    for row in waiting_proposals():
        if not may_fill_in(may_approve_budget(actor, row.made_by)):
            continue
        is_first = row.kind is ProposalKind.ORIGINAL
        title = (
            _("Keur de begroting van %(year)s goed") if is_first else _("Keur de wijziging van %(year)s goed")
        )
        text = _("Iemand anders stelde dit voor. Na uw akkoord staat het geld op de posten.")
        address = proposal_address(row.agreement_code, row.year, row.number)
        yield Task(title % {"year": row.year}, text, address)


def spending_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """Purchase invoices that wait for an approval or to be booked, and money that was asked for."""
    if not may_read_spending(actor):
        return
    rows = waiting_purchases()
    yield from _approvals([row for row in rows if _may_approve(actor, row)])
    if may_fill_in(may_commit(actor)):
        yield from _bookings([row for row in rows if row.state is IncomingState.APPROVED])
        yield from _requests(requested_commitments())


def _may_approve(actor: Actor, row: WaitingPurchase) -> bool:
    if row.state not in (IncomingState.WAITING, IncomingState.HALFWAY):
        return False
    return may_fill_in(may_approve_purchase(actor, row.first_by))


def _approvals(rows: Sequence[WaitingPurchase]) -> Iterator[Task]:
    if not rows:
        return
    title = ngettext(
        "Geef akkoord op %(count)s inkoopfactuur", "Geef akkoord op %(count)s inkoopfacturen", len(rows)
    )
    text = _("Twee verschillende personen geven akkoord voordat een factuur wordt geboekt.")
    yield Task(title % _count(rows), text, _purchases(rows), _due_on(rows))


def _bookings(rows: Sequence[WaitingPurchase]) -> Iterator[Task]:
    if not rows:
        return
    title = ngettext("Boek %(count)s inkoopfactuur", "Boek %(count)s inkoopfacturen", len(rows))
    yield Task(title % _count(rows), _("Twee personen gaven akkoord."), _purchases(rows), _due_on(rows))


def _requests(keys: Sequence[int]) -> Iterator[Task]:
    if not keys:
        return
    title = ngettext(
        "Beslis over %(count)s aangevraagde verplichting",
        "Beslis over %(count)s aangevraagde verplichtingen",
        len(keys),
    )
    text = _("Leg het geld vast zolang het op de post staat, of geef de aanvraag vrij.")
    address = commitment_address(keys[0]) if len(keys) == 1 else COMMITMENTS
    yield Task(title % _count(keys), text, address)


def delivery_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """What an organisation promised for a year that has ended and did not report, for who speaks for it."""
    own = {scope.partition(":")[2] for scope in actor.scopes_of(*PAYERS) if scope.startswith("organisation:")}
    codes = tuple(sorted(code for code in own if may_fill_in(may_report_delivery(actor, code))))
    for row in undelivered_of(codes, asof.valid_on) if codes else ():
        title = _("Meld wat u in %(year)s leverde") % {"year": row.year}
        text = _("Het jaar is voorbij en er is nog niets gemeld van wat is toegezegd.")
        yield Task(title, text, pledge_address(row.key, "melden/"))


def _purchases(rows: Sequence[WaitingPurchase]) -> str:
    return purchase_address(rows[0].number) if len(rows) == 1 else PURCHASES


def _due_on(rows: Iterable[WaitingPurchase]) -> dt.date | None:
    """When the first of them has to be paid."""
    return min((row.due_on for row in rows if row.due_on), default=None)


def _count(rows: Sequence[object]) -> dict[str, str]:
    return {"count": format_number(len(rows))}
