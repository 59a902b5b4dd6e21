"""Whether a text that was composed is still of an earlier choice or record, and how it is renewed.

A draft can be rewritten, so what is looked for are the parts that were composed: for the councils those of a choice
(its day and source, the themes that are asked or were rejected, and why), for who adopts what the councils said and
what was answered. Whoever puts these right by hand, is done.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from noaber.strategy.rules.consulting.wording import (
    LISTED,
    LONGEST_REMARK,
    MOST_REMARKS,
    NOTHING,
    WHY,
    Remarked,
    remark_line,
)

_SPACES: Final = re.compile(r"\s+")
_AGREED: Final = "%s van de %s overleggen stemden in met de thema"
_COMPOSED: Final = re.compile(
    rf"\d+ van de \d+ overleggen stemden in met de thema[\s\S]*?(?:{NOTHING}|{LISTED}(?:\s*\n\s*- .*)+)"
)


def parts_of(
    day: str, source: str, chosen: Iterable[tuple[str, str]], rejected: Iterable[tuple[str, str]]
) -> frozenset[str]:
    """What a draft says because of one choice; `chosen`, `rejected`: each theme with its reason.

    >>> for part in sorted(parts_of("1 maart 2020", "Verslag", [("Zorg", "")], [("Cyber", "Te vroeg.")])): print(part)
    - cyber:
    de keuze is gemaakt op 1 maart 2020
    instemmen met het thema 'zorg'
    te vroeg
    zij staat in: verslag
    """
    told = [f"De keuze is gemaakt op {day}", f"Zij staat in: {source}"]
    for name, reason in chosen:
        told += [f"Instemmen met het thema ‘{name}’", *([f"{WHY}{_begin(reason)}"] if reason else [])]
    for name, reason in rejected:
        told += [f"- {name}:", *([_begin(reason)] if reason else [])]
    return frozenset(_plain(each) for each in told)


def parts_told(given: int, asked: int, remarks: Sequence[Remarked]) -> frozenset[str]:
    """What a draft for who adopts says because of what the councils said, as it stands now.

    >>> for part in sorted(parts_told(5, 5, [])): print(part)
    5 van de 5 overleggen stemden in met de thema
    daarbij is niets opgemerkt
    """
    told = [remark_line(each) for each in remarks[:MOST_REMARKS]] if remarks else [NOTHING]
    return frozenset(_plain(each).rstrip(".") for each in (_AGREED % (given, asked), *told))


def parts_ever(asked: int, remarks: Iterable[Remarked]) -> frozenset[str]:
    """What such a draft may have said of before: other numbers, and of each remark what was not answered yet.

    `remarks`: all that were ever made, each with every answer that it had.
    """
    numbers = {_AGREED % (given, of) for of in range(1, asked + 2) for given in range(of + 1)}
    lines = {
        remark_line(replace(each, answer=answer, version=version))
        for each in remarks
        for answer in ("", each.answer)
        for version in {0, each.version}
    }
    return frozenset(_plain(each).rstrip(".") for each in (*numbers, NOTHING, *lines))


def not_told(text: str, remarks: Sequence[Remarked]) -> list[Remarked]:
    """Which remarks a text leaves out, where it gives a list of them; who tells them in other words gives none.

    >>> one, other = Remarked("DVO Zuid", "2", "Te vaag."), Remarked("DVO Noord", "1", "Let op.")
    >>> text = "Daarbij is opgemerkt:\\n\\n- DVO Zuid, bij punt 2: Te  vaag."
    >>> [each.party for each in not_told(text, [one, other])], not_told("Alles is besproken.", [one, other])
    (['DVO Noord'], [])
    """
    plain = _plain(text)
    if _plain(LISTED) not in plain:
        return []
    return [each for each in remarks[:MOST_REMARKS] if _plain(_begin(each.text)) not in plain]


def composed_in(text: str) -> str:
    """What was composed for who adopts, as it stands in a text; empty where that was rewritten.

    >>> agreed = "5 van de 5 overleggen stemden in met de thema’s."
    >>> composed_in(f"Vooraf. {agreed} Daarbij is niets opgemerkt. Achteraf.").removeprefix(agreed)
    ' Daarbij is niets opgemerkt.'
    >>> composed_in(f"{agreed} Daarbij is opgemerkt:\\n\\n- a.\\n- b.\\n\\nEn dan.").removeprefix(agreed)
    ' Daarbij is opgemerkt:\\n\\n- a.\\n- b.'
    """
    found = _COMPOSED.search(text)
    return found.group().rstrip() if found else ""


def is_of_older(text: str, older: Iterable[str], present: Iterable[str]) -> bool:
    """Whether a text has a part of an earlier choice that the present one does not have; of parts that begin alike the
    longest counts.

    >>> is_of_older("Zij staat in: Verslag  BBG.", ["zij staat in: verslag bbg"], ["zij staat in: verslag"])
    True
    >>> is_of_older("Zij staat in: Verslag BBG.", ["zij staat in: verslag"], ["zij staat in: verslag bbg"])
    False
    """
    return bool(older_in(text, older, present))


def older_in(text: str, older: Iterable[str], present: Iterable[str]) -> list[str]:
    """As `is_of_older`: which parts these are."""
    now = set(present)
    known = sorted({*older, *now}, key=len, reverse=True)
    if not known:
        return []
    found = re.findall("|".join(map(re.escape, known)), _plain(text))
    return [each for each in dict.fromkeys(found) if each not in now]


def renewed(text: str, older: Sequence[str], present: str) -> str:
    """A text with what is composed now in the place of what was composed then, whole where it was rewritten.

    >>> renewed("Vooraf. Gekozen: Zorg.", ["Gekozen: Zorg."], "Gekozen: Verkeer.")
    'Vooraf. Gekozen: Verkeer.'
    >>> renewed("Zorg is nu gekozen.", ["Gekozen: Zorg."], "Gekozen: Verkeer.")
    'Gekozen: Verkeer.'
    """
    for then in older:
        if then and then in text:
            return text.replace(then, present)
    return present


def _begin(reason: str) -> str:
    """As much of a reason as stands in a text whatever its length, without how it ends."""
    return " ".join(reason.split())[: LONGEST_REMARK // 2].rstrip(" .!?…)")


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.casefold().replace("’", "'").replace("‘", "'")).strip()
