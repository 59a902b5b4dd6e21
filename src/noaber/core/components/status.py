"""A status: a word with a tone and a mark, so that it never speaks by colour alone."""

from dataclasses import dataclass
from typing import Final, Literal

Tone = Literal["ok", "warning", "danger", "info", "neutral", "current"]
TONES: Final[tuple[Tone, ...]] = ("ok", "warning", "danger", "info", "neutral", "current")


@dataclass(frozen=True, slots=True)
class Status:
    """``label`` is what people read; ``tone`` chooses ground and mark (``core/pictures.svg#mark-<tone>``)."""

    label: str
    tone: Tone = "neutral"

    def __str__(self) -> str:
        return self.label
