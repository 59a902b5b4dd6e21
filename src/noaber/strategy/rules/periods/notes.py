"""What the note must be like that goes with a decision on a period: told where one is refused."""

import re
from typing import Final

from noaber.core.rules.reasons import WORDS_NEEDED, names_something, says_something
from noaber.strategy.rules.faults import Fault

_PLAN: Final = re.compile(r"\bplan\b", re.IGNORECASE)
_NO_NAME: Final = re.compile(r"\b(het|dit|dat|een|ons|hun|van|plan)\b", re.IGNORECASE)
PLAN_NEEDED: Final = (
    "Gebruik ten minste twee verschillende woorden van drie letters of meer, en daarbij het woord ‘plan’. "
    "Bijvoorbeeld: ‘Het plan van de politie wordt in juni apart vastgesteld.’"
)
"""What a note must be like that tells what becomes of a plan (`tells_of_plan`)."""


NAME_NEEDED: Final = "Noem het plan bij zijn naam. Bijvoorbeeld: ‘Meerjarenbeleidsplan politie’."


def note_needed(text: str) -> Fault:
    """That a note is needed, with what it must be like.

    >>> note_needed("Zeg waarom.").message.startswith("Zeg waarom. Gebruik ten minste twee")
    True
    """
    return Fault("note", f"{text} {WORDS_NEEDED}")


def tells_of_plan(note: str) -> bool:
    """Whether a note tells what becomes of the plan beside a strategy, for it names it (R13).

    >>> [tells_of_plan(note) for note in ("Zo is dit besloten.", "Plan.", "Het plan.", "Het plan volgt in juni.")]
    [False, False, False, True]
    """
    return "plan" in note.casefold() and says_something(_PLAN.sub(" ", note))


def names_plan(title: str) -> bool:
    """Whether a plan is called by a name, by which points of proposals can be told to be about it.

    >>> [names_plan(title) for title in ("Het plan", "plan", "Dit plan.", "Beleidsplan", "Plan van de politie")]
    [False, False, False, True, True]
    """
    return names_something(_NO_NAME.sub(" ", title))
