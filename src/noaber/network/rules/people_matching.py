"""Who in a list to import is who in the register: proposals; a person decides where it is not certain.

A code of the register is certain, and so is a mail address with the name that belongs to it. A mail address
alone is not: a mayor and a secretary often share one. The same name at the same organisation is likely. The
same name elsewhere may be somebody who moved: it is offered as a candidate and never chosen. A name that only
looks alike is not the same name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from noaber.core.rules.dutch import fold_name


class Likeness(StrEnum):
    """How sure a match is; the person who imports sees it beside every row."""

    SAME = "same"  # by code, or by name and mail address
    LIKELY = "likely"  # the one person of this name at this organisation
    UNSURE = "unsure"  # several could be meant, or only the name or only the mail address fits
    NEW = "new"
    UNKNOWN_KEY = "unknown_key"  # the list gives a code that the register does not have
    TWICE = "twice"  # an earlier row of the same list is the same person
    TORN = "torn"  # fits rows or people that are not one person


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Someone in the register; leave empty what is not known."""

    key: str
    name: str
    organisation: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class IncomingPerson:
    """A row of the list; ``key`` is the register's own code, when the list has it."""

    row: int
    name: str
    organisation: str = ""
    email: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What is proposed for a row.

    ``person`` is set for SAME and LIKELY. ``candidates`` are the people that could be meant otherwise, in
    order of key. ``earlier_rows`` has the first row of the same person for TWICE, and of each that could be meant
    for TORN.
    """

    row: int
    likeness: Likeness
    person: str | None = None
    candidates: tuple[str, ...] = ()
    earlier_rows: tuple[int, ...] = ()


def match_people(incoming: Sequence[IncomingPerson], known: Iterable[KnownPerson]) -> list[Match]:
    """Propose for each row who it is, in the order of the rows.

    >>> register = [KnownPerson("P1", "Raad van Épe", "GM0232"), KnownPerson("P2", "Griffier", "GM0232")]
    >>> rows = [IncomingPerson(2, "raad van Epe", "GM0232"), IncomingPerson(3, "Griffier", "GM0200")]
    >>> for match in match_people(rows, register):
    ...     print(match.row, match.likeness.value, match.person, match.candidates)
    2 likely P1 ()
    3 unsure None ('P2',)
    """
    register, list_so_far = _Register(known), _ListSoFar()
    return [list_so_far.compared(person, register.find(person)) for person in incoming]


class _ListSoFar:
    """The rows that came before, by everything a later row of the same person can be told by."""

    def __init__(self) -> None:
        self._first_rows: dict[tuple[str, ...], int] = {}
        self._people: dict[int, str | None] = {}

    def compared(self, person: IncomingPerson, match: Match) -> Match:
        marks = _marks(person, match.person)
        earlier = tuple(sorted({self._first_rows[mark] for mark in marks if mark in self._first_rows}))
        if earlier:
            likeness = Likeness.TWICE if self._is_one(person, match, earlier) else Likeness.TORN
            match = Match(person.row, likeness, match.person, match.candidates, earlier)
        first = earlier[0] if earlier else person.row
        self._people.setdefault(first, match.person)
        for mark in marks:
            self._first_rows.setdefault(mark, first)
        return match

    def _is_one(self, person: IncomingPerson, match: Match, earlier: tuple[int, ...]) -> bool:
        """A row that says by key who it is leaves no doubt; without, all that it fits must be one person."""
        people = {self._people[row] for row in earlier} | {match.person}
        return bool(person.key) or (len(earlier) == 1 and len(people - {None}) <= 1)


def _marks(person: IncomingPerson, matched: str | None) -> list[tuple[str, ...]]:
    """By what a later row would be the same person as this one."""
    name, email = fold_name(person.name), _email(person.email)
    marks: list[tuple[str, ...]] = []
    if matched:
        marks.append(("person", matched))
    if person.organisation:
        marks.append(("at", name, person.organisation))
    if email or not person.organisation:
        marks.append(("mail", name, email))
    return marks


class _Register:
    """The people that are known, by everything they can be found by."""

    def __init__(self, known: Iterable[KnownPerson]) -> None:
        self.keys: set[str] = set()
        self.by_email: Mapping[str, set[str]] = defaultdict(set)
        self.by_name: Mapping[str, set[str]] = defaultdict(set)
        self.by_name_at: Mapping[tuple[str, str], set[str]] = defaultdict(set)
        for person in known:
            name = fold_name(person.name)
            self.keys.add(person.key)
            self.by_name[name].add(person.key)
            # What is not known is no mark: two people without a mail address do not share one.
            if person.organisation:
                self.by_name_at[name, person.organisation].add(person.key)
            if person.email:
                self.by_email[_email(person.email)].add(person.key)

    def find(self, person: IncomingPerson) -> Match:
        if person.key in self.keys:
            return Match(person.row, Likeness.SAME, person.key)
        if person.key:
            return Match(person.row, Likeness.UNKNOWN_KEY)
        name, nobody = fold_name(person.name), set[str]()
        of_name = self.by_name.get(name, nobody)
        of_email = self.by_email.get(_email(person.email), nobody)
        here = self.by_name_at.get((name, person.organisation), nobody)
        if len(of_both := of_name & of_email) == 1:
            return Match(person.row, Likeness.SAME, next(iter(of_both)))
        if len(here) == 1 and not of_email:
            return Match(person.row, Likeness.LIKELY, next(iter(here)))
        candidates = tuple(sorted(here | of_email or of_name))
        return Match(person.row, Likeness.UNSURE if candidates else Likeness.NEW, candidates=candidates)


def _email(address: str) -> str:
    return address.strip().casefold()
