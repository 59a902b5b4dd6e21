"""What in a list of people may be a slip though nothing is wrong with it: it is told, and a person judges."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from noaber.network.rules.people_import import WORDS, PersonPlan, PersonRow, Timeline, current_words

EMAIL: Final = WORDS.index("email")


def repeated_rows(people: Sequence[PersonPlan]) -> list[tuple[int, int]]:
    """Each row that says nothing else than an earlier one, and that one, in order.

    >>> words = {"name": "Adviseur", "organisation": "GM0193"}
    >>> twice = [PersonRow(2, words), PersonRow(3, {**words, "phone": "038"}), PersonRow(4, words)]
    >>> repeated_rows([PersonPlan(tuple(twice), "", (), None, ("Adviseur", "", "GM0193", "", "038"))])
    [(4, 2)]
    """
    found = []
    for person in people:
        first_of: dict[object, int] = {}
        for row in person.rows:
            first = first_of.setdefault(_said(row), row.row)
            found += [(row.row, first)] if first != row.row else []
    return sorted(found)


def _said(row: PersonRow) -> object:
    return tuple(row.words.get(name) for name in WORDS), row.key, row.is_newcomer, row.seat


def shared_addresses(
    people: Sequence[PersonPlan], known: Mapping[str, Timeline], on: date
) -> list[tuple[str, list[str]]]:
    """Each mail address that the list gives to somebody while another has it too, with who they are.

    It may be (`people_matching`: a mayor and a secretary often share one), so it is no fault. Addresses that the
    list leaves as they are, are not told each time.

    >>> words = [("Burgemeester", "", "", "info@zwolle.invalid"), ("Griffier", "", "", "INFO@zwolle.invalid")]
    >>> rows = [PersonRow(2, {"name": "Burgemeester"}), PersonRow(3, {"name": "Griffier"})]
    >>> plans = [PersonPlan((row,), "", (), None, said) for row, said in zip(rows, words)]
    >>> shared_addresses(plans, {}, date(2020, 1, 1))
    [('info@zwolle.invalid', ['Burgemeester (rij 2)', 'Griffier (rij 3)'])]
    """
    having: dict[str, list[str]] = defaultdict(list)
    for person in people:
        having[_address(person.after)].append(f"{person.after[0]} (rij {person.rows[0].row})")
    for address, name in _others(people, known, on):
        having[address].append(f"{name} (staat al in het register)")
    given = dict.fromkeys(_address(one.after) for one in people if _gets_address(one))
    return [(address, having[address]) for address in given if address and len(having[address]) > 1]


def _others(
    people: Sequence[PersonPlan], known: Mapping[str, Timeline], on: date
) -> Iterator[tuple[str, str]]:
    """The addresses and names of who is in the register and not in the list."""
    listed = {person.key for person in people}
    for key, words in current_words(known, on).items():
        if key not in listed:
            yield _address(words), words[0]


def _gets_address(person: PersonPlan) -> bool:
    return person.before is None or _address(person.before) != _address(person.after)


def _address(words: Sequence[str]) -> str:
    return words[EMAIL].strip().casefold()
