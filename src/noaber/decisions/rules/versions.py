"""Versions of a text: whose answer still counts when a later version came.

A version says of itself whether it is material. Who answered on an earlier text must see a material one again; an
answer on a text that changed in no way that matters, stands (R10). Numbers of versions count from 1.

Source: the memo of 28 January 2019, R10 (the outcomes worked into the text) and R60 (fixed versions per meeting).
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SentVersion:
    """One version that was sent; `is_material` is about what changed since the one before."""

    number: int
    is_material: bool


def counting_versions(sent: Iterable[SentVersion]) -> frozenset[int]:
    """The versions on which an answer counts today: the newest, and those before it back to the last material change.

    >>> versions = [SentVersion(1, True), SentVersion(2, True), SentVersion(3, False)]
    >>> sorted(counting_versions(versions)), sorted(counting_versions([]))
    ([2, 3], [])
    """
    found = set()
    for version in sorted(sent, key=lambda each: each.number, reverse=True):
        found.add(version.number)
        if version.is_material:
            break
    return frozenset(found)
