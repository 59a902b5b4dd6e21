"""Policy periods as they stand, or stood at a moment."""

import datetime as dt
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Any, Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.reading import read_once
from noaber.strategy.models import LinkedPlan, LocalBundle, PeriodStatement, PolicyPeriod, PriorityRequest
from noaber.strategy.rules.periods.period import LinkedTerms, PeriodState, PeriodTerms

OWN_PARTS: Final = (PeriodStatement, PriorityRequest, LocalBundle)
"""What says something of the period itself, or was only asked."""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period as it was last recorded."""

    code: str
    revision: int
    recorded_at: dt.datetime
    terms: PeriodTerms
    adopted_on: dt.date | None = None  # also when it was extended, closed or discharged since
    adopted_note: str = ""  # what was said with the adoption
    adopted_at: dt.datetime | None = None  # when that was recorded
    adopted_by: str = ""  # with which proposal

    @property
    def decided_with(self) -> tuple[str, ...]:
        """The proposals that its decisions name: of the adoption, and of what it became since."""
        return tuple(dict.fromkeys(code for code in (self.adopted_by, self.terms.decided_by) if code))

    def begin(self, asof: AsOf) -> AsOf:
        """The first day of this period."""
        return replace(asof, valid_on=self.terms.starts_on)

    def within(self, asof: AsOf) -> AsOf:
        """As `day_within`, of this period."""
        return day_within(self.terms.starts_on, self.terms.ends_on, asof)


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A period by its name with its years, for shared pages, which need no more of it.

    `written_on`: when anything was first said of it. `decided_on`, `decided_by`: as in `PeriodTerms`.
    """

    code: str
    title: str
    state: PeriodState
    starts_on: dt.date
    ends_on: dt.date
    written_on: dt.date
    decided_on: dt.date | None = None
    decided_by: str = ""

    def begin(self, asof: AsOf) -> AsOf:
        """The first day of this period."""
        return replace(asof, valid_on=self.starts_on)

    def within(self, asof: AsOf) -> AsOf:
        """As `day_within`, of this period."""
        return day_within(self.starts_on, self.ends_on, asof)


def day_within(starts_on: dt.date, ends_on: dt.date, asof: AsOf) -> AsOf:
    """The day that was asked, or the nearest day of a period; an address with it says which."""
    day = min(max(asof.valid_on, starts_on), ends_on)
    return replace(asof, valid_on=day, is_asked=asof.is_asked or day != asof.valid_on)


@read_once
def periods_ever(asof: AsOf) -> tuple[PeriodRow, ...]:
    """As `periods`, and what was recorded by mistake and withdrawn."""
    found = _with_plans(_newest(asof)).order_by("-starts_on", "-period__code")
    return tuple(_row(statement) for statement in found)


def periods(asof: AsOf) -> tuple[PeriodRow, ...]:
    """Every period that was known and not withdrawn, the latest first; two queries."""
    return tuple(row for row in periods_ever(asof) if row.terms.state is not PeriodState.WITHDRAWN)


def period(code: str, asof: AsOf) -> PeriodRow | None:
    """One period, from what `periods` reads."""
    return next((row for row in periods(asof) if row.code == code), None)


@read_once
def statements(code: str, asof: AsOf) -> tuple[PeriodRow, ...]:
    """All that was said of a period until a moment, the newest first."""
    found = _with_plans(_held(asof).filter(period__code=code)).order_by("-number")
    return tuple(_row(statement) for statement in found)


@read_once
def states_said(code: str) -> tuple[tuple[dt.datetime, dt.date | None, str], ...]:
    """When which state was recorded, and decided; the newest first. One query for every day that is asked."""
    said = PeriodStatement.objects.filter(period__code=code).order_by("-number")
    return tuple(said.values_list("recorded_at", "decided_on", "state"))


def state_then(code: str, then: AsOf) -> PeriodState | None:
    """The state as of two dates; None when nothing was known yet. As `titles` reads it, without a query per day."""
    said = states_said(code)
    for place, (recorded_at, day, state) in enumerate(said, start=1):
        is_known = then.known_at is None or recorded_at < then.known_at
        if is_known and (day is None or day <= then.valid_on or place == len(said)):
            return PeriodState(state)
    return None


@read_once
def titles(asof: AsOf) -> tuple[TitleRow, ...]:
    """As `periods`, in one query."""
    first = PeriodStatement.objects.filter(period=OuterRef("period"), number=1).values("recorded_at")
    held = _newest(asof).exclude(state=PeriodState.WITHDRAWN.value)
    found = held.annotate(first_at=Subquery(first)).select_related("period")
    found = found.order_by("-starts_on", "-period__code")
    return tuple(
        TitleRow(
            row.period.code,
            f"{row.title} {PeriodTerms('', row.starts_on, row.ends_on).years}",
            PeriodState(row.state),
            row.starts_on,
            row.ends_on,
            timezone.localdate(row.first_at),
            row.decided_on,
            row.decided_by,
        )
        for row in found
    )


def titles_of_day(asof: AsOf) -> tuple[TitleRow, ...]:
    """As `titles`; of a day that was asked only what had begun by then, or was written by then."""
    if not asof.is_asked:
        return titles(asof)
    return tuple(row for row in titles(asof) if min(row.starts_on, row.written_on) <= asof.valid_on)


@read_once
def adopted_on(code: str, asof: AsOf) -> dt.date | None:
    """When a strategy was adopted, also when it was extended, closed or discharged since; one query."""
    said = _held(asof).filter(period__code=code, state=PeriodState.ADOPTED.value)
    day: dt.date | None = said.order_by("-number").values_list("decided_on", flat=True).first()
    return day


def recorded_with(asof: AsOf) -> frozenset[str]:
    """The proposals with which a strategy was recorded as adopted, or extended or closed since.

    Whatever day was recorded with it: that of the proposal is rectified there, also to an earlier one.
    """
    prepared = (PeriodState.PREPARATION.value, PeriodState.WITHDRAWN.value)
    said = _known(asof).exclude(state__in=prepared).exclude(decided_by="").exclude(decided_on=None)
    return frozenset(said.values_list("decided_by", flat=True))


@read_once
def as_adopted(code: str, asof: AsOf) -> AsOf:
    """The same day with what was known when a strategy was recorded as adopted; as asked while it is not.

    What was recorded at that very moment belongs to it.
    """
    said = PeriodStatement.objects.filter(period__code=code, state=PeriodState.ADOPTED.value)
    moment = said.order_by("number").values_list("recorded_at", flat=True).first()
    if moment is None or (asof.known_at and asof.known_at <= moment):
        return asof
    return replace(asof, known_at=just_after(moment))


def just_after(moment: dt.datetime) -> dt.datetime:
    """The first moment at which what was recorded then is known."""
    return moment + dt.timedelta(microseconds=1)


def titled(code: str, asof: AsOf) -> TitleRow | None:
    """One period by its name, from what `titles` reads."""
    return next((row for row in titles(asof) if row.code == code), None)


def day_of(code: str, asof: AsOf) -> AsOf:
    """The day on which the themes of a period are read: those of a period that is over are not those of today."""
    found = titled(code, asof)
    return found.within(asof) if found else asof


def before(chosen: PeriodRow, asof: AsOf) -> PeriodRow | None:
    """The period that began last before a period, also when it was extended into that."""
    earlier = (row for row in periods(asof) if row.terms.starts_on < chosen.terms.starts_on)
    return next(earlier, None)


def withdrawal(code: str, asof: AsOf) -> PeriodRow | None:
    """A period that was withdrawn: `terms.note` says why, `terms.decided_on` when."""
    found = (row for row in periods_ever(asof) if row.code == code)
    return next((row for row in found if row.terms.state is PeriodState.WITHDRAWN), None)


def refuse_withdrawn(code: str, asof: AsOf) -> None:
    """Tell who comes with a link of before why there is nothing to do any more."""
    if titled(code, asof) is None and (found := withdrawal(code, asof)):
        text = _("Deze beleidsperiode is ingetrokken. De reden: %(reason)s")
        raise DomainError(text % {"reason": found.terms.note})


def free_code(code: str, asof: AsOf) -> str:
    """The code of a new period over these years: one that was withdrawn keeps its own."""
    gone = {row.code for row in periods_ever(asof) if row.terms.state is PeriodState.WITHDRAWN}
    numbered = (f"{code}-{number}" for number in count(2))
    return next(each for each in chain([code], numbered) if each not in gone)


def resting_on(code: str) -> tuple[str, ...]:
    """What was recorded for a period beside what it says of itself and who was asked: each kind of it, in words."""
    kept = PolicyPeriod.objects.filter(code=code).first()
    relations = [each for each in PolicyPeriod._meta.related_objects if each.related_model not in OWN_PARTS]
    models = (each.related_model for each in relations)
    found = (each for each in models if kept and _standing(each, kept).exists())
    return tuple(str(each._meta.verbose_name_plural) for each in found)


def _standing(model: Any, kept: PolicyPeriod) -> QuerySet[Any]:
    """What of a kind there is for a period, without what was taken back."""
    found: QuerySet[Any] = model._default_manager.filter(period=kept)
    can_go = any(each.name == "withdrawal" for each in model._meta.related_objects)
    return found.filter(withdrawal=None) if can_go else found


def terms_of(statement: PeriodStatement) -> PeriodTerms:
    """The stored statement as the rules know it."""
    plans = (
        LinkedTerms(plan.organisation.code, plan.title, plan.starts_on, plan.ends_on, plan.proposal)
        for plan in statement.plans.all()
    )
    return PeriodTerms(
        title=statement.title,
        starts_on=statement.starts_on,
        ends_on=statement.ends_on,
        state=PeriodState(statement.state),
        decided_on=statement.decided_on,
        source=statement.source,
        decided_by=statement.decided_by,
        note=statement.note,
        plans=tuple(plans),
    )


def _with_plans(found: QuerySet[PeriodStatement]) -> QuerySet[PeriodStatement]:
    plans = Prefetch("plans", queryset=LinkedPlan.objects.select_related("organisation"))
    adopted = PeriodStatement.objects.filter(
        period=OuterRef("period"), state=PeriodState.ADOPTED.value, number__lte=OuterRef("number")
    )
    newest = adopted.order_by("-number")
    adopted_on, adopted_by = (Subquery(newest.values(name)[:1]) for name in ("decided_on", "decided_by"))
    first = adopted.order_by("number")
    note, moment = (Subquery(first.values(name)[:1]) for name in ("note", "recorded_at"))
    return (
        found.annotate(adopted_on=adopted_on, adopted_by=adopted_by, adopted_note=note, adopted_at=moment)
        .select_related("period")
        .prefetch_related(plans)
    )


def _newest(asof: AsOf) -> QuerySet[PeriodStatement]:
    later = _held(asof).filter(period=OuterRef("period"), number__gt=OuterRef("number"))
    return _held(asof).filter(~Exists(later))


def _held(asof: AsOf) -> QuerySet[PeriodStatement]:
    """What was known, and had been decided by the day; the first that was ever said of a period always is."""
    decided = Q(decided_on__isnull=True) | Q(decided_on__lte=asof.valid_on) | Q(number=1)
    return _known(asof).filter(decided)


def _known(asof: AsOf) -> QuerySet[PeriodStatement]:
    found = PeriodStatement.objects.all()
    return found if asof.known_at is None else found.filter(recorded_at__lt=asof.known_at)


def _row(statement: Any) -> PeriodRow:
    return PeriodRow(
        statement.period.code,
        statement.period.revision,
        statement.recorded_at,
        terms_of(statement),
        statement.adopted_on,
        statement.adopted_note or "",
        statement.adopted_at,
        statement.adopted_by or "",
    )
