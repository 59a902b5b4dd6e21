"""Grants that come in (Awb 4.2): asked, awarded, paid in advance, accounted for, settled, and what is paid back.

The award is the most that can be had of a grant, and once it is settled the settlement is. What was accounted for is
what was spent of it, as far as that goes; the rest is at one's own cost. Of an award every euro is spent, unspent
(received and not spent), not paid out or, once it is settled, lapsed; those are the whole.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

LONGEST: Final = {"reference": 100, "evidence": 1000}
LONGEST_DETAIL: Final = {"title": 200, "funder": 200, "scheme": 200}
LARGEST_CENTS: Final = 10**12


class GrantStepKind(StrEnum):
    """What happened with a grant, in the order in which it can happen on one day."""

    APPLICATION = "application"
    AWARD = "award"
    REFUSED = "refused"
    ADVANCE = "advance"
    REPORT_DUE = "report_due"
    REPORT_SENT = "report_sent"
    SETTLEMENT = "settlement"
    RECLAIMED = "reclaimed"
    REPAID = "repaid"
    WITHDRAWN = "withdrawn"


class GrantState(StrEnum):
    """How far a grant is; it follows from its steps."""

    NEW = "new"
    APPLIED = "applied"
    REFUSED = "refused"
    RUNNING = "running"
    SETTLED = "settled"
    TO_PAY_BACK = "to_pay_back"


NO_AMOUNT: Final = (GrantStepKind.REFUSED, GrantStepKind.REPORT_DUE, GrantStepKind.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class GrantFault:
    """What is wrong, in Dutch, and at which field."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class IncomeLine:
    """The line of income of one year of a budget; `post` is its code."""

    agreement: str
    year: int
    post: str


@dataclass(frozen=True, slots=True)
class GrantDetails:
    """What a grant is. `applicant`: code of an organisation; `file`: of the application file in the strategy.

    `line`: where it comes in; None where the budget has no line for it.
    """

    title: str
    funder: str
    scheme: str
    applicant: str
    file: str = ""
    line: IncomeLine | None = None


@dataclass(frozen=True, slots=True)
class GrantStepText:
    """One dated step; `amount_cents` is None where a step has no amount."""

    kind: GrantStepKind
    on: dt.date
    amount_cents: int | None = None
    reference: str = ""
    evidence: str = ""

    @property
    def cents(self) -> int:
        return self.amount_cents or 0


@dataclass(frozen=True, slots=True)
class KnownStep:
    """A step as it was kept. `replaces`: the one that it corrects; `answers`: the report that it hands in."""

    key: int
    text: GrantStepText
    recorded_on: dt.date
    replaces: int | None = None
    answers: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GrantSums:
    """What a grant comes to, in cents. `settled` is None until it is settled."""

    asked: int = 0
    awarded: int = 0
    advances: int = 0
    accounted: int = 0
    settled: int | None = None
    reclaimed: int = 0
    repaid: int = 0

    @property
    def received(self) -> int:
        """What came in and did not go back."""
        return self.advances - self.repaid

    @property
    def still_to_come(self) -> int:
        """Of the award, or of what was settled, what did not come in yet."""
        return max(0, self.most - self.received)

    @property
    def to_pay_back(self) -> int:
        """What came in above what was settled."""
        return 0 if self.settled is None else max(0, self.received - self.settled)

    @property
    def income(self) -> int:
        """What came in and may stay: what is above what was settled is a debt until it went back."""
        return self.received - self.to_pay_back

    @property
    def most(self) -> int:
        """What can be had of it: the award, and what was settled once it is."""
        return self.awarded if self.settled is None else self.settled

    @property
    def spent(self) -> int:
        """Accounted for, as far as the grant pays it."""
        return min(self.accounted, self.most)

    @property
    def own_cost(self) -> int:
        """Accounted for and not settled: nobody pays it."""
        return self.accounted - self.spent

    @property
    def unspent(self) -> int:
        """Received and not spent; what must go back is not among it."""
        return max(0, self.income - self.spent)

    @property
    def prefinanced(self) -> int:
        """Spent, and still to come in."""
        return max(0, self.spent - self.income)

    @property
    def not_paid_out(self) -> int:
        """Of what can be had, what neither came in nor was spent."""
        return self.most - max(self.income, self.spent)

    @property
    def lapsed(self) -> int:
        """Of the award what was not settled: it is never the receiver's, whether it came in or not."""
        return self.awarded - self.most


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A report that was not handed in. `missed_on`: the day that had passed before it was moved to `due_on`."""

    key: int
    due_on: dt.date
    missed_on: dt.date | None = None
    reference: str = ""

    @property
    def counts_on(self) -> dt.date:
        """A moved day does not silence one that had passed."""
        return self.missed_on or self.due_on


def standing(steps: Iterable[KnownStep]) -> tuple[KnownStep, ...]:
    """The steps that hold: none that was corrected or withdrawn; in order of days.

    >>> day = dt.date(2020, 1, 1)
    >>> asked = KnownStep(1, GrantStepText(GrantStepKind.APPLICATION, day, 100), day)
    >>> more = KnownStep(2, replace(asked.text, amount_cents=200), day, replaces=1)
    >>> gone = KnownStep(3, GrantStepText(GrantStepKind.WITHDRAWN, day), day, replaces=2)
    >>> [each.key for each in standing([asked, more])], standing([asked, more, gone])
    ([2], ())
    """
    known = list(steps)
    gone = {each.replaces for each in known}
    held = (each for each in known if each.key not in gone and each.text.kind is not GrantStepKind.WITHDRAWN)
    return tuple(sorted(held, key=lambda each: (*place_of(each.text), each.key)))


def place_of(step: GrantStepText) -> tuple[dt.date, int]:
    """By day, and on one day in the order in which steps can come."""
    return step.on, list(GrantStepKind).index(step.kind)


def sums_of(steps: Iterable[GrantStepText]) -> GrantSums:
    """What the steps that hold come to; of an application that was refused nothing is left but what was asked.

    >>> def step(kind: str, day: int, cents: int = 0) -> GrantStepText:
    ...     return GrantStepText(GrantStepKind(kind), dt.date(2020, 1, day), cents)
    >>> steps = [step("application", 1, 100), step("award", 2, 90), step("advance", 3, 70), step("report_sent", 4, 50)]
    >>> sums = sums_of(steps)
    >>> sums.still_to_come, sums.spent, sums.unspent, sums.not_paid_out
    (20, 50, 20, 20)
    >>> closed = sums_of([*steps, step("settlement", 5, 50)])
    >>> closed.to_pay_back, closed.still_to_come, sums_of([*steps, step("settlement", 5, 60)]).to_pay_back
    (20, 0, 10)
    >>> back = sums_of([*steps, step("settlement", 5, 45), step("repaid", 6, 25)])
    >>> back.to_pay_back, back.not_paid_out, back.lapsed, back.spent, back.own_cost
    (0, 0, 45, 45, 5)
    >>> back.spent + back.unspent + back.not_paid_out + back.lapsed == back.awarded
    True
    """
    sums = GrantSums()
    for step in sorted(steps, key=place_of):
        sums = _after(sums, step)
    return sums


def _after(sums: GrantSums, step: GrantStepText) -> GrantSums:
    kind, cents = step.kind, step.cents
    changes = {
        GrantStepKind.APPLICATION: {"asked": cents},
        GrantStepKind.AWARD: {"awarded": cents},
        GrantStepKind.ADVANCE: {"advances": sums.advances + cents},
        GrantStepKind.REPORT_SENT: {"accounted": sums.accounted + cents},
        GrantStepKind.SETTLEMENT: {"settled": cents},
        GrantStepKind.RECLAIMED: {"reclaimed": sums.reclaimed + cents},
        GrantStepKind.REPAID: {"repaid": sums.repaid + cents},
    }
    return replace(sums, **changes.get(kind, {}))


def state_of(steps: Iterable[GrantStepText]) -> GrantState:
    """How far it is.

    >>> day = dt.date(2020, 1, 1)
    >>> asked, got = GrantStepText(GrantStepKind.APPLICATION, day, 5), GrantStepText(GrantStepKind.AWARD, day, 5)
    >>> [state_of(steps).value for steps in ((), (asked,), (asked, got))]
    ['new', 'applied', 'running']
    """
    found = sorted(steps, key=place_of)
    kinds = [each.kind for each in found]
    sums = sums_of(found)
    if GrantStepKind.SETTLEMENT in kinds:
        return GrantState.TO_PAY_BACK if sums.to_pay_back else GrantState.SETTLED
    if GrantStepKind.AWARD in kinds:
        return GrantState.RUNNING
    if kinds and kinds[-1] is GrantStepKind.REFUSED:
        return GrantState.REFUSED
    return GrantState.APPLIED if kinds else GrantState.NEW


def reports_due(steps: Iterable[KnownStep]) -> tuple[ReportDue, ...]:
    """The reports that were asked and not handed in, the most urgent first.

    >>> def due(key: int, day: int, recorded: int, replaces: int | None = None) -> KnownStep:
    ...     text = GrantStepText(GrantStepKind.REPORT_DUE, dt.date(2020, 3, day))
    ...     return KnownStep(key, text, dt.date(2020, 3, recorded), replaces)
    >>> [moved] = reports_due([due(1, 10, 1), due(2, 20, 5, replaces=1)])
    >>> moved.counts_on.day, moved.missed_on
    (20, None)
    >>> [late] = reports_due([due(1, 10, 1), due(2, 20, 15, replaces=1)])
    >>> late.counts_on.day, late.due_on.day
    (10, 20)
    """
    known = {each.key: each for each in steps}
    held = standing(known.values())
    answered = {each.answers for each in held if each.text.kind is GrantStepKind.REPORT_SENT}
    found = []
    for each in held:
        chain = list(_back(each, known))
        if each.text.kind is GrantStepKind.REPORT_DUE and not answered & {link.key for link in chain}:
            found.append(ReportDue(each.key, each.text.on, _missed(chain), each.text.reference))
    return tuple(sorted(found, key=lambda due: (due.counts_on, due.key)))


def _back(step: KnownStep, known: dict[int, KnownStep]) -> Iterator[KnownStep]:
    """A step and those that it corrected, the newest first."""
    each: KnownStep | None = step
    while each:
        yield each
        each = known.get(each.replaces) if each.replaces else None


def _missed(chain: list[KnownStep]) -> dt.date | None:
    """The first day that had passed when it was moved."""
    return min(
        (older.text.on for newer, older in pairwise(chain) if older.text.on < newer.recorded_on),
        default=None,
    )


def details_faults(said: GrantDetails) -> Iterator[GrantFault]:
    """What is wrong with what a grant is.

    >>> [fault.field for fault in details_faults(GrantDetails(" ", "", "", ""))]
    ['title', 'funder', 'applicant']
    """
    for field, complaint in (
        ("title", "Vul een naam in."),
        ("funder", "Vul in wie de subsidie geeft."),
        ("applicant", "Kies de organisatie die de subsidie aanvraagt."),
    ):
        if not getattr(said, field).strip():
            yield GrantFault(field, complaint)
    for field, longest in LONGEST_DETAIL.items():
        if len(getattr(said, field)) > longest:
            yield GrantFault(field, f"Gebruik hoogstens {longest} tekens.")


def step_faults(step: GrantStepText, today: dt.date) -> Iterator[GrantFault]:
    """What is wrong with a step by itself.

    >>> day = dt.date(2020, 1, 1)
    >>> [fault.message for fault in step_faults(GrantStepText(GrantStepKind.AWARD, day, 0, "", "Brief"), day)]
    ['Vul een bedrag van meer dan nul in.']
    >>> [fault.field for fault in step_faults(GrantStepText(GrantStepKind.REPORT_DUE, day, 5), day)]
    ['amount', 'evidence']
    >>> list(step_faults(GrantStepText(GrantStepKind.SETTLEMENT, day, 0, "", "Brief"), day))
    []
    """
    kind, cents = step.kind, step.amount_cents
    may_be_nothing = kind in (GrantStepKind.SETTLEMENT, GrantStepKind.REPORT_SENT)
    if kind in NO_AMOUNT:
        if cents:
            yield GrantFault("amount", "Bij deze stap hoort geen bedrag.")
    elif cents is None or cents < 0 or (cents == 0 and not may_be_nothing):
        yield GrantFault(
            "amount",
            "Vul een bedrag in; nul mag." if may_be_nothing else "Vul een bedrag van meer dan nul in.",
        )
    elif cents > LARGEST_CENTS:
        yield GrantFault("amount", "Dit bedrag is te groot.")
    if step.on > today and kind is not GrantStepKind.REPORT_DUE:
        yield GrantFault("on", "Deze dag ligt na vandaag. Leg het vast als het is gebeurd.")
    if not step.evidence.strip():
        yield GrantFault("evidence", "Schrijf waar dit staat, bijvoorbeeld in welke brief.")
    for field, longest in LONGEST.items():
        if len(getattr(step, field)) > longest:
            yield GrantFault(field, f"Gebruik hoogstens {longest} tekens.")
