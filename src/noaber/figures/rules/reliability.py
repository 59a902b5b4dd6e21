"""On whose doing a count depends most: of who reports, or of what the police looks for itself."""

from typing import Final

POLICE_DRIVEN: Final = ("1.6.3", "2.6", "2.7.2", "3.1", "3.2", "3.3", "3.4", "3.5")
"""Codes, or their first parts: trade in people, drugs and weapons, environment, special laws, drinking."""


def is_police_driven(kind: str) -> bool:
    """Whether a higher count may as well mean that there was more looking.

    >>> is_police_driven("3.1.1"), is_police_driven("1.1.1"), is_police_driven("3.5.2"), is_police_driven("3.51")
    (True, False, True, False)
    """
    return any(kind == code or kind.startswith(f"{code}.") for code in POLICE_DRIVEN)
