"""What the note must be like that goes with a decision on a period: told where one is refused."""

from typing import Final

from noaber.core.rules.reasons import WORDS_NEEDED, says_something
from noaber.strategy.rules.faults import Fault

PLAN_NEEDED: Final = (
    "Gebruik ten minste twee verschillende woorden van drie letters of meer, en daarbij het woord ‘plan’. "
    "Bijvoorbeeld: ‘Het plan van de politie wordt in juni apart vastgesteld.’"
)
"""What a note must be like that tells what becomes of a plan (`tells_of_plan`)."""


def note_needed(text: str) -> Fault:
    """That a note is needed, with what it must be like.

    >>> note_needed("Zeg waarom.").message.startswith("Zeg waarom. Gebruik ten minste twee")
    True
    """
    return Fault("note", f"{text} {WORDS_NEEDED}")


def tells_of_plan(note: str) -> bool:
    """Whether a note tells what becomes of the plan beside a strategy, for it names it (R13).

    >>> tells_of_plan("Zo is dit besloten."), tells_of_plan("Plan."), tells_of_plan("Het plan volgt in juni.")
    (False, False, True)
    """
    return says_something(note) and "plan" in note.casefold()
