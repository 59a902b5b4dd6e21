"""What was chosen in a round, all that was ever recorded of it."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from noaber.core import history
from noaber.strategy.models import ChoiceLine
from noaber.strategy.rules.selection.round import ChoiceText, Verdict


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """What was chosen at a time."""

    text: ChoiceText
    recorded_at: dt.datetime


def choices_of(
    keys: Sequence[uuid.UUID], known_at: dt.datetime | None, valid_on: dt.date | None
) -> Mapping[uuid.UUID, tuple[ChoiceRow, ...]]:
    """All choices of each round."""
    columns = ("choice__round_id", "choice_id", "choice__decided_on", "choice__source", "choice__recorded_at")
    known = {"choice__recorded_at__lt": known_at} if known_at else {}
    held = {"choice__decided_on__lte": valid_on} if valid_on else {}
    rows = ChoiceLine.objects.filter(choice__round__in=keys, **known, **held).order_by(
        "choice_id", "option__position"
    )
    found: dict[uuid.UUID, dict[int, ChoiceRow]] = defaultdict(dict)
    verdicts: dict[int, dict[str, Verdict]] = defaultdict(dict)
    texts = (history.text_of("choice__proposal__code"), history.text_of("choice__change__reason"))
    said = ("option__code", "is_chosen", "reason")
    for key, choice, decided_on, source, recorded_at, named, why, code, *verdict in rows.values_list(
        *columns, *texts, *said
    ):
        verdicts[choice][code] = Verdict(*verdict)
        text = ChoiceText(verdicts[choice], decided_on, source, named, why)
        found[key][choice] = ChoiceRow(text, recorded_at)
    return defaultdict(tuple, {key: tuple(rows.values()) for key, rows in found.items()})
