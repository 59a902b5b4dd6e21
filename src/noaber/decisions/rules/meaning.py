"""What a position on a point means: that follows from the stage at which it is given, not from the word alone.

"Vaststellen" asked of a district council is consent, ahead of the adoption by the board (R54); taking note is
never a vote (R55); a council that is heard on the plan does not consent to it (R15, Politiewet 2012 art. 38b(2)).

Source: the memo of 28 January 2019, R14, R15 and R54-R56.
"""

from enum import StrEnum

from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.route import Role


class Meaning(StrEnum):
    """What is on record once the position is given."""

    HEARD = "heard"
    ADVICE = "advice"
    NOTED = "noted"
    CONSENT = "consent"
    CONSENT_BEFORE_ADOPTION = "consent_before_adoption"
    CONSENT_BEFORE_DECISION = "consent_before_decision"
    DECISION = "decision"
    ADOPTION = "adoption"


def meaning(kind: PointKind, role: Role) -> Meaning:
    """Tell what an answer on this kind of point means at a stage with this role.

    What a stage cannot give, it does not give: hearing is hearing and advice is advice, whatever is asked. What
    a point does not ask, nobody gives: noting stays noting at every stage, advice stays advice, consent consent.

    - adopt: adoption at the adopting stage only; where parties consent or decide it is consent ahead of that
    - decide: a decision where parties decide or adopt; where they consent it is consent ahead of that

    >>> meaning(PointKind.ADOPT, Role.CONSENT).value, meaning(PointKind.ADOPT, Role.ADOPT).value
    ('consent_before_adoption', 'adoption')
    >>> meaning(PointKind.TAKE_NOTE, Role.HEAR).value, meaning(PointKind.DECIDE, Role.HEAR).value
    ('noted', 'heard')
    """
    if kind is PointKind.TAKE_NOTE:
        return Meaning.NOTED
    if role is Role.HEAR:
        return Meaning.HEARD
    if role is Role.ADVISE or kind is PointKind.ADVISE:
        return Meaning.ADVICE
    if kind is PointKind.CONSENT:
        return Meaning.CONSENT
    if kind is PointKind.ADOPT:
        return Meaning.ADOPTION if role is Role.ADOPT else Meaning.CONSENT_BEFORE_ADOPTION
    return Meaning.CONSENT_BEFORE_DECISION if role is Role.CONSENT else Meaning.DECISION
