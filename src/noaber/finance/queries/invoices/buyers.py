"""What payers want to find on their invoices."""

from django.db.models import Exists, OuterRef

from noaber.finance.models import BuyerStatement
from noaber.finance.rules.billing.composing import BuyerWishes
from noaber.finance.rules.invoices.invoice import Profile


def wishes_of_buyers() -> dict[str, BuyerWishes]:
    """The wishes that were recorded, by code of the organisation; one query."""
    later = BuyerStatement.objects.filter(buyer=OuterRef("buyer"), number__gt=OuterRef("number"))
    found = BuyerStatement.objects.filter(~Exists(later)).select_related("buyer__organisation")
    return {
        each.buyer.organisation.code: BuyerWishes(
            Profile(each.profile), each.buyer_reference, each.order_reference
        )
        for each in found
    }
