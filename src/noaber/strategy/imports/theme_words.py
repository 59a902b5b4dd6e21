"""Which theme of the taxonomy somebody means in a list: by its code, by a name, or in the own words of before.

A code is taken as it stands: what looks like one ("52") is no code. Several themes by one word, or none, is for a
person to settle.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from noaber.core.documents.cells import fold
from noaber.network.api import SafetyFieldRow
from noaber.strategy.queries.inventory.plans import NamedRow
from noaber.strategy.queries.themes import NamingRow

MOST_NAMED: Final = 6
Words = dict[str, set[str]]


class ThemeWords:
    """The names of the taxonomy and of the network, the earlier names, and what each organisation called a theme."""

    def __init__(
        self, fields: Sequence[SafetyFieldRow], namings: Iterable[NamingRow], given: Iterable[NamedRow]
    ) -> None:
        self.names = {row.code: row.name for row in fields if row.parent}
        self._parts: Words = defaultdict(set)
        self._now: Words = defaultdict(set)
        self._before: Words = defaultdict(set)
        self._own: dict[str, Words] = defaultdict(lambda: defaultdict(set))
        for row in fields:
            if row.parent:
                self._now[fold(row.name)].add(row.code)
                self._parts[row.parent].add(row.code)
        for row in fields:
            if row.code in self._parts:
                self._parts[fold(row.name)] = self._parts[row.code]
        for naming in namings:
            for name in (naming.names.name, naming.names.shown):
                self._now[fold(name)].add(naming.field)
            for name in naming.names.earlier:
                self._before[fold(name)].add(naming.field)
        for said in given:
            self._own[said.organisation][fold(said.wording)].add(said.field)

    def meant(self, typed: str, owner: str) -> tuple[str, ...]:
        """The codes that it can be; today's names come before those of before and the own words."""
        code, word = typed.strip().upper(), fold(typed)
        if code in self.names:
            return (code,)
        if not word:
            return ()
        found = self._now.get(word) or (
            self._before.get(word, set()) | self._own[owner].get(word, set()) & self.names.keys()
        )
        return tuple(sorted(found))

    def near(self, typed: str) -> tuple[str, ...]:
        """What somebody may have meant, to choose from: the themes of a part, or those with a name like it."""
        parts = self._parts.get(typed.strip().upper()) or self._parts.get(fold(typed))
        if parts:
            return tuple(sorted(parts))
        words = {**self._before, **self._now}
        close = get_close_matches(fold(typed), words, n=MOST_NAMED)
        return tuple(sorted({code for word in close for code in words[word]}))[:MOST_NAMED]

    def named(self, codes: Iterable[str]) -> list[str]:
        return [f"{code} {self.names[code]}" for code in codes]
