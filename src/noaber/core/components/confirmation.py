"""The page that asks once more before something that matters."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What ``core/confirm.html`` shows as ``confirmation``: it posts ``hidden`` to ``action``.

    ``consequences`` are full sentences: what changes, for whom, what cannot be undone.
    """

    title: str
    question: str
    confirm_label: str
    cancel_url: str
    consequences: tuple[str, ...] = ()
    action: str = ""
    tone: Literal["primary", "danger"] = "primary"
    hidden: tuple[tuple[str, str], ...] = ()
