"""The two dates above every page of the register: valid on, and known on."""

from collections.abc import Mapping
from dataclasses import dataclass

from noaber.core.asof import KNOWN_ON, VALID_ON, AsOf
from noaber.core.rules.dutch import long_date


@dataclass(frozen=True, slots=True)
class AsOfBar:
    """What ``core/components/asof_bar.html`` shows; ``kept`` are the other keys of the address."""

    valid_text: str
    known_text: str
    valid_value: str
    known_value: str
    kept: tuple[tuple[str, str], ...]
    is_asked: bool


def asof_bar(asof: AsOf, query: Mapping[str, str]) -> AsOfBar:
    kept = tuple(
        (key, value)
        for key, value in query.items()
        if key not in (VALID_ON, KNOWN_ON, "pagina", "formaat") and value
    )
    return AsOfBar(
        valid_text=long_date(asof.valid_on),
        known_text=long_date(asof.known_on) if asof.known_on else "",
        valid_value=asof.valid_on.isoformat() if asof.is_asked else "",
        known_value=asof.known_on.isoformat() if asof.known_on else "",
        kept=kept,
        is_asked=asof.is_asked,
    )
