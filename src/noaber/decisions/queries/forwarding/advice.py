"""Since when councils advised an organisation to take part: they consented to the point that goes on to it (R56)."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from noaber.decisions.queries.proposals.matrix import Cell, Party, PointRow, StageStanding, Standing
from noaber.decisions.rules.outcomes import in_favour_answers


def advised_on(
    found: Standing, stage: StageStanding, point: PointRow, parties: Mapping[str, Party]
) -> dict[str, dt.date | None]:
    """The day on which councils consented to the point that goes on to each organisation; None while they did not.

    By the council of its district; by all councils where it has none (a partner works for the whole unit).
    """
    before = next((each for each in found.stages if each.number == stage.after), None)
    sending = _sending(found.points, point, before.labels) if before else None
    if before is None or sending is None:
        return dict.fromkeys(parties)
    cells = {each: before.cells.get((each.key, sending.label)) for each in before.parties}
    days = {}
    for district in {party.district for party in parties.values()}:
        near = [cell for each, cell in cells.items() if district and each.district == district]
        days[district] = _day_of_consent(near or cells.values(), sending)
    return {code: days[party.district] for code, party in parties.items()}


def _sending(points: Sequence[PointRow], point: PointRow, labels: Collection[str]) -> PointRow | None:
    """The point that councils answer and that sends this one on: itself, or the nearest point above it."""
    known = {each.label: each for each in points}
    above: PointRow | None = point
    while above and above.label not in labels:
        above = known.get(above.parent)
    return above


def _day_of_consent(cells: Iterable[Cell | None], point: PointRow) -> dt.date | None:
    """The day of the last consent when all of them consented."""
    favourable = in_favour_answers(point.kind)
    given = list(cells)
    days = [cell.decided_on for cell in given if cell and cell.answer in favourable]
    return max(days) if days and len(days) == len(given) else None
