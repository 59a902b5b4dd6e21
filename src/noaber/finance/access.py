"""Who may record what is asked of the partners, and who may bill it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core import clock
from noaber.core.access import ALLOWED, Actor, Decision, Refused, may_change
from noaber.finance.queries.choosing import KEEPERS
from noaber.network.api import successors

PAYERS: Final = ("mayor", "contact", "head")
"""Seats of a municipality that may see what it pays."""


def may_record_agreement(actor: Actor) -> Decision:
    """The coordinator, who writes the proposal, and the controller, who keeps the books."""
    return may_change(actor, *KEEPERS, what=str(_("de afspraken over de bijdragen")))


def may_set_billing(actor: Actor) -> Decision:
    """Only the controller says how a year is billed, and what the invoices say of the host."""
    return may_change(actor, "controller", what=str(_("hoe er wordt gefactureerd")))


def may_make_run(actor: Actor) -> Decision:
    """The controller works out what is asked, and sends the invoices."""
    return may_change(actor, "controller", what=str(_("de facturen")))


def may_approve_run(actor: Actor, made_by_id: int | None) -> Decision:
    """Another person than who worked it out: a coordinator, or a second controller."""
    decision = may_change(actor, *KEEPERS, what=str(_("de facturen")))
    if decision and made_by_id is not None and made_by_id in (actor.user_id, actor.on_behalf_of_id):
        return Refused(str(_("U hebt deze ronde zelf gemaakt. Iemand anders moet haar goedkeuren.")))
    return decision


def may_read_invoices(actor: Actor) -> Decision:
    """Who keeps the books or the network; a municipality reads its own."""
    if actor.has(*KEEPERS):
        return ALLOWED
    return Refused(str(_("De facturen zijn voor de controller en de coördinator.")), is_secret=True)


def may_read_invoice_of(actor: Actor, buyer_code: str) -> Decision:
    """Who may read all of them, and who holds a seat of the one that pays, or of who took over its duties."""
    codes = {buyer_code, successors(clock.today()).get(buyer_code, buyer_code)}
    if actor.has(*KEEPERS) or actor.scopes_of(*PAYERS) & {f"organisation:{code}" for code in codes}:
        return ALLOWED
    return Refused(str(_("Deze factuur is voor wie haar betaalt.")), is_secret=True)


def may_read_bank(actor: Actor) -> Decision:
    """Who keeps the books or the network; that there is a bank page is a secret to others."""
    if actor.has(*KEEPERS):
        return ALLOWED
    return Refused(str(_("De bankboekingen zijn voor de controller en de coördinator.")), is_secret=True)


def may_read_bank_file(actor: Actor, owner_key: str) -> Decision:
    """A file that waits to be read in: only for who may do so, since it names people."""
    return may_keep_bank(actor)


def may_keep_bank(actor: Actor) -> Decision:
    """The controller reads bank files in and says what they pay."""
    readable = may_read_bank(actor)
    return may_change(actor, "controller", what=str(_("de bankboekingen"))) if readable else readable
