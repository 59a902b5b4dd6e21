"""Taking something back always has a reason, which stays to be read with what was taken back."""

from typing import Final

from noaber.strategy.rules.faults import reason_faults, too_long

LONGEST_REASON: Final = 500
NO_REASON: Final = "Zeg waarom u dit intrekt."


def reason_fault(reason: str, *, missing: str = NO_REASON, longest: int = LONGEST_REASON) -> str:
    """Why something cannot be taken back with this reason; empty when it can. `longest`: in characters.

    >>> reason_fault(" "), reason_fault("Dit stond er twee keer."), bool(reason_fault("Dubbel."))
    ('Zeg waarom u dit intrekt.', '', True)
    >>> reason_fault("Dit stond er twee keer.", longest=6)
    'Deze tekst is te lang: ten hoogste 6 tekens.'
    """
    typed = reason.strip()
    for fault in reason_faults("reason", typed, missing):
        return fault.message
    return too_long(longest) if len(typed) > longest else ""
