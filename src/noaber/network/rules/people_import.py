"""What a list of people changes in the register: who is who, which words change, who takes which seat.

Plain records in, a plan out. Nothing is guessed: where a row can mean more than one person, or a seat cannot
be taken, the plan holds a fault with its row and column, and the list as a whole cannot be applied. What a
list leaves empty stays as it is. Seats: `people_import_seats`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from noaber.core.rules.history import Statement, restate, value_on
from noaber.core.rules.period import Period
from noaber.network.rules.people_matching import IncomingPerson, KnownPerson, Likeness, Match, match_people

WORDS: Final = ("name", "job_title", "organisation", "email", "phone")
Words = tuple[str, ...]
"""What is said of a person, in the order of `WORDS`; the organisation as its code."""
Timeline = Sequence[Statement[Words]]


@dataclass(frozen=True, slots=True)
class SeatWish:
    """The seat in a row; None is "as it is", or as the seat and the person ask."""

    post: str
    first_day: date | None = None
    last_day: date | None = None
    on_behalf_of: str | None = None
    is_substitute: bool | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row of the list. `words` by `WORDS`; None leaves a word as it is, an empty text takes it away.

    `key` is the register's own number; `is_newcomer` says that this is somebody who is not in the register,
    though the name may be.
    """

    row: int
    words: Mapping[str, str | None]
    key: str = ""
    is_newcomer: bool = False
    seat: SeatWish | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be applied; `column` is the key of the column to blame."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """What becomes of one person. `rows`: where they stand in the list; `key` is empty for who is new.

    `timeline`: everything said of them afterwards; `before` what was said on the first day of change.
    """

    rows: tuple[PersonRow, ...]
    key: str
    timeline: tuple[Statement[Words], ...]
    before: Words | None
    after: Words

    @property
    def is_new(self) -> bool:
        return not self.key

    @property
    def mark(self) -> str:
        """What tells this person from the others of the plan: the number, or the row of who is new."""
        return self.key or f"row {self.rows[0].row}"


@dataclass(slots=True)
class PeoplePlan:
    """The people of a list in order of their rows, and what is wrong."""

    people: list[PersonPlan] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def plan_people(rows: Sequence[PersonRow], known: Mapping[str, Timeline], on: date) -> PeoplePlan:
    """Work out who the rows mean and which words change from the day `on`.

    `known` holds everyone in the register by number. People whose time is over before `on` are not looked at.

    >>> register = {"P1": [Statement(Period(date(2019, 1, 1)), ("Adviseur", "", "GM0193", "a@zwolle.invalid", ""))]}
    >>> row = PersonRow(2, {"name": "Adviseur", "email": "a@zwolle.invalid", "phone": "038"})
    >>> plan = plan_people([row], register, date(2020, 1, 1))
    >>> plan.people[0].key, plan.people[0].after[4], len(plan.people[0].timeline)
    ('P1', '038', 2)
    """
    plan = PeoplePlan()
    current = current_words(known, on)
    for key, group in _groups(rows, current, plan.faults):
        words = _merged(group, plan.faults)
        plan.people.append(
            _changed(key, group, words, known[key], on) if key else _newcomer(group, words, on)
        )
    return plan


def current_words(known: Mapping[str, Timeline], on: date) -> dict[str, Words]:
    """What everyone is called on the day, or as soon as they come."""
    current = {}
    for key, timeline in known.items():
        later = [said for said in timeline if said.valid.until is None or said.valid.until > on]
        if later:
            current[key] = min(later, key=lambda said: said.valid.start).value
    return current


# --- who is who ---


def _groups(
    rows: Sequence[PersonRow], current: Mapping[str, Words], faults: list[Fault]
) -> list[tuple[str, list[PersonRow]]]:
    """The rows of each person together, with the person's number (empty: new), in order of the first row."""
    matches = _matches(rows, current)
    person_of: dict[int, str] = {}
    groups: dict[str, tuple[str, list[PersonRow]]] = {}
    for row in rows:
        match = matches[row.row]
        mark = _mark(row, match, person_of)
        if mark is None:
            faults.append(_fault_of(row, match, current))
            continue
        person_of[row.row] = mark
        groups.setdefault(mark, (match.person or "", []))[1].append(row)
    return list(groups.values())


def _mark(row: PersonRow, match: Match, person_of: Mapping[int, str]) -> str | None:
    """Under which mark a row is gathered; None when it is not clear who it means."""
    if match.likeness is Likeness.TORN:
        return None
    if match.person:
        return match.person
    if match.likeness is Likeness.TWICE:
        return person_of.get(match.earlier_rows[0])
    return f"row {row.row}" if match.likeness is Likeness.NEW else None


def _matches(rows: Sequence[PersonRow], current: Mapping[str, Words]) -> dict[int, Match]:
    """A match for each row; who is called new may not be taken for a namesake."""
    register = [KnownPerson(key, words[0], words[2], words[3]) for key, words in current.items()]
    found = {match.row: match for match in match_people([_incoming(row) for row in rows], register)}
    called_new = [row for row in rows if row.is_newcomer and not found[row.row].person]
    if called_new:
        twins = _twins(current)
        fresh = match_people([_incoming(row) for row in called_new], [])
        for row, match in zip(called_new, fresh, strict=True):
            twin = twins.get(_looks(row))
            # Reading the list a second time must not make a second newcomer.
            found[row.row] = Match(row.row, Likeness.SAME, twin) if twin else match
    return found


def _incoming(row: PersonRow) -> IncomingPerson:
    words = row.words
    return IncomingPerson(
        row.row, words["name"] or "", words.get("organisation") or "", words.get("email") or "", row.key
    )


def _looks(row: PersonRow) -> tuple[str, str, str]:
    return row.words["name"] or "", row.words.get("organisation") or "", row.words.get("email") or ""


def _twins(current: Mapping[str, Words]) -> dict[tuple[str, str, str], str]:
    """Who has exactly this name, organisation and mail address: the newest number wins, by order of number."""
    return {(words[0], words[2], words[3]): key for key, words in sorted(current.items())}


def _fault_of(row: PersonRow, match: Match, current: Mapping[str, Words]) -> Fault:
    if match.likeness is Likeness.UNKNOWN_KEY:
        return Fault(row.row, "key", "dit nummer staat niet in het register; maak de cel leeg of herstel het")
    if match.likeness is Likeness.TWICE:
        return Fault(
            row.row, "name", f"is dezelfde als in rij {match.earlier_rows[0]}; herstel eerst die rij"
        )
    if match.likeness is Likeness.TORN:
        return Fault(row.row, "name", _torn(match))
    named = [f"{current[key][0]} ({key})" for key in match.candidates[:5]]
    more = f" en nog {len(match.candidates) - 5}" if len(match.candidates) > 5 else ""
    message = (
        f"kan iemand zijn die al in het register staat: {'; '.join(named)}{more}. Zet in de kolom nummer het "
        "nummer van wie het is, of ‘nieuw’"
    )
    return Fault(row.row, "name", message)


def _torn(match: Match) -> str:
    fits = [f"rij {number}" for number in match.earlier_rows] + ([match.person] if match.person else [])
    return (
        f"past bij {' en ook bij '.join(fits)}, die niet dezelfde persoon zijn. Zet in de kolom nummer het nummer "
        "van wie het is, of geef wie dezelfde is overal dezelfde organisatie en hetzelfde e-mailadres"
    )


# --- what is said of them ---


def _merged(group: Sequence[PersonRow], faults: list[Fault]) -> dict[str, str]:
    """The words of all rows of one person; rows that contradict each other are a fault."""
    words: dict[str, str] = {}
    said_in: dict[str, int] = {}
    for row in group:
        for name in WORDS:
            value = row.words.get(name)
            if value is None:
                continue
            if words.setdefault(name, value) != value:
                message = (
                    f"‘{value}’ is iets anders dan ‘{words[name]}’ in rij {said_in[name]}; zet in alle rijen van "
                    "deze persoon hetzelfde"
                )
                faults.append(Fault(row.row, name, message))
            said_in.setdefault(name, row.row)
    return words


def _newcomer(group: Sequence[PersonRow], words: Mapping[str, str], on: date) -> PersonPlan:
    """Someone new is known from the day of the list, or from the first day in a seat when that is earlier."""
    firsts = [row.seat.first_day for row in group if row.seat and row.seat.first_day]
    after = tuple(words.get(name, "") for name in WORDS)
    return PersonPlan(tuple(group), "", (Statement(Period(min([on, *firsts])), after),), None, after)


def _changed(
    key: str, group: Sequence[PersonRow], words: Mapping[str, str], timeline: Timeline, on: date
) -> PersonPlan:
    """Change only the words that the list has, from the day on, and leave the others as they are each day."""
    ahead = Period(on)
    after: Sequence[Statement[Words]] = timeline
    for said in timeline:
        piece = said.valid.intersect(ahead)
        if piece is not None:
            value = tuple(words.get(name, old) for name, old in zip(WORDS, said.value, strict=True))
            if value != said.value:
                after = restate(after, piece, value).applied_to(after)
    first = _first_day(timeline, on)
    before, now = value_on(timeline, first), value_on(after, first)
    return PersonPlan(tuple(group), key, tuple(after), before, now or before or ())


def _first_day(timeline: Iterable[Statement[Words]], on: date) -> date:
    """The first day from `on` of which something is said."""
    return min(
        max(said.valid.start, on) for said in timeline if said.valid.until is None or said.valid.until > on
    )
