"""Who has no figure of what, by name: a sum without one of its parts is no sum, and a rate of the others says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from noaber.core.rules.dutch import few_in_a_row


@dataclass(frozen=True, slots=True)
class Absent:
    """The names of municipalities that have no figure of a kind, which is called `title`."""

    title: str
    names: tuple[str, ...]


def absent_text(absent: Sequence[Absent], kinds: int) -> str:
    """The municipalities, and of which kinds where it is not all `kinds` that are looked at. Empty when there are none.

    >>> both = ("Aalten", "Ede")
    >>> absent_text([Absent("Fietsen", (*both, "Zwolle")), Absent("Zakkenrollerij", ("Zwolle",))], 2)
    'Zwolle; Aalten en Ede (Fietsen)'
    >>> absent_text([Absent("Fietsen", both)], 1), absent_text([Absent("Fietsen", ())], 1)
    ('Aalten en Ede', '')
    """
    titles: dict[str, list[str]] = {}
    for each in absent:
        for name in each.names:
            titles.setdefault(name, []).append(each.title)
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, found in titles.items():
        alike.setdefault(tuple(found), []).append(name)
    groups = sorted(alike.items(), key=lambda each: -len(each[0]))
    return "; ".join(_group(names, found, kinds) for found, names in groups)


def _group(names: Sequence[str], titles: Sequence[str], kinds: int) -> str:
    of_which = "" if len(titles) == kinds else f" ({few_in_a_row(titles)})"
    return f"{few_in_a_row(names)}{of_which}"
