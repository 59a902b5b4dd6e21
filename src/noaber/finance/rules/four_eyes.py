"""Two persons look at what costs money: nobody stands on both sides of it."""


def persons(*keys: int | None) -> frozenset[int]:
    """Who stand behind a step: who took it, and for whom.

    >>> sorted(persons(7, None)), sorted(persons(7, 3)), sorted(persons(None, None))
    ([7], [3, 7], [])
    """
    return frozenset(key for key in keys if key is not None)


def is_by_others(earlier: frozenset[int], later: frozenset[int]) -> bool:
    """Whether nobody behind the later step stands behind the earlier one.

    An assistant (7) and the principal (3) count as one, and so do two assistants of one principal.

    >>> is_by_others(persons(7, 3), persons(3)), is_by_others(persons(3), persons(7, 3))
    (False, False)
    >>> is_by_others(persons(7, 3), persons(8, 3)), is_by_others(persons(7, 3), persons(7))
    (False, False)
    >>> is_by_others(persons(7, 3), persons(4))
    True
    """
    return not earlier & later
