"""Who would get a mail: shown before it is sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from noaber.core.errors import DomainError
from noaber.core.mail.queueing import checked_address


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who should get the mail, by name as on the screen, with their address (maybe empty)."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class RecipientPreview:
    """Who gets the mail, each address once; and who does not, with the reason in their list."""

    recipients: tuple[Recipient, ...]
    without_address: tuple[Recipient, ...]
    with_bad_address: tuple[Recipient, ...]
    same_address: tuple[Recipient, ...]


def preview_recipients(candidates: Iterable[Recipient]) -> RecipientPreview:
    """Sort the candidates out, in their own order; addresses are compared without case."""
    good: dict[str, Recipient] = {}
    without, bad, same = [], [], []
    for candidate in candidates:
        if not candidate.address.strip():
            without.append(candidate)
        elif not _is_address(candidate.address):
            bad.append(candidate)
        elif candidate.address.strip().casefold() in good:
            same.append(candidate)
        else:
            good[candidate.address.strip().casefold()] = candidate
    return RecipientPreview(tuple(good.values()), tuple(without), tuple(bad), tuple(same))


def _is_address(text: str) -> bool:
    try:
        checked_address(text)
    except DomainError:
        return False
    return True
