"""What partners themselves said of a result, beside what was recorded of all together (R21)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.strategy.models import PartnerWords
from noaber.strategy.rules.results.result import PartnerText


@dataclass(frozen=True, slots=True)
class SpokenRow:
    """What a partner said on a day."""

    on: dt.date
    sentence: str


@read_once
def partner_words(period: str, code: str, asof: AsOf) -> Mapping[str, tuple[SpokenRow, ...]]:
    """By the key of the partner all it said until the day, the first before the last; one query."""
    found = PartnerWords.objects.filter(
        result__period__code=period, result__code=code, said_on__lte=asof.valid_on
    )
    if asof.known_at is not None:
        found = found.filter(recorded_at__lt=asof.known_at)
    columns = ("organisation__code", "body__code", "said_on", "sentence")
    rows: dict[str, list[SpokenRow]] = defaultdict(list)
    for organisation, body, on, sentence in found.order_by("number").values_list(*columns):
        rows[PartnerText(organisation or "", body or "").key].append(SpokenRow(on, sentence))
    return {key: tuple(each) for key, each in rows.items()}
