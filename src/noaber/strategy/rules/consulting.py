"""The words with which chosen themes are put to the councils, and the strategy before who adopts it.

Nobody types over what was recorded: each theme brings its place, its points, who names it and why it was chosen. Who
prepares it mends the words in the draft. Markdown where a text of a proposal is, plain where a point is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Final

MOST_REMARKS: Final = 20
LONGEST_REMARK: Final = 400
"""So that all of them fit in one text; the rest stands with the proposal."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A theme of a round with what is known of it. `place` of `of`; `points` as people write them."""

    name: str
    is_chosen: bool
    place: int
    of: int
    points: str
    named_by: int
    answered: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Remarked:
    """What a council said of a point, and what was answered."""

    party: str
    point: str
    text: str
    answer: str = ""


def point_text(theme: Candidate) -> str:
    """What a council is asked of one theme.

    >>> print(point_text(Candidate("Verkeer", True, 2, 8, "3,42", 25, 76, "Het hoort bij zorg.")))
    Instemmen met het thema ‘Verkeer’. Het staat op plaats 2 van 8 met 3,42 punten, genoemd in 25 van de 76 plannen. \
Waarom het is gekozen: Het hoort bij zorg.
    """
    asked = f"Instemmen met het thema ‘{theme.name}’. Het staat op {_standing(theme)}."
    return " ".join([asked, *_why(theme, "Waarom het is gekozen: ")])


def rejected_text(themes: Iterable[Candidate]) -> str:
    """Which themes were weighed and not chosen, as a list; empty when there are none.

    >>> print(rejected_text([Candidate("Verkeer", False, 8, 8, "2,10", 1, 1, "Dat is lokaal.")]))
    Deze thema’s zijn gewogen en niet gekozen:
    <BLANKLINE>
    - Verkeer: plaats 8 van 8 met 2,10 punten, genoemd in 1 van de 1 plannen. Dat is lokaal.
    """
    lines = [
        f"- {each.name}: {' '.join([f'{_standing(each)}.', *_why(each, '')])}"
        for each in themes
        if not each.is_chosen
    ]
    return "\n".join(["Deze thema’s zijn gewogen en niet gekozen:", "", *lines]) if lines else ""


def criteria_text(criteria: Iterable[tuple[str, str]]) -> str:
    """What was weighed and how heavily, as a list.

    >>> print(criteria_text([("Ernst", "60 %"), ("Breedte", "40 %")]))
    De thema’s zijn gewogen op:
    <BLANKLINE>
    - Ernst (60 %)
    - Breedte (40 %)
    """
    return "\n".join(["De thema’s zijn gewogen op:", "", *(f"- {name} ({part})" for name, part in criteria)])


def remarks_text(remarks: Sequence[Remarked]) -> str:
    """What councils remarked when they consented, with what was answered.

    >>> print(remarks_text([Remarked("DVO Zuid", "2", "Let op de kosten.")]))
    Daarbij is opgemerkt:
    <BLANKLINE>
    - DVO Zuid, bij punt 2: Let op de kosten. Hierop is nog niet geantwoord.
    >>> remarks_text([])
    'Daarbij is niets opgemerkt.'
    """
    if not remarks:
        return "Daarbij is niets opgemerkt."
    lines = (
        f"- {each.party}, bij punt {each.point}: {_sentence(each.text)} "
        + (f"Antwoord: {_sentence(each.answer)}" if each.answer else "Hierop is nog niet geantwoord.")
        for each in remarks[:MOST_REMARKS]
    )
    more = len(remarks) - MOST_REMARKS
    rest = [f"- en nog {more}, te lezen bij het voorstel aan de overleggen"] if more > 0 else []
    return "\n".join(["Daarbij is opgemerkt:", "", *lines, *rest])


def _standing(theme: Candidate) -> str:
    return (
        f"plaats {theme.place} van {theme.of} met {theme.points} punten, "
        f"genoemd in {theme.named_by} van de {theme.answered} plannen"
    )


def _why(theme: Candidate, before: str) -> list[str]:
    return [f"{before}{_sentence(theme.reason)}"] if theme.reason else []


def _sentence(text: str) -> str:
    """With a full stop, and on one line: a list takes no paragraphs."""
    line = shorten(text, LONGEST_REMARK, placeholder=" …")
    return line if line.endswith((".", "!", "?", ")", "…")) else f"{line}."
