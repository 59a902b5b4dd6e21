"""Taking something back always has a reason, which stays to be read with what was taken back."""

from typing import Final

from noaber.strategy.rules.faults import too_long

LONGEST_REASON: Final = 500
NO_REASON: Final = "Zeg waarom u dit intrekt."


def reason_fault(reason: str, *, missing: str = NO_REASON, longest: int = LONGEST_REASON) -> str:
    """Why something cannot be taken back with this reason; empty when it can. `longest`: in characters.

    >>> reason_fault(" "), reason_fault("Dit stond er twee keer."), reason_fault("Dubbel.", longest=6)
    ('Zeg waarom u dit intrekt.', '', 'Deze tekst is te lang: ten hoogste 6 tekens.')
    """
    typed = reason.strip()
    if not typed:
        return missing
    if len(typed) > longest:
        return too_long(longest)
    return ""
