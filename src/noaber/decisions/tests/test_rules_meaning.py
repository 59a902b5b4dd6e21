"""What a position means, as a table: every kind of point at every stage."""

import pytest

from noaber.decisions.rules.meaning import Meaning, meaning
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.route import Role

AHEAD, AHEAD_OF_DECISION = Meaning.CONSENT_BEFORE_ADOPTION, Meaning.CONSENT_BEFORE_DECISION
ROLES = (Role.HEAR, Role.ADVISE, Role.CONSENT, Role.DECIDE, Role.ADOPT)
TABLE = {
    PointKind.ADOPT: (Meaning.HEARD, Meaning.ADVICE, AHEAD, AHEAD, Meaning.ADOPTION),
    PointKind.CONSENT: (Meaning.HEARD, Meaning.ADVICE, *[Meaning.CONSENT] * 3),
    PointKind.TAKE_NOTE: [Meaning.NOTED] * 5,
    PointKind.ADVISE: (Meaning.HEARD, *[Meaning.ADVICE] * 4),
    PointKind.DECIDE: (Meaning.HEARD, Meaning.ADVICE, AHEAD_OF_DECISION, Meaning.DECISION, Meaning.DECISION),
}


def test_the_table_is_whole() -> None:
    assert set(TABLE) == set(PointKind)
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize(
    ("kind", "role", "expected"),
    [
        (kind, role, expected)
        for kind, row in TABLE.items()
        for role, expected in zip(ROLES, row, strict=True)
    ],
)
def test_the_meaning_follows_from_the_stage(kind: PointKind, role: Role, expected: Meaning) -> None:
    assert meaning(kind, role) is expected


def test_only_the_adopting_stage_adopts() -> None:
    adopting = {
        (kind, role) for kind in PointKind for role in Role if meaning(kind, role) is Meaning.ADOPTION
    }
    assert adopting == {(PointKind.ADOPT, Role.ADOPT)}


def test_every_meaning_occurs() -> None:
    assert {meaning(kind, role) for kind in PointKind for role in Role} == set(Meaning)
