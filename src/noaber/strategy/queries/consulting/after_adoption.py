"""The proposals that asked the councils before a strategy was adopted, and what happened to them since (R09, R14)."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import Answer, RightedRow, Role, Standing, proposal, righted, said_since
from noaber.strategy.models import PeriodStatement
from noaber.strategy.queries.periods.period import just_after
from noaber.strategy.rules.consulting.after_adoption import (
    After,
    Happened,
    LaterAnswer,
    SentText,
    adopted_text,
    happened_since,
)
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms
from noaber.strategy.words.after_adoption import (
    adopted_on_words,
    after_adoption_words,
    decided_already_words,
)


@dataclass(frozen=True, slots=True)
class AdoptedWith:
    """A strategy that was adopted after the councils were asked: on which day, and until when that was recorded.

    `asked`: the proposals that its choices named by then; the last one is about the themes that were adopted.
    `decided_by`: the proposal that adopted it, which may be the same.
    """

    period: str
    title: str
    on: dt.date
    until: dt.datetime
    asked: tuple[str, ...]
    decided_by: str = ""

    @property
    def consent(self) -> str:
        return self.asked[-1]


@read_once
def adopted_with(asof: AsOf) -> tuple[AdoptedWith, ...]:
    """Every strategy that was adopted, with what had asked the councils by then; one query."""
    said = PeriodStatement.objects.filter(
        state=PeriodState.ADOPTED.value,
        decided_on__lte=asof.valid_on,
        period__rounds__choices__proposal__isnull=False,
        period__rounds__choices__recorded_at__lte=F("recorded_at"),
    )
    if asof.known_at:
        said = said.filter(recorded_at__lt=asof.known_at)
    columns = (
        "period__code",
        "number",
        "recorded_at",
        "decided_on",
        "decided_by",
        "title",
        "starts_on",
        "ends_on",
    )
    rows = said.order_by("period__code", "number", "period__rounds__choices__pk")
    found: dict[str, AdoptedWith] = {}
    first: dict[str, int] = {}
    for code, number, at, on, by, title, *days, asked in rows.values_list(
        *columns, "period__rounds__choices__proposal__code"
    ):
        called = f"{title} {PeriodTerms('', *days).years}"
        known = found.get(code, AdoptedWith(code, called, on, just_after(at), ()))
        named = (*known.asked, asked) if number == first.setdefault(code, number) else known.asked
        found[code] = AdoptedWith(code, called, on, known.until, named, by)
    return tuple(found.values())


def asked_before(asof: AsOf) -> Iterator[tuple[str, dt.datetime]]:
    """The proposals that asked the councils before a strategy was adopted, each until when: it went on without who had
    not answered. What a proposal that adopts it still asks itself, that proposal tells."""
    for row in adopted_with(asof):
        yield from ((code, row.until) for code in row.asked if code != row.decided_by)


def decided_already(asof: AsOf) -> Iterator[tuple[str, str]]:
    """What who is asked a new text of those proposals reads with the question: the strategy stands."""
    for row in adopted_with(asof):
        told = decided_already_words(row.title, row.on)
        yield from ((code, told) for code in dict.fromkeys(row.asked) if code != row.decided_by)


def adopted_before_withdrawing(code: str) -> Iterator[str]:
    """That a strategy was adopted on what was answered to this proposal: that stands, whoever withdraws it (R14)."""
    for row in adopted_with(AsOf(clock.today())):
        if code in row.asked and code != row.decided_by:
            text = _(
                "Let op: op dit voorstel is ‘%(title)s’ vastgesteld, op %(day)s. Die strategie blijft gelden. Bij haar "
                "komt te staan dat dit voorstel is ingetrokken."
            )
            yield text % {"title": row.title, "day": long_date(row.on)}


def later_than(code: str, moment: dt.datetime | None, asof: AsOf) -> tuple[Happened, ...]:
    """What happened to a proposal from a moment on, by the day that is asked; one query where nothing did.

    What a demonstration recorded carries the real time, and is told of the day on which it stands (`clock.day_of`).
    The answer that adopts a strategy itself is not of later, nor is a day of it that was put right.
    """
    if moment is None or not said_since(code, moment):
        return ()
    found = proposal(COMMAND, code, asof)
    if found is None:
        return ()
    gone = (found.withdrawn_at, clock.day_of(found.withdrawn_at)) if found.withdrawn_at else None
    adopts = any(row.decided_by == code for row in adopted_with(asof))
    roles = (Role.CONSENT,) if adopts else (Role.CONSENT, Role.ADOPT)
    happened = happened_since(moment, _texts(found), _answers(found, roles), gone)
    return tuple(each for each in happened if each.on <= asof.valid_on)


def since_adoption(
    actor: Actor, period: str, asof: AsOf, *, of: Collection[str] | None = None, is_alone: bool = False
) -> str:
    """What happened to the proposal on which the councils consented to a strategy, for this reader; empty for nothing.

    `of`: only where that is one of these proposals. `is_alone`: as `after_adoption_words`.
    """
    return " ".join(
        told
        for row in adopted_with(asof)
        if row.period == period
        and (of is None or row.consent in of)
        and (happened := later_than(row.consent, row.until, asof))
        and (told := after_adoption_words(happened, is_named=_may_read(actor, row, asof), is_alone=is_alone))
    )


def righted_of(actor: Actor, code: str, period: str, asof: AsOf) -> tuple[RightedRow, ...]:
    """What was put right of a proposal after it was adopted, for who may read it: of who was heard as of who decided.

    Not what `since_adoption` tells of the councils that were asked about the themes of this period; a day of the
    adoption of the strategy itself it does not tell.
    """
    found = proposal(actor, code, asof) if code else None
    told = next((row for row in adopted_with(asof) if row.period == period and row.consent == code), None)
    return tuple(
        each
        for each in (righted(found, told.until if told else None) if found else ())
        if told is None or each.is_hearing or each.role is Role.ADOPT
    )


def all_righted(
    actor: Actor, codes: Collection[str], period: str, asof: AsOf
) -> Iterator[tuple[Standing, RightedRow]]:
    """What was put right of the proposals of an adopted strategy (`codes`), and of what asked its councils, for who may
    read them."""
    asked = {row.consent: row.until for row in adopted_with(asof) if row.period == period}
    for code in dict.fromkeys([*asked, *codes]):
        if found := (proposal(actor, code, asof) if code else None):
            yield from ((found, row) for row in righted(found, asked.get(code)))


def _may_read(actor: Actor, row: AdoptedWith, asof: AsOf) -> bool:
    return proposal(actor, row.consent, asof) is not None


def adopted_on_text(code: str, asof: AsOf) -> Iterator[tuple[AdoptedWith, int, bool]]:
    """The strategies that were adopted on a text of this proposal: on which, and whether anything happened since."""
    for row in adopted_with(asof):
        found = proposal(COMMAND, code, asof) if row.consent == code else None
        if found is None or (found.withdrawn_at and found.withdrawn_at < row.until):
            continue
        if number := adopted_text(_texts(found), row.until):
            yield row, number, bool(later_than(code, row.until, asof))


def changed_after_adoption(found: Standing) -> Iterator[str]:
    """That a strategy was adopted on another text than this one, or before what happened since: nobody rewrites it."""
    asof = AsOf(clock.today())
    for row, number, is_moved in adopted_on_text(found.code, asof):
        if number == found.number and not is_moved:
            continue
        told = [adopted_on_words(row.title, row.on, number)]
        if number != found.number and found.is_sent:
            told.append(_("U leest versie %(number)s.") % {"number": found.number})
        told.append(_("Wat hier nog verandert, verandert die strategie niet."))
        if not found.is_sent:
            told.append(
                _(
                    "Moeten er andere thema’s komen? Leg dan een nieuwe keuze vast, met de reden, en leg die voor."
                )
            )
        yield " ".join(told)


def _texts(found: Standing) -> list[SentText]:
    return [
        SentText(each.number, each.sent_at, clock.day_of(each.sent_at))
        for each in found.versions
        if each.sent_at
    ]


def _answers(found: Standing, roles: Collection[Role]) -> list[LaterAnswer]:
    """Of who does one of these; the own decisions of organisations come after it, and change nothing of it."""
    names = {
        party.consultation_id: party.name
        for stage in found.stages
        if stage.role in roles and not stage.is_follow_up
        for party in stage.parties
    }
    kinds = {Answer.OBJECTION: After.OBJECTION, Answer.RETRACTED: After.TAKEN_BACK}
    return [
        LaterAnswer(
            names[each.consultation_id],
            each.label,
            kinds.get(each.answer, After.ANSWER),
            each.recorded_at,
            each.decided_on,
            clock.day_of(each.recorded_at),
            (each.answer.value, each.text),
        )
        for each in found.recorded
        if each.consultation_id in names
    ]
