"""Who reports to whom: the bodies of the day as a tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from noaber.core.addresses import body_address
from noaber.core.asof import AsOf
from noaber.network.queries.bodies import BodyRow


@dataclass(frozen=True, slots=True)
class Branch:
    """A body with the bodies that report to it; `held` of `total` seats are held."""

    name: str
    kind: str
    url: str
    held: int
    total: int
    is_formal: bool
    below: tuple["Branch", ...]

    @property
    def has_vacancy(self) -> bool:
        return self.held < self.total


def organogram(
    rows: Sequence[BodyRow], held: Mapping[str, tuple[int, int]], asof: AsOf
) -> tuple[Branch, ...]:
    """Trees of bodies: whoever reports to nobody stands on top, in the order given.

    A body whose superior does not exist on the day stands on top as well; a circle of bodies that report to
    each other starts at its first.
    """
    codes = {row.code for row in rows}
    below: dict[str, list[BodyRow]] = {}
    for row in rows:
        below.setdefault(row.parent_code if row.parent_code in codes else "", []).append(row)
    seen: set[str] = set()

    def grow(row: BodyRow) -> Branch:
        seen.add(row.code)
        children = tuple(grow(child) for child in below.get(row.code, ()) if child.code not in seen)
        return _branch(row, held.get(row.code, (0, 0)), asof, children)

    trees = [grow(row) for row in below.get("", ())]
    return (*trees, *(grow(row) for row in rows if row.code not in seen))


def _branch(row: BodyRow, held: tuple[int, int], asof: AsOf, children: tuple[Branch, ...]) -> Branch:
    return Branch(row.called, row.kind_label, body_address(row.code, asof), *held, row.is_formal, children)
