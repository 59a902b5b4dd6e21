"""Whether an organisation takes part in a theme of the strategy: more room for what fits each place (R49)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.strategy.rules.faults import Fault, name_faults, reason_faults, too_long

LONGEST_SENTENCE: Final = 500


class ParticipationKind(StrEnum):
    """`FOLLOWS`: it hears of the work and uses it, without doing any."""

    TAKES_PART = "takes_part"
    FOLLOWS = "follows"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class ParticipationText:
    """What an organisation says of one theme; `sentence`: how it deviates from what was agreed."""

    kind: ParticipationKind
    sentence: str = ""


def participation_faults(text: ParticipationText) -> list[Fault]:
    """Who does not take part says why, in words.

    >>> participation_faults(ParticipationText(ParticipationKind.TAKES_PART))
    []
    >>> [fault.field for fault in participation_faults(ParticipationText(ParticipationKind.NOT, " "))]
    ['sentence']
    >>> [fault.field for fault in participation_faults(ParticipationText(ParticipationKind.NOT, "x"))]
    ['sentence']
    """
    if text.kind is not ParticipationKind.TAKES_PART and not text.sentence.strip():
        return [Fault("sentence", "Zeg in één zin waarom, en wat u in plaats daarvan doet.")]
    if len(text.sentence) > LONGEST_SENTENCE:
        return [Fault("sentence", too_long(LONGEST_SENTENCE))]
    if text.kind is ParticipationKind.NOT:
        return [*reason_faults("sentence", text.sentence)]
    return [*name_faults("sentence", text.sentence)]
