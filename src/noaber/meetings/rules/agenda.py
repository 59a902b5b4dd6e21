"""The order of an agenda: numbers stay with their items, also when the meeting treats them in another order.

Source: domain.md, section 6 (besluitenlijst: treated order kept while numbers stay).
"""

from collections.abc import Iterable, Mapping, Sequence


def in_treated_order(treated_as: Mapping[int, int | None]) -> list[int]:
    """The numbers of the items in the order in which they were treated.

    ``treated_as`` holds by number the place that was recorded, None where the item kept its turn. An item with a
    place goes there; the others fill the places that are left, in the order of their numbers. A place that does not
    exist, or that another item has, counts as none.

    >>> in_treated_order({1: None, 2: None, 3: 1})
    [3, 1, 2]
    >>> in_treated_order({1: 3, 2: None, 3: None})
    [2, 3, 1]
    """
    slots: dict[int, int] = {}
    for number, place in sorted(treated_as.items()):
        if place and 1 <= place <= len(treated_as):
            slots.setdefault(place, number)
    others = iter(sorted(treated_as.keys() - slots.values()))
    return [slots[turn] if turn in slots else next(others) for turn in range(1, len(treated_as) + 1)]


def clashing_places(treated_as: Mapping[int, int | None]) -> list[int]:
    """The places that were recorded for more than one item.

    >>> clashing_places({1: 2, 2: 2, 3: None})
    [2]
    """
    places = [place for place in treated_as.values() if place]
    return sorted({place for place in places if places.count(place) > 1})


def moved(numbers: Sequence[int], number: int, to: int) -> list[int]:
    """The items by their old numbers, in their new order: ``number`` goes to place ``to`` (counted from 1).

    >>> moved([1, 2, 3], 3, 1)
    [3, 1, 2]
    >>> moved([1, 2, 3], 1, 9)
    [2, 3, 1]
    """
    others = [each for each in numbers if each != number]
    place = min(max(to, 1), len(numbers)) - 1
    return [*others[:place], number, *others[place:]]


def next_number(numbers: Iterable[int]) -> int:
    """The number of an item that is added at the end.

    >>> next_number([]), next_number([1, 2, 5])
    (1, 6)
    """
    return max(numbers, default=0) + 1
