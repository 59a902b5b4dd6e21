"""Every kind of offence of the police has one place, with a reason that can be read."""

from typing import Final

from noaber.figures.rules.fields import THEMES
from noaber.figures.rules.reliability import GROUPS, SOURCE, Driver, reliability_of

PARTS: Final = {
    "1.1": (1, 2),
    "1.2": (1, 2, 3, 4, 5),
    "1.3": (1,),
    "1.4": (1, 2, 3, 4, 5, 6, 7),
    "1.5": (2,),
    "1.6": (1, 2, 3),
    "2.1": (1,),
    "2.2": (1,),
    "2.4": (1, 2),
    "2.5": (1, 2),
    "2.6": (1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14),
    "2.7": (2, 3),
    "3.1": (1, 2, 3),
    "3.2": (1, 2),
    "3.3": (2, 5),
    "3.4": (2,),
    "3.5": (2, 5),
    "3.6": (4,),
    "3.7": (1, 2, 3, 4),
    "3.9": (1, 2, 3),
}
KINDS: Final = [f"{head}.{part}" for head, parts in PARTS.items() for part in parts]
"""The 58 kinds of table 47022NED, without the total."""


def test_every_kind_stands_once() -> None:
    placed = [code for group in GROUPS for code in group.codes]
    assert len(KINDS) == 58
    assert sorted(placed) == sorted(KINDS)


def test_every_kind_lies_in_one_field_of_safety() -> None:
    placed = [kind for kinds in THEMES.values() for kind in kinds]
    assert sorted(placed) == sorted(KINDS)


def test_every_group_says_why_in_one_sentence_and_whose_judgement_it_is() -> None:
    for group in GROUPS:
        assert group.reason.endswith(".")
        assert group.reason.count(".") == 1
    for words in ("CBS", "eigen inschatting van Noaber"):
        assert words in SOURCE
    assert {reliability_of(code).driver for code in KINDS} == set(Driver)
