"""Saying what a payer wants to find on its invoices."""

import datetime as dt

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.history import count_change, lock, recorded_by
from noaber.finance.access import may_set_billing
from noaber.finance.models import Buyer, BuyerStatement
from noaber.finance.queries.invoices.buyers import wishes_of_buyers
from noaber.finance.rules.billing.composing import BuyerWishes
from noaber.network.api import organisation_id


def record_buyer(code: str, wishes: BuyerWishes, *, actor: Actor, now: dt.datetime) -> bool:
    """Keep the wishes of an organisation that pays; False when they were known. Invoices of before stay as they are."""
    require(may_set_billing(actor))
    with verb("finance.record_buyer", actor=actor) as trail:
        made, _is_new = Buyer.objects.get_or_create(organisation_id=organisation_id(code))
        buyer = lock(Buyer, made.pk, revision=None, label=code)
        if wishes_of_buyers().get(code) == wishes:
            return False
        count_change(buyer)
        said = BuyerStatement.objects.create(
            buyer=buyer,
            number=buyer.revision,
            profile=wishes.profile.value,
            buyer_reference=wishes.buyer_reference,
            order_reference=wishes.order_reference,
            **recorded_by(actor, now),
        )
        trail.note(buyer, {"organisation": code, "number": said.number}, records=[said])
    return True
