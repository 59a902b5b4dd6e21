"""What was written for the strategy of a period: of each text its versions, drafts beside what was shared."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from noaber.core.asof import AsOf
from noaber.core.history import text_of
from noaber.core.reading import read_once
from noaber.strategy.models import StrategyTextStatement
from noaber.strategy.rules.texts import TextPart, WrittenText


@dataclass(frozen=True, slots=True)
class TextKey:
    """Which text of a strategy; `theme`: the code of its theme, else empty."""

    part: TextPart
    theme: str = ""


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One version; `number` counts all of them, drafts too."""

    number: int
    on: dt.date
    recorded_at: dt.datetime
    text: WrittenText


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text with its versions, the first one first."""

    key: TextKey
    versions: tuple[TextVersion, ...]

    @property
    def revision(self) -> int:
        return self.versions[-1].number

    @property
    def last(self) -> TextVersion:
        return self.versions[-1]

    @property
    def shared(self) -> tuple[TextVersion, ...]:
        """Those that were shared: what readers have seen."""
        return tuple(each for each in self.versions if each.text.is_shared)

    @property
    def draft(self) -> TextVersion | None:
        """What was written after the last that was shared."""
        return None if self.last.text.is_shared else self.last

    def shown(self, *, with_draft: bool) -> TextVersion | None:
        """What a reader gets: the last that was shared, or for who writes the last of all."""
        if with_draft:
            return self.last
        return self.shared[-1] if self.shared else None


@read_once
def strategy_texts(period: str, asof: AsOf) -> Mapping[TextKey, TextRow]:
    """Every text of a period with what was written of it by the day; one query."""
    found = StrategyTextStatement.objects.filter(text__period__code=period, said_on__lte=asof.valid_on)
    if asof.known_at is not None:
        found = found.filter(recorded_at__lt=asof.known_at)
    columns = ("text__part", text_of("text__theme__code"), "number", "said_on", "recorded_at")
    said = ("body", "is_shared", "reason")
    rows: dict[TextKey, list[TextVersion]] = defaultdict(list)
    for part, theme, number, on, at, *text in found.order_by("number").values_list(*columns, *said):
        version = TextVersion(number, on, at, WrittenText(*text))
        rows[TextKey(TextPart(part), theme)].append(version)
    return {key: TextRow(key, tuple(versions)) for key, versions in rows.items()}


def written_text(said: StrategyTextStatement) -> WrittenText:
    """The stored text as the rules know it."""
    return WrittenText(said.body, said.is_shared, said.reason)
