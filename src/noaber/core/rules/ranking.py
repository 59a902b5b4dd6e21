"""Who comes first: the one order by size that every room uses."""

from collections.abc import Mapping


def largest_first(sizes: Mapping[str, int]) -> tuple[str, ...]:
    """Order codes by size, the largest first, ties by the lowest code.

    >>> largest_first({"GM02": 5, "GM03": 9, "GM01": 5})
    ('GM03', 'GM01', 'GM02')
    """
    return tuple(sorted(sizes, key=lambda code: (-sizes[code], code)))
