"""Which seats the people of a list take, and whether they may: the demands that appointing one person makes too.

The picture of who holds what *after* the list is what counts, so that a list may end one term and begin the
next. A seat that is already held just so is not looked at again.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from noaber.core.rules.history import Statement, restate, value_on
from noaber.core.rules.period import Period, PeriodError
from noaber.network.rules.appointments import Asked, Sent, misfit
from noaber.network.rules.people_import import Fault, PersonPlan, SeatWish

Held = tuple[str, bool]
"""On whose behalf (a code, or empty), and whether as a substitute."""
Terms = Sequence[Statement[Held]]


@dataclass(frozen=True, slots=True)
class PostOnDays:
    """What a seat asks over a period. `follows` is the code of the post by virtue of which it is held."""

    valid: Period
    asked: Asked
    follows: str = ""
    term_months: int | None = None


@dataclass(frozen=True, slots=True)
class SeatRegister:
    """The seats by code, who holds them (by seat and person), and who the organisations are, by code."""

    posts: Mapping[str, Sequence[PostOnDays]]
    terms: Mapping[str, Mapping[str, Terms]]
    organisations: Mapping[str, Sequence[Statement[Sent]]]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """One seat of one person that changes. `before` and `after` are terms; None: there was no such term."""

    row: int
    person: str
    post: str
    before: Statement[Held] | None
    after: Statement[Held]
    sayings: tuple[tuple[Period, Held | None], ...]


def plan_seats(
    people: Sequence[PersonPlan], register: SeatRegister, on: date
) -> tuple[list[SeatPlan], list[Fault]]:
    """The seats that change, in order of the rows, and what is wrong with them."""
    planner = _Planner(register, on)
    for person in people:
        for row in person.rows:
            if row.seat is not None:
                planner.take(person, row.row, row.seat)
    planner.check_holders()
    return planner.plans, planner.faults


class _Planner:
    """Goes through the rows once, then looks at the seats as they will be."""

    def __init__(self, register: SeatRegister, on: date) -> None:
        self.register = register
        self.on = on
        self.plans: list[SeatPlan] = []
        self.faults: list[Fault] = []
        self._after: dict[str, dict[str, Terms]] = defaultdict(dict)
        self._held: dict[str, list[tuple[Period, str]]] = {}
        self._wished: dict[tuple[str, str], list[tuple[Period, int]]] = defaultdict(list)

    def take(self, person: PersonPlan, row: int, wish: SeatWish) -> None:
        """Plan one wish, or say why it cannot be."""
        terms = self._terms(wish.post, person.mark)
        known = _meant(terms, wish, self.on)
        try:
            after = self._term(person, wish, known)
        except PeriodError as error:
            self._fault(row, "last_day", str(error))
            return
        if self._is_said_already(person, row, wish.post, after.valid):
            return
        if known == after:
            return
        fault = self._misfit(person, wish.post, after)
        if fault:
            self._fault(row, *fault)
            return
        rest = known.valid.minus(after.valid) if known else ()
        sayings = (*((piece, None) for piece in rest), (after.valid, after.value))
        self.plans.append(SeatPlan(row, person.mark, wish.post, known, after, sayings))
        for period, value in sayings:
            terms = restate(terms, period, value).applied_to(terms)
        self._after[wish.post][person.mark] = terms

    def check_holders(self) -> None:
        """Two holders of one seat on a day, or somebody else than who holds the post that a seat follows.

        First what comes to nothing is left out: rows that together say what was known already.
        """
        self.plans = [plan for plan in self.plans if self._comes_to_something(plan)]
        for plan in self.plans:
            if plan.after.value[1]:
                continue
            other = _other_holder(self._holders(plan.post), plan)
            if other:
                who = self.register.names.get(other[1], other[1])
                message = (
                    f"de zetel {plan.post} is {other[0]} al bezet door {who}; zet bij die persoon een laatste dag, "
                    "of kies andere dagen"
                )
                self._fault(plan.row, "first_day", message)
            elif self._follows_another(plan):
                self._fault(
                    plan.row, "post", f"de zetel {plan.post} hoort bij een functie die een ander bekleedt"
                )

    def _fault(self, row: int, column: str, message: str) -> None:
        self.faults.append(Fault(row, column, message))

    def _known(self, post: str, person: str) -> Terms:
        return self.register.terms.get(post, {}).get(person, ())

    def _terms(self, post: str, person: str) -> Terms:
        after = self._after[post].get(person)
        return self._known(post, person) if after is None else after

    def _comes_to_something(self, plan: SeatPlan) -> bool:
        known, after = self._known(plan.post, plan.person), self._terms(plan.post, plan.person)
        return sorted(known, key=_start) != sorted(after, key=_start)

    def _term(self, person: PersonPlan, wish: SeatWish, known: Statement[Held] | None) -> Statement[Held]:
        """The term that the row asks for, filled up with what is known, or with what seat and person ask."""
        start = wish.first_day or (known.valid.start if known else self.on)
        valid = Period.through(start, wish.last_day)
        if wish.last_day is None:
            valid = Period(start, known.valid.until if known else self._end_of_term(wish.post, start))
        said = value_on(person.timeline, start)
        employer = said[2] if said else ""
        behalf = wish.on_behalf_of if wish.on_behalf_of is not None else known.value[0] if known else employer
        stands_in = wish.is_substitute if wish.is_substitute is not None else bool(known and known.value[1])
        return Statement(valid, (behalf, stands_in))

    def _end_of_term(self, post: str, start: date) -> date | None:
        asked = _on(self.register.posts.get(post, ()), start)
        if asked is None or asked.term_months is None:
            return None
        years, month = divmod(start.month - 1 + asked.term_months, 12)
        year = start.year + years
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))

    def _is_said_already(self, person: PersonPlan, row: int, post: str, valid: Period) -> bool:
        wished = self._wished[post, person.mark]
        earlier = next((number for period, number in wished if period.overlaps(valid)), None)
        wished.append((valid, row))
        if earlier is not None:
            self._fault(row, "post", f"deze zetel staat voor deze persoon ook al in rij {earlier}")
        return earlier is not None

    def _misfit(self, person: PersonPlan, post: str, term: Statement[Held]) -> tuple[str, str] | None:
        """The column and the reason why this person may not take this seat."""
        start = term.valid.start
        versions = self.register.posts.get(post, ())
        uncovered = _uncovered(term.valid, (version.valid for version in versions))
        asked = _on(versions, start)
        if uncovered or asked is None:
            return "first_day", f"de zetel {post} bestaat niet {uncovered or term.valid}"
        if value_on(person.timeline, start) is None:
            return "first_day", "deze persoon staat op die dag nog niet in het register"
        code = term.value[0]
        sent = value_on(self.register.organisations.get(code, ()), start) if code else Sent()
        if sent is None:
            return "on_behalf_of", f"de organisatie {code} bestaat niet op die dag"
        return _misfit_words(asked.asked, misfit(asked.asked, sent))

    def _holders(self, post: str) -> list[tuple[Period, str]]:
        """Who holds a seat after the list, substitutes aside, in order of days."""
        if post not in self._held:
            people = dict.fromkeys([*self.register.terms.get(post, {}), *self._after[post]])
            terms = [(term, person) for person in people for term in self._terms(post, person)]
            held = [(term.valid, person) for term, person in terms if not term.value[1]]
            self._held[post] = sorted(held, key=lambda one: (one[0].start, one[1]))
        return self._held[post]

    def _follows_another(self, plan: SeatPlan) -> bool:
        start = plan.after.valid.start
        asked = _on(self.register.posts.get(plan.post, ()), start)
        if asked is None or not asked.follows:
            return False
        holders = {person for valid, person in self._holders(asked.follows) if start in valid}
        return bool(holders - {plan.person})


def _start(term: Statement[Held]) -> date:
    return term.valid.start


def _meant(terms: Terms, wish: SeatWish, on: date) -> Statement[Held] | None:
    """The term that is already known and that the row is about."""
    first = wish.first_day
    if first is not None:
        exact = next((term for term in terms if term.valid.start == first), None)
        return exact or next((term for term in terms if first in term.valid), None)
    ahead = [term for term in terms if term.valid.until is None or term.valid.until > on]
    return min(ahead, key=lambda term: term.valid.start, default=None)


def _on(versions: Iterable[PostOnDays], day: date) -> PostOnDays | None:
    return next((version for version in versions if day in version.valid), None)


def _uncovered(period: Period, by: Iterable[Period]) -> Period | None:
    rest = [period]
    for piece in by:
        rest = [part for one in rest for part in one.minus(piece)]
    return rest[0] if rest else None


def _misfit_words(asked: Asked, wrong: str) -> tuple[str, str] | None:
    if wrong == "organisation":
        return "on_behalf_of", f"deze zetel is alleen voor iemand van {asked.organisation}"
    if wrong == "kind":
        return "on_behalf_of", "deze zetel is voor een andere soort organisatie"
    if wrong == "district":
        return "on_behalf_of", f"deze zetel is alleen voor iemand uit het district {asked.district}"
    return None


def _other_holder(holders: Sequence[tuple[Period, str]], plan: SeatPlan) -> tuple[Period, str] | None:
    """Somebody else who holds the seat on one of the days, and on which."""
    for valid, person in holders:
        if person != plan.person:
            shared = valid.intersect(plan.after.valid)
            if shared:
                return shared, person
    return None
