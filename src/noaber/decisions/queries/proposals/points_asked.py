"""Which points of a proposal are for an organisation, whether or not its route asks them there yet."""

from noaber.decisions.queries.proposals.matrix import PointRow, Standing
from noaber.decisions.rules.points import Point, is_addressed


def points_for(found: Standing, organisation_kind: str) -> tuple[PointRow, ...]:
    """The points that are addressed to organisations of this kind, in the order of paper."""
    every = {
        point.label: Point(point.label, point.kind, point.parent, frozenset(point.addressed_to))
        for point in found.points
    }
    return tuple(
        point for point in found.points if is_addressed(every[point.label], organisation_kind, every.values())
    )
