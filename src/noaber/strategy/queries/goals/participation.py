"""Which organisation takes part in which theme, as it was last said."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.strategy.models import Participation
from noaber.strategy.rules.goals.participation import ParticipationKind, ParticipationText


@dataclass(frozen=True, slots=True)
class ParticipationRow:
    """What an organisation last said of one theme, and on which day."""

    organisation: str
    theme: str
    number: int
    on: dt.date
    text: ParticipationText


@read_once
def participations(period: str, asof: AsOf) -> tuple[ParticipationRow, ...]:
    """The newest of every organisation and theme; one query."""
    found = Participation.objects.filter(period__code=period, said_on__lte=asof.valid_on)
    if asof.known_at is not None:
        found = found.filter(recorded_at__lt=asof.known_at)
    columns = ("organisation__code", "theme__code", "number", "said_on", "kind", "sentence")
    newest: dict[tuple[str, str], ParticipationRow] = {}
    for organisation, theme, number, on, kind, sentence in found.order_by("number").values_list(*columns):
        text = ParticipationText(ParticipationKind(kind), sentence)
        newest[organisation, theme] = ParticipationRow(organisation, theme, number, on, text)
    return tuple(newest[key] for key in sorted(newest))


def by_organisation(period: str, asof: AsOf) -> Mapping[str, Mapping[str, ParticipationRow]]:
    """By the code of the organisation, and then of the theme."""
    found: dict[str, dict[str, ParticipationRow]] = defaultdict(dict)
    for row in participations(period, asof):
        found[row.organisation][row.theme] = row
    return found


def revision_of(rows: Mapping[str, ParticipationRow]) -> int:
    """How often anything was said by one organisation."""
    return sum(row.number for row in rows.values())
