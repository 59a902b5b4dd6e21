"""To whom a supplier's invoice is addressed: to the host that keeps the books, or to somebody else.

A number of a register that both have decides; only without one do the names. A tax number may be that of a group.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from noaber.finance.rules.invoices.invoice import Party
from noaber.finance.rules.spending.bookings import key_of


@dataclass(frozen=True, slots=True)
class NamedBuyer:
    """Whom it was sent to, as the sender wrote it; an empty text is not said."""

    name: str
    kvk: str = ""
    oin: str = ""
    vat_number: str = ""


def is_addressed_to(buyer: NamedBuyer, host: Party, other_names: Sequence[str] = ()) -> bool:
    """Whether the invoice is for the host; `other_names` are what suppliers may call it too.

    >>> host = Party("GM0001", "Gemeente Voorbeeld", oin="00000001", vat_number="NL1B01")
    >>> is_addressed_to(NamedBuyer("gemeente VOORBEELD"), host), is_addressed_to(NamedBuyer("Gemeente Utrecht"), host)
    (True, False)
    >>> is_addressed_to(NamedBuyer("Team inkoop", vat_number="NL1 B01"), host)
    True
    >>> is_addressed_to(NamedBuyer("Gemeente Voorbeeld", oin="00000002"), host)
    False
    """
    pairs = ((buyer.oin, host.oin), (buyer.kvk, host.kvk), (buyer.vat_number, host.vat_number))
    same = [key_of(said) == key_of(known) for said, known in pairs if said and known]
    if same:
        return any(same)
    names = {key_of(name) for name in (host.name, host.name.removeprefix("Gemeente "), *other_names)}
    return bool(key_of(buyer.name)) and key_of(buyer.name) in names
