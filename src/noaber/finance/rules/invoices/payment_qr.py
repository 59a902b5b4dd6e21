"""What a banking app reads from the square on an invoice: a SEPA transfer that only has to be approved.

Source: EPC069-12 v2.1 (European Payments Council), version 002: one datum per line, BIC not needed, amount in euro,
the creditor reference of ISO 11649 in its own line, at most 331 bytes.
"""

import re
from typing import Final

from noaber.finance.rules.identifiers import IdentifierError, checked_iban
from noaber.finance.rules.invoices.references import is_reference

LARGEST: Final = 331
"""Bytes of UTF-8, for a code of at most version 13 with error level M."""

LONGEST_NAME: Final = 70
HIGHEST_CENTS: Final = 999_999_999_99

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class PaymentQrError(ValueError):
    """A payment that cannot stand in a QR code; the message is Dutch and can be shown as it is."""


def payment_payload(name: str, iban: str, cents: int, reference: str) -> str:
    """The lines of the code; a name that is too long for a transfer is cut off, as banks do.

    >>> print(payment_payload("Gemeente Voorbeeld", "NL91 ABNA 0417 1643 00", 1_993_95, "RF3420200001"))
    BCD
    002
    1
    SCT
    <BLANKLINE>
    Gemeente Voorbeeld
    NL91ABNA0417164300
    EUR1993.95
    <BLANKLINE>
    RF3420200001
    >>> payment_payload("Gemeente Voorbeeld", "NL91 ABNA 0417 1643 00", 0, "RF3420200001")
    Traceback (most recent call last):
    noaber.finance.rules.invoices.payment_qr.PaymentQrError: Het bedrag moet tussen 1 cent en 999.999.999,99 euro
        liggen.
    """
    receiver = " ".join(name.split())[:LONGEST_NAME].strip()
    if not receiver or _CONTROL.search(receiver):
        raise PaymentQrError("De naam van de ontvanger ontbreekt of bevat een vreemd teken.")
    try:
        account = checked_iban(iban)
    except IdentifierError as wrong:
        raise PaymentQrError(f"{wrong}.") from wrong
    if not 1 <= cents <= HIGHEST_CENTS:
        raise PaymentQrError("Het bedrag moet tussen 1 cent en 999.999.999,99 euro liggen.")
    if not is_reference(reference):
        raise PaymentQrError(f"Betalingskenmerk ‘{reference[:40]}’ klopt niet (RF, ISO 11649).")
    euros = f"EUR{cents // 100}.{cents % 100:02d}"
    payload = "\n".join(("BCD", "002", "1", "SCT", "", receiver, account, euros, "", reference))
    if len(payload.encode()) > LARGEST:
        raise PaymentQrError("De naam van de ontvanger is te lang voor een QR-code.")
    return payload
