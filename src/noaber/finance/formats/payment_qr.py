"""The payment code of an invoice as a picture that a screen reader can tell of."""

import io
from html import escape
from typing import Final

import segno

from noaber.core.rules.money import format_euro
from noaber.finance.rules.invoices.payment_qr import payment_payload

QUIET_ZONE: Final = 4
"""Modules of white around the code, as ISO 18004 has it."""


def payment_qr_svg(name: str, iban: str, cents: int, reference: str) -> str:
    """An SVG to put in a page or a paper; it scales, and its title says what paying it does.

    Raises PaymentQrError where the code cannot be made.
    """
    code = segno.make(
        payment_payload(name, iban, cents, reference).encode(),
        error="m",
        micro=False,
        boost_error=False,
        mode="byte",
    )
    drawn = io.BytesIO()
    code.save(
        drawn, kind="svg", border=QUIET_ZONE, xmldecl=False, svgns=True, omitsize=True, light="#fff", nl=False
    )
    title = escape(payment_qr_text(name, iban, cents, reference))
    opening, _, rest = drawn.getvalue().decode().partition(">")
    return f'{opening} role="img" aria-label="{title}"><title>{title}</title>{rest}'


def payment_qr_text(name: str, iban: str, cents: int, reference: str) -> str:
    """What the picture says, for who does not see it.

    >>> payment_qr_text("Gemeente Voorbeeld", "NL91ABNA0417164300", 1_993_95, "RF3420200001")
    'QR-code om €\\xa01.993,95 te betalen aan Gemeente Voorbeeld, IBAN NL91 ABNA 0417 1643 00, betalingskenmerk RF34
    2020 0001'
    """
    return (
        f"QR-code om {format_euro(cents)} te betalen aan {name}, IBAN {in_groups(iban)}, "
        f"betalingskenmerk {in_groups(reference)}"
    )


def in_groups(number: str) -> str:
    """In fours, as people read it out.

    >>> in_groups("NL91ABNA0417164300")
    'NL91 ABNA 0417 1643 00'
    """
    plain = "".join(number.split())
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))
