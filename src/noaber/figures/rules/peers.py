"""Which municipalities are of like size: those whose inhabitants differ by the smallest factor."""

from collections.abc import Mapping
from math import log
from typing import Final

PEERS: Final = 8


def of_like_size(own: str, people: Mapping[str, float], count: int = PEERS) -> list[str]:
    """Codes of the nearest, the largest first, without `own` itself; who has no inhabitants is nobody's peer.

    >>> of_like_size("b", {"a": 100, "b": 200, "c": 390, "d": 5_000}, 2)
    ['c', 'a']
    >>> of_like_size("x", {"a": 100}, 2)
    []
    """
    if not people.get(own, 0) > 0:
        return []
    others = [code for code, number in people.items() if code != own and number > 0]
    nearest = sorted(others, key=lambda code: (abs(log(people[code] / people[own])), code))[:count]
    return sorted(nearest, key=lambda code: -people[code])
