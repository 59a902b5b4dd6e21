"""What a payment's text names: invoices by number or reference, organisations by name.

A text is cut into runs of digits and runs of letters; what stands in a row is looked up together. So `2020 0012`,
`2020/0012` and `20200012` are found for 2020-0012, and `120200012` is not. Everything is looked up in an index: the
time for a text does not depend on how many invoices there are.
"""

import re
from collections.abc import Container, Iterable, Iterator
from enum import IntEnum
from typing import Final

from noaber.core.rules.dutch import fold_name
from noaber.finance.rules.bank.references import read_reference

_RUNS: Final = re.compile(r"\d+|[^\W\d_]+")
_RF: Final = re.compile(r"RF\d\d")
_OTHER_SIGNS: Final = re.compile(r"[^0-9A-Z]")
_NAME_WORDS: Final = re.compile(r"[^\W_]+")
_NOT_OF_A_NAME: Final = {
    "gemeente",
    "gem",
    "de",
    "het",
    "van",
    "der",
    "den",
    "stichting",
    "bv",
    "nv",
    "b",
    "v",
    "n",
}
LEAST_SIGNS: Final = 5
"""A shorter number is found only as it is written: `12` stands in too many texts."""
MOST_SIGNS: Final = 4_000
"""Of one text; a bank gives at most a few hundred."""
LONGEST_REFERENCE: Final = 10
"""Runs in a row that can be one reference: RF34 2020 0001, or a betalingskenmerk in groups of four."""


class Written(IntEnum):
    """How an invoice number stands in a text; the lower the surer."""

    AS_IS = 0
    OTHER_SIGNS = 1  # other or no signs between, or without the letters before it
    LOST_ZEROS = 2


def _signs(text: str) -> str:
    return _OTHER_SIGNS.sub("", text.upper())


class Numbers:
    """Finds invoice numbers in a text.

    >>> known = Numbers(["2020-0012", "VN-2020-0013"])
    >>> [dict(known.within(text)) for text in ("Factuur 2020-0012", "2020 0012", "nr 2020-12", "20200013", "120200012")]
    [{'2020-0012': <Written.AS_IS: 0>}, {'2020-0012': <Written.OTHER_SIGNS: 1>},
    {'2020-0012': <Written.LOST_ZEROS: 2>}, {'VN-2020-0013': <Written.OTHER_SIGNS: 1>}, {}]
    """

    def __init__(self, numbers: Iterable[str]) -> None:
        self._joined: dict[str, set[str]] = {}
        self._bare: dict[tuple[str, ...], set[str]] = {}
        self._longest = 1
        self._letters: set[str] = set()
        for number in numbers:
            self._learn(number)

    def _learn(self, number: str) -> None:
        runs = _RUNS.findall(number.casefold())
        digits = [run for run in runs if run.isdecimal()]
        self._longest = max(self._longest, len(runs) + 1)
        self._letters.update(run for run in runs if not run.isdecimal())
        for key in {"".join(runs), "".join(digits)}:
            if len(key) >= LEAST_SIGNS or key == "".join(runs):
                self._joined.setdefault(key, set()).add(number)
        for bare in {_without_zeros(runs), _without_zeros(digits)}:
            if sum(map(len, bare)) >= LEAST_SIGNS:
                self._bare.setdefault(bare, set()).add(number)

    def within(self, text: str) -> dict[str, Written]:
        """The numbers that a text names, each in the surest way in which it does."""
        shown = text[:MOST_SIGNS].casefold()
        found: dict[str, Written] = {}
        row: list[re.Match[str]] = []
        for run in [*_RUNS.finditer(shown), None]:
            if run is not None and (run[0] in self._letters or run[0].isdecimal()):
                row.append(run)
            elif row:  # a word that is in no number ends what can be one
                self._look_up(shown, row, found)
                row = []
        return found

    def _look_up(self, shown: str, row: list[re.Match[str]], found: dict[str, Written]) -> None:
        runs = [run[0] for run in row]
        for first, start in enumerate(row):
            joined = ""
            for last in range(first, min(first + self._longest, len(row))):
                joined += runs[last]
                written = shown[start.start() : row[last].end()]
                for number, how in self._meant(joined, runs[first : last + 1], written):
                    found[number] = min(how, found.get(number, how))

    def _meant(self, joined: str, window: list[str], written: str) -> Iterator[tuple[str, Written]]:
        for number in self._joined.get(joined, ()):
            is_same = number.casefold() == written
            if is_same or len(joined) >= LEAST_SIGNS:
                yield number, Written.AS_IS if is_same else Written.OTHER_SIGNS
        for number in self._bare.get(_without_zeros(window), ()):
            yield number, Written.LOST_ZEROS


def _without_zeros(runs: list[str]) -> tuple[str, ...]:
    return tuple(run.lstrip("0") if run.isdecimal() else run for run in runs)


class References:
    """Finds the references of invoices in a text: RF anywhere, a betalingskenmerk as one number or in groups.

    >>> known = References({"RF3420200001": "2020-0001", "1000000202000012": "2020-0012"})
    >>> known.within("betr. RF34 2020 0001 en 1000 0002 0200 0012")
    ['2020-0001', '2020-0012']
    """

    def __init__(self, number_of: dict[str, str]) -> None:
        self._number_of = {_signs(reference): number for reference, number in number_of.items()}
        rf = {reference for reference in self._number_of if reference.startswith("RF")}
        self._lengths = sorted({len(reference) for reference in rf}, reverse=True)
        self._has_digits = len(rf) < len(self._number_of)

    def exactly(self, reference: str) -> str:
        """The invoice of a reference that the bank gives as such; empty when it is of none."""
        return self._number_of.get(_signs(reference), "")

    def within(self, text: str) -> list[str]:
        shown = text[:MOST_SIGNS].upper()
        found = dict.fromkeys(self._rf_within(_signs(shown))) if "RF" in shown else {}
        if self._has_digits:
            found |= dict.fromkeys(self._digits_within(shown))
        return list(found)

    def _rf_within(self, joined: str) -> Iterator[str]:
        for start in _RF.finditer(joined):
            for length in self._lengths:
                if number := self._number_of.get(joined[start.start() : start.start() + length]):
                    yield number
                    break

    def _digits_within(self, shown: str) -> Iterator[str]:
        runs = _RUNS.findall(shown)
        for first in range(len(runs)):
            joined = ""
            for run in runs[first : first + LONGEST_REFERENCE]:
                if not run.isdecimal():
                    break
                joined += run
                if number := self._number_of.get(joined):
                    yield number


def is_checked(reference: str) -> bool:
    """Whether a reference has a check in itself that holds: then a typing error cannot point to another invoice."""
    found = read_reference(reference)
    return found is not None and found.is_valid and len(found.value) > 7


def name_key(name: str) -> str:
    """What is the same in every way of writing a name.

    >>> name_key("Gemeente Rijsbeek"), name_key("RIJSBEEK, gem."), name_key("De Gemeente"), name_key("Sint-Jansteen")
    ('rijsbeek', 'rijsbeek', '', 'sint jansteen')
    """
    words = _NAME_WORDS.findall(fold_name(name))
    return " ".join(word for word in words if word not in _NOT_OF_A_NAME)


def names_within(text: str, known: Container[str], most_words: int) -> list[str]:
    """The names (as `name_key` has them) that stand in a text; of two that overlap the longer.

    >>> names_within("bijdrage 2020 Sint Jansteen", {"sint jansteen", "jansteen"}, 2)
    ['sint jansteen']
    """
    words = [word for word in _NAME_WORDS.findall(fold_name(text[:MOST_SIGNS])) if word not in _NOT_OF_A_NAME]
    found: dict[str, None] = {}
    first = 0
    while first < len(words):
        ends = range(min(first + most_words, len(words)), first, -1)
        end = next((end for end in ends if " ".join(words[first:end]) in known), 0)
        if end:
            found[" ".join(words[first:end])] = None
        first = max(first + 1, end)
    return list(found)
