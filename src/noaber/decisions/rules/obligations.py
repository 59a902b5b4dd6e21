"""What a point asks of each of its addressees, year by year, and how far an organisation is with it.

Expected since the council of its district consented; binding by its own decision (a district council cannot bind a
municipality); then in its budget, for a municipality by 15 November (Gemeentewet 189-192). Never an amount: rates are
euros per inhabitant, capacity is in fte.

An evaluation stands in no budget: it is done when its report was adopted.

Source: the memo of 28 January 2019, R57 (76 x 4 years), R58 (at least 0.5 fte each, each year), R59 (evaluation).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from noaber.decisions.rules.outcomes import Verdict, in_favour_answers
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer


class ObligationKind(StrEnum):
    """What is asked."""

    CONTRIBUTION = "contribution"
    CAPACITY = "capacity"
    EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True)
class Terms:
    """Asked in each year from `first_year` up to and including `last_year`.

    `is_solidary`: the network goes on only when everyone who is asked this takes part (R50).

    >>> Terms(ObligationKind.CONTRIBUTION, 2020, 2023, rate=Decimal("0.07")).years
    (2020, 2021, 2022, 2023)
    """

    kind: ObligationKind
    first_year: int
    last_year: int
    rate: Decimal | None = None
    fte: Decimal | None = None
    reminder_on: dt.date | None = None
    is_solidary: bool = False

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first_year, self.last_year + 1))

    def asks(self, year: int) -> bool:
        """Whether anything is asked for this year: nothing before the first, nothing after the last (R45).

        >>> Terms(ObligationKind.CONTRIBUTION, 2020, 2023).asks(2019)
        False
        """
        return self.first_year <= year <= self.last_year


class ObligationState(StrEnum):
    """How far an obligation is; it is in exactly one of these."""

    NOT_EXPECTED = "not_expected"  # it may not be decided yet: not every council has sent it on
    EXPECTED = "expected"
    DECLINED = "declined"
    BINDING = "binding"
    IN_BUDGET = "in_budget"
    EVALUATED = "evaluated"  # only of an evaluation: its report was adopted


@dataclass(frozen=True, slots=True)
class Said:
    """One own decision of a party on a point."""

    answer: Answer
    decided_on: dt.date


@dataclass(frozen=True, slots=True)
class Decided:
    """What stands of one party on one point: whether it may decide by now, and its own decision.

    `kept_until`: the last year for which a consent before it stays; as `kept_until` says.
    """

    is_asked: bool
    own: Answer | None = None
    kept_until: int = 0

    def in_year(self, year: int) -> "Decided":
        return Decided(self.is_asked, Answer.CONSENT) if year <= self.kept_until else self


@dataclass(frozen=True, slots=True)
class Entry:
    """What a party did with one year of its obligation; ``sequence`` is the order of recording.

    ``is_taken_up``: in its budget (or an amendment of it); False takes an earlier entry back.
    """

    party: str
    label: str
    year: int
    is_taken_up: bool
    sequence: int


@dataclass(frozen=True, slots=True)
class Obligation:
    """One party, one point, one year. ``is_put_back``: it was in the budget, and was taken out again."""

    party: str
    label: str
    year: int
    state: ObligationState
    is_put_back: bool = False


_IN_FAVOUR = in_favour_answers(PointKind.DECIDE)


def kept_until(said: Iterable[Said]) -> int:
    """The last year for which a consent stays though it was refused since; 0 where nothing is kept.

    Of what was not taken back, in the order of recording. Whoever consented is released only of the years after the
    one in which it decided otherwise: what was budgeted and paid is not undone. A first refusal keeps nothing.

    >>> yes, no = Said(Answer.CONSENT, dt.date(2019, 9, 1)), Said(Answer.OBJECTION, dt.date(2022, 6, 1))
    >>> kept_until([yes, no]), kept_until([no]), kept_until([yes, no, yes])
    (2022, 0, 0)
    """
    until, is_bound = 0, False
    for each in said:
        if each.answer in _IN_FAVOUR:
            until, is_bound = 0, True
        else:  # of several refusals the earliest day counts
            year = each.decided_on.year
            until, is_bound = year if is_bound else min(until, year), False
    return until


def state_of(decided: Decided, *, is_taken_up: bool = False) -> ObligationState:
    """How far one obligation is.

    A party binds itself, whatever its council said: a district council cannot bind it, nor stop it. An objection
    declines. What stood in a budget counts only while the decision behind it stands. Of a party that consented and
    refused later, ask it of the decision of the year (`Decided.in_year`).

    >>> [state_of(Decided(True, answer)).value for answer in (None, Answer.CONSENT, Answer.OBJECTION, Answer.DEFERRED)]
    ['expected', 'binding', 'declined', 'expected']
    >>> state_of(Decided(False)).value, state_of(Decided(False, Answer.CONSENT), is_taken_up=True).value
    ('not_expected', 'in_budget')
    """
    if decided.own is Answer.OBJECTION:
        return ObligationState.DECLINED
    if decided.own in _IN_FAVOUR:
        return ObligationState.IN_BUDGET if is_taken_up else ObligationState.BINDING
    return ObligationState.EXPECTED if decided.is_asked else ObligationState.NOT_EXPECTED


def evaluated(state: ObligationState, *, is_adopted: bool) -> ObligationState:
    """How far an evaluation is; a report counts only while the decision to evaluate stands.

    >>> [evaluated(state, is_adopted=True).value for state in (ObligationState.BINDING, ObligationState.EXPECTED)]
    ['evaluated', 'expected']
    >>> evaluated(ObligationState.BINDING, is_adopted=False).value
    'binding'
    """
    is_done = is_adopted and state is ObligationState.BINDING
    return ObligationState.EVALUATED if is_done else state


def obligations_of(
    label: str, terms: Terms, parties: Mapping[str, Decided], entries: Iterable[Entry] = ()
) -> list[Obligation]:
    """Every obligation of one point: each party, each year, in the order of parties and then of years.

    Of a party, a point and a year the entry with the highest sequence counts, in whatever order they come in. An
    entry of a stranger, on another point, or of a year that is not asked, never counts.

    >>> terms = Terms(ObligationKind.CONTRIBUTION, 2020, 2021)
    >>> parties = {"a": Decided(True, Answer.CONSENT), "b": Decided(True)}
    >>> [(each.party, each.year, each.state.value) for each in obligations_of(
    ...     "3a", terms, parties, [Entry("a", "3a", 2020, True, 1), Entry("x", "3a", 2020, True, 2)])]
    [('a', 2020, 'in_budget'), ('a', 2021, 'binding'), ('b', 2020, 'expected'), ('b', 2021, 'expected')]
    """
    last: dict[tuple[str, int], Entry] = {}
    for entry in sorted(entries, key=lambda each: each.sequence):
        if entry.label == label:
            last[entry.party, entry.year] = entry
    return [
        _obligation(party, label, year, decided, last.get((party, year)))
        for party, decided in parties.items()
        for year in terms.years
    ]


def _obligation(party: str, label: str, year: int, decided: Decided, last: Entry | None) -> Obligation:
    state = state_of(decided.in_year(year), is_taken_up=last is not None and last.is_taken_up)
    is_put_back = state is ObligationState.BINDING and last is not None
    return Obligation(party, label, year, state, is_put_back)


def counts_of(states: Iterable[ObligationState]) -> dict[ObligationState, int]:
    """How many are in each state; the classes exclude each other and add up to the whole.

    >>> counts_of([ObligationState.BINDING, ObligationState.BINDING])[ObligationState.BINDING]
    2
    """
    counted = Counter(states)
    return {state: counted[state] for state in ObligationState}


def bound_by_verdict(verdict: Verdict, *, is_asked: bool) -> Decided:
    """A point that no organisation decides for itself (an evaluation) binds the network when its stage passed.

    >>> state_of(bound_by_verdict(Verdict.PASSED, is_asked=True)).value
    'binding'
    >>> state_of(bound_by_verdict(Verdict.OPEN, is_asked=False)).value
    'not_expected'
    """
    own = {Verdict.PASSED: Answer.CONSENT, Verdict.REJECTED: Answer.OBJECTION, Verdict.OPEN: None}
    return Decided(is_asked, own[verdict])


BUDGETS_BEFORE: Final = (11, 15)  # Gemeentewet article 191: to the province before 15 November
_REMINDED_FROM = (10, 1)
_EVALUATED_FROM = (3, 1)


class BudgetFault(StrEnum):
    """Why a municipality cannot have taken a year into its budget on a day."""

    BUDGET_TOO_LATE = "budget_too_late"
    AMENDMENT_TOO_LATE = "amendment_too_late"
    AMENDMENT_TOO_EARLY = "amendment_too_early"


def budget_fault(
    year: int, day: dt.date, *, is_amendment: bool, budget_on: dt.date | None = None
) -> BudgetFault | None:
    """A budget is adopted before its year begins (Gemeentewet article 191, first paragraph), and amended until that
    year is over (192), once it is there; `budget_on`: since when, as far as that is recorded.

    >>> [str(budget_fault(2020, dt.date(*day), is_amendment=False)) for day in ((2019, 12, 31), (2020, 1, 1))]
    ['None', 'budget_too_late']
    >>> [str(budget_fault(2020, dt.date(*day), is_amendment=True)) for day in ((2020, 12, 31), (2021, 1, 1))]
    ['None', 'amendment_too_late']
    >>> budget_fault(2020, dt.date(2019, 11, 7), is_amendment=True, budget_on=dt.date(2019, 11, 8)).value
    'amendment_too_early'
    """
    if not is_amendment:
        return BudgetFault.BUDGET_TOO_LATE if day.year >= year else None
    if day.year > year:
        return BudgetFault.AMENDMENT_TOO_LATE
    return BudgetFault.AMENDMENT_TOO_EARLY if budget_on and day < budget_on else None


def budget_deadline(year: int) -> dt.date:
    """Before which day the budget of a year goes to the province.

    >>> budget_deadline(2020).isoformat()
    '2019-11-15'
    """
    return dt.date(year - 1, *BUDGETS_BEFORE)


def is_reminded_on(year: int, day: dt.date) -> bool:
    """Whether it is time to ask whether a year stands in the budget: from 1 October until the deadline.

    >>> [is_reminded_on(2020, dt.date(2019, *day)) for day in ((9, 30), (10, 1), (11, 14), (11, 15))]
    [False, True, True, False]
    """
    return dt.date(year - 1, *_REMINDED_FROM) <= day < budget_deadline(year)


def is_awaited_on(year: int, day: dt.date) -> bool:
    """Whether a year that is not in the budget still waits: an amendment is possible until the year is over.

    >>> [is_awaited_on(2020, dt.date(*day)) for day in ((2019, 9, 30), (2019, 10, 1), (2020, 12, 31), (2021, 1, 1))]
    [False, True, True, False]
    """
    return dt.date(year - 1, *_REMINDED_FROM) <= day <= dt.date(year, 12, 31)


class EvaluationStep(StrEnum):
    """When who must have an evaluation done is written to: once when it is due, once when the budgets are made."""

    DUE = "due"
    BUDGETS = "budgets"


def evaluation_step(terms: Terms, year: int, day: dt.date) -> EvaluationStep | None:
    """Which letter about the evaluation of a year belongs to a day; each goes out once.

    >>> terms = Terms(ObligationKind.EVALUATION, 2023, 2023, reminder_on=dt.date(2023, 3, 1))
    >>> days = ((2, 28), (3, 1), (9, 30), (10, 1), (11, 15))
    >>> [str(evaluation_step(terms, 2023, dt.date(2023, *day))) for day in days]
    ['None', 'due', 'due', 'budgets', 'None']
    """
    if not is_evaluation_due(terms, year, day) or is_evaluation_late(year, day):
        return None
    return EvaluationStep.DUE if day < dt.date(year, *_REMINDED_FROM) else EvaluationStep.BUDGETS


def years_in_calendar(day: dt.date) -> tuple[int, ...]:
    """The years whose budget stands in a calendar: what still waits, and the next one to go to the province.

    >>> years_in_calendar(dt.date(2020, 6, 1)), years_in_calendar(dt.date(2020, 11, 15))
    ((2020, 2021), (2020, 2021, 2022))
    """
    years = range(day.year, day.year + 3)
    return tuple(year for year in years if budget_deadline(year - 1) <= day)


def is_evaluation_due(terms: Terms, year: int, day: dt.date) -> bool:
    """Whether the evaluation of a year should be going on: from its reminder, at the latest 1 March of that year.

    And until it was recorded: who is late (`is_evaluation_late`) still has to do it.

    >>> terms = Terms(ObligationKind.EVALUATION, 2023, 2023, reminder_on=dt.date(2023, 6, 1))
    >>> [is_evaluation_due(terms, 2023, dt.date(2023, *day)) for day in ((2, 28), (3, 1), (11, 14), (11, 15))]
    [False, True, True, True]
    """
    latest = dt.date(year, *_EVALUATED_FROM)
    first = min(terms.reminder_on, latest) if terms.reminder_on else latest
    return first <= day


def is_evaluation_late(year: int, day: dt.date) -> bool:
    """Whether the budgets of the next year go to the province without it (R59).

    >>> [is_evaluation_late(2023, dt.date(2023, 11, day)) for day in (14, 15)]
    [False, True]
    """
    return day >= budget_deadline(year + 1)
