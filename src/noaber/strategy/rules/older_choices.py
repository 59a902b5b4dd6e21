"""Whether a text that was composed for the councils is still of an earlier choice, and how it is renewed.

A draft can be rewritten, so what is looked for are the parts that come from a choice: its day and source, the themes
that are asked or were rejected, and why. Whoever puts these right by hand, is done.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from noaber.strategy.rules.consulting import LONGEST_REMARK, WHY

_SPACES: Final = re.compile(r"\s+")


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


def is_of_older(text: str, older: Iterable[str], present: Iterable[str]) -> bool:
    """Whether a text has a part of an earlier choice that the present one does not have; of parts that begin alike the
    longest counts.

    >>> is_of_older("Zij staat in: Verslag  BBG.", ["zij staat in: verslag bbg"], ["zij staat in: verslag"])
    True
    >>> is_of_older("Zij staat in: Verslag BBG.", ["zij staat in: verslag"], ["zij staat in: verslag bbg"])
    False
    """
    now = set(present)
    known = sorted({*older, *now}, key=len, reverse=True)
    if not known:
        return False
    found = re.findall("|".join(map(re.escape, known)), _plain(text))
    return any(each not in now for each in found)


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
