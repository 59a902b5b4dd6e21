"""Whether the network goes on: only when every organisation has decided in favour, or the steering group decides so.

"Het veiligheidsnetwerk kan alleen continueren indien alle partners solidair en bereid zijn": no threshold is named,
so it is all of them; going on without all of them takes a recorded decision.

Source: the memo of 28 January 2019, R50.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from noaber.decisions.rules.outcomes import in_favour_answers
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer


class ContinuationState(StrEnum):
    """Whether it goes on, and by what."""

    NOT_YET = "not_yet"
    CONTINUES = "continues"
    BY_DECISION = "by_decision"


@dataclass(frozen=True, slots=True)
class Solidarity:
    """Who agreed, who declined and who has not decided (yet), as keys in the order given; each is in one of them."""

    agreed: tuple[str, ...]
    missing: tuple[str, ...]
    declined: tuple[str, ...]

    @property
    def asked(self) -> int:
        return len(self.agreed) + len(self.missing) + len(self.declined)

    @property
    def is_complete(self) -> bool:
        """Everyone agreed; of nobody asked, nobody agreed."""
        return bool(self.agreed) and not self.missing and not self.declined


_IN_FAVOUR = in_favour_answers(PointKind.DECIDE)


def solidarity(answers: Mapping[str, Collection[Answer | None]]) -> Solidarity:
    """Sort parties by what they answered on the points that ask something of them (None: no answer).

    In favour of one point and silent on another is missing; one objection is declined.

    >>> found = solidarity({"a": [Answer.CONSENT], "b": [Answer.CONSENT, None], "c": [Answer.OBJECTION, None]})
    >>> found.agreed, found.missing, found.declined, found.asked
    (('a',), ('b',), ('c',), 3)
    """
    declined = tuple(party for party, given in answers.items() if Answer.OBJECTION in given)
    agreed = tuple(party for party, given in answers.items() if given and _IN_FAVOUR.issuperset(given))
    missing = tuple(party for party in answers if party not in {*declined, *agreed})
    return Solidarity(agreed, missing, declined)


def continuation_state(found: Solidarity, *, is_decided: bool) -> ContinuationState:
    """Whether it goes on; ``is_decided``: the steering group decided to go on without all.

    That everyone agreed after all outweighs such a decision: then it is not needed any more.

    >>> everyone, some = Solidarity(("a",), (), ()), Solidarity(("a",), ("b",), ())
    >>> [continuation_state(some, is_decided=decided).value for decided in (False, True)]
    ['not_yet', 'by_decision']
    >>> continuation_state(everyone, is_decided=True).value
    'continues'
    """
    if found.is_complete:
        return ContinuationState.CONTINUES
    return ContinuationState.BY_DECISION if is_decided else ContinuationState.NOT_YET
