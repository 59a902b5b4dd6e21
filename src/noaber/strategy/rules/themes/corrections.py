"""Whether the theme of something can still be corrected: as long as nothing final rests on it."""

import datetime as dt
from collections.abc import Iterable

from noaber.strategy.rules.grants.grant import StepKind
from noaber.strategy.rules.results.result import ResultState


def position_theme_fault(outcomes: Iterable[str], *, is_left: bool) -> str:
    """Of a joint position; `outcomes`: what came of each time that it was brought in, empty while that is open.

    >>> position_theme_fault(["", ""], is_left=False)
    ''
    >>> position_theme_fault(["", "Het ministerie neemt het mee."], is_left=False)
    'Er is al iets uit gekomen.'
    """
    if is_left:
        return "Het netwerk staat hier niet meer voor."
    return "Er is al iets uit gekomen." if any(outcomes) else ""


def grant_theme_fault(kinds: Iterable[StepKind]) -> str:
    """Of a grant file, by the steps that stand in it.

    >>> grant_theme_fault([StepKind.POSITION, StepKind.APPLICATION]), grant_theme_fault([StepKind.AWARD])
    ('', 'Over de aanvraag is al beslist.')
    """
    is_decided = {StepKind.AWARD, StepKind.REFUSAL, StepKind.IMPLEMENTATION} & set(kinds)
    return "Over de aanvraag is al beslist." if is_decided else ""


def result_theme_fault(since_on: dt.date, final_on: dt.date | None, state: ResultState) -> str:
    """Of a result; `final_on`: of which day the last review is that is final. A draft is in no review.

    >>> day, later = dt.date(2021, 6, 1), dt.date(2021, 7, 1)
    >>> result_theme_fault(day, None, ResultState.RECORDED), result_theme_fault(later, day, ResultState.RECORDED)
    ('', '')
    >>> result_theme_fault(day, later, ResultState.DRAFT)
    ''
    >>> result_theme_fault(day, later, ResultState.RECORDED)
    'De review waarin dit resultaat meetelt, is definitief.'
    """
    if state is ResultState.WITHDRAWN:
        return "Dit resultaat is ingetrokken."
    is_reviewed = state is ResultState.RECORDED and final_on is not None and since_on <= final_on
    return "De review waarin dit resultaat meetelt, is definitief." if is_reviewed else ""
