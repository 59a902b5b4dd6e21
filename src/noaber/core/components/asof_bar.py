"""The two dates above every page of the register: valid on, and known on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

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

    @property
    def in_words(self) -> str:
        """The dates for under a list that leaves the screen."""
        if self.known_text:
            facts = {"valid": self.valid_text, "known": self.known_text}
            return _("Stand op %(valid)s, met wat bekend was op %(known)s") % facts
        return _("Stand op %(valid)s") % {"valid": self.valid_text}

    @property
    def file_mark(self) -> str:
        """The dates for in the name of a file: nothing for today's state."""
        known = f"bekend-{self.known_value}" if self.known_value else ""
        return "-".join(mark for mark in (self.valid_value, known) if mark)


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
