"""How payers want to get their invoices, and where they read mail about them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.finance.models import DeliveryStatement
from noaber.finance.rules.invoices.transmissions import Channel, channel_for
from noaber.network.api import organisations


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a payer asked for; without a channel it is worked out."""

    asked: Channel | None = None
    email: str = ""

    @property
    def channel(self) -> Channel:
        return channel_for(self.asked, self.email)


@read_once
def deliveries() -> Mapping[str, Delivery]:
    """What payers asked for, by code; one query. Nobody changes the answer."""
    later = DeliveryStatement.objects.filter(buyer=OuterRef("buyer"), number__gt=OuterRef("number"))
    found = DeliveryStatement.objects.filter(~Exists(later)).select_related("buyer__organisation")
    return {
        each.buyer.organisation.code: Delivery(Channel(each.channel) if each.channel else None, each.email)
        for each in found
    }


def addresses_on(day: dt.date) -> dict[str, str]:
    """Where each organisation reads mail about its invoices: the address for those, else its general one."""
    general = {row.code: row.email for row in organisations(COMMAND, AsOf(day)) if row.email}
    return general | {code: said.email for code, said in deliveries().items() if said.email}
