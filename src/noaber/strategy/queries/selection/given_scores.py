"""What was given in selection rounds: the last score of each seat."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from noaber.core import clock, history
from noaber.strategy.models import Score
from noaber.strategy.rules.selection.sensitivity import Single


@dataclass(frozen=True, slots=True)
class GivenScore:
    """The last score of one seat on one criterion of one theme; `scorer_id`: who gave it."""

    id: int
    option: str
    criterion: str
    seat: str
    scorer_id: int
    value: int
    motive: str

    @property
    def voice(self) -> str:
        """Whose score it is: that of the seat, of before there were seats that of the person."""
        return self.seat or f"#{self.scorer_id}"

    @property
    def single(self) -> Single:
        return Single(self.option, self.criterion, self.voice, self.value)


def given_scores(
    keys: Sequence[uuid.UUID], known_at: dt.datetime | None
) -> dict[uuid.UUID, list[GivenScore]]:
    """The last score of each seat on each criterion of each theme, by round."""
    known = {"recorded_at__lt": known_at} if known_at else {}
    columns = (
        "pk",
        "option__code",
        "criterion__code",
        history.text_of("seat__code"),
        "scorer_id",
        "value",
        "motive",
    )
    last: dict[tuple[uuid.UUID, str, str, str], GivenScore] = {}
    rows = Score.objects.filter(option__round__in=keys, **known).order_by("pk")
    for key, *values in rows.values_list("option__round_id", *columns):
        score = GivenScore(*values)
        last.pop((key, score.option, score.criterion, f"#{score.scorer_id}"), None)
        last[key, score.option, score.criterion, score.voice] = score
    found: dict[uuid.UUID, list[GivenScore]] = defaultdict(list)
    for (key, *_rest), score in last.items():
        found[key].append(score)
    return found


def last_scored_on(key: uuid.UUID) -> dt.date | None:
    """The day on which the last score of a round was given; None where there is none."""
    last = (
        Score.objects.filter(option__round=key).order_by("-recorded_at").values_list("recorded_at", flat=True)
    )
    moment = last.first()
    return clock.day_of(moment) if moment else None
