"""What became of the remarks on the memo in the demonstration. All answers are invented."""

import datetime as dt
from typing import Final

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions import api as decisions
from noaber.site.demonstration.memo import CODE

STEERING_GROUP: Final = "bbg:chair"
OFFICE: Final = "netwerkbureau:coordinator"
ABOUT_EVALUATION: Final = (
    "De evaluatie van 2023 kijkt ook naar wat kleine gemeenten bijdragen en ervoor terugkrijgen."
)
ABOUT_ACCOUNT: Final = "Ieder voorjaar krijgen alle deelnemers een verantwoording over het jaar ervoor."


def answer_council(now: dt.datetime, today: dt.date) -> None:
    """The chair of the steering group answers the remark of a council before the strategy is adopted (R10)."""
    for row in _open(today):
        _assign(row, STEERING_GROUP, now, today)
        _answer(row, ABOUT_EVALUATION, now, today)


def answer_organisations(now: dt.datetime, today: dt.date) -> None:
    """The office answers what municipalities remarked with their own decisions; one still waits for the chair."""
    *most, last = _open(today)
    for row in most:
        _assign(row, OFFICE, now, today)
        _answer(row, ABOUT_ACCOUNT, now, today)
    _assign(last, STEERING_GROUP, now, today)


def _open(today: dt.date) -> tuple[decisions.RemarkRow, ...]:
    return decisions.unanswered(CODE, AsOf(today))


def _assign(row: decisions.RemarkRow, post: str, now: dt.datetime, today: dt.date) -> None:
    decisions.assign_remarks(CODE, [row.id], post, actor=COMMAND, now=now, today=today)


def _answer(row: decisions.RemarkRow, text: str, now: dt.datetime, today: dt.date) -> None:
    decisions.answer_remark(CODE, row.id, actor=COMMAND, now=now, today=today, effect="answered", answer=text)
