"""A survey among the members: written, opened until a day, closed. Answers: `answering.py`; back: `withdrawing.py`."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock
from noaber.core.rules.dutch import long_date
from noaber.strategy.access import may_keep_survey
from noaber.strategy.models import (
    PolicyPeriod,
    Survey,
    SurveyClosing,
    SurveyExtension,
    SurveyQuestion,
)
from noaber.strategy.queries.selection.period_themes import carried_under
from noaber.strategy.queries.surveys import SurveyRow, survey
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.surveys import (
    REVIEWABLE,
    SurveyKind,
    SurveyState,
    SurveyText,
    survey_faults,
)
from noaber.strategy.services.stating import refuse
from noaber.strategy.services.surveys.letters import invite


def prepare_survey(
    period: str,
    kind: SurveyKind,
    text: SurveyText,
    *,
    actor: Actor,
    today: dt.date,
    code: str = "",
    expected_revision: int | None = None,
) -> str:
    """Write a new survey of a kind (or, by its code, write one anew as long as it is not opened); answers its code.

    `DomainError` names the field that is wrong, and refuses a second survey of a kind beside one that holds;
    `Conflict` when somebody else was first.
    """
    require(may_keep_survey(actor))
    said = text.stripped
    refuse(survey_faults(said))
    if said.closes_on < today:
        raise DomainError(_("Deze dag is al voorbij. Kies een latere."), field="closes_on")
    themes = carried_under(period, AsOf(today))
    if any(each.theme not in ("", *themes) for each in said.questions):
        raise DomainError(_("Kies een thema uit de lijst."), field="questions")
    with verb("strategy.prepare_survey", actor=actor) as trail:
        kept = _draft(period, code, expected_revision, today)[0] if code else _new(period, kind)
        kept.title, kept.introduction = said.title, said.introduction
        kept.closes_on, kept.is_named = said.closes_on, said.is_named
        kept.revision += 1
        kept.save()
        kept.questions.all().delete()
        SurveyQuestion.objects.bulk_create(
            SurveyQuestion(
                survey=kept,
                number=number,
                kind=each.kind.value,
                text=each.text,
                theme_id=themes[each.theme].id if each.theme else None,
            )
            for number, each in enumerate(said.questions, start=1)
        )
        trail.note(kept, {"period": period, "survey": kept.code})
    return kept.code


def open_survey(
    period: str,
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> int:
    """Fix the questions; every organisation of today can answer until the last day, and gets a letter that says so.

    Answers how many letters are queued.
    """
    require(may_keep_survey(actor))
    with verb("strategy.open_survey", actor=actor) as trail:
        kept, row = _draft(period, code, expected_revision, today)
        refuse_passed(kept.closes_on, today)
        kept.opened_on, kept.opened_at = today, now
        count_change(kept, "opened_on", "opened_at")
        fixed = [kept, *kept.questions.all()]
        trail.note(kept, {"period": period, "survey": code}, records=fixed)
        return invite(trail, kept, row, actor=actor, now=now, today=today)


def extend_survey(
    period: str,
    code: str,
    closes_on: dt.date,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> None:
    """Let an open survey be answered until a later day; never an earlier one, for that was told to who answers."""
    require(may_keep_survey(actor))
    with verb("strategy.extend_survey", actor=actor) as trail:
        kept, row = hold_open(period, code, today, expected_revision)
        if closes_on <= row.text.closes_on:
            day = long_date(row.text.closes_on)
            raise DomainError(_("Kies een dag na %(day)s.") % {"day": day}, field="closes_on")
        extension = SurveyExtension.objects.create(
            survey=kept, closes_on=closes_on, said_on=today, recorded_at=now, recorded_by_id=actor.user_id
        )
        count_change(kept)
        facts: dict[str, Fact] = {"period": period, "survey": code, "closes_on": closes_on.isoformat()}
        trail.note(kept, facts, records=[extension])


def close_survey(
    period: str,
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> None:
    """End a survey before its last day: nobody answers any more, and the outcome can be read."""
    require(may_keep_survey(actor))
    with verb("strategy.close_survey", actor=actor) as trail:
        kept, _row = hold_open(period, code, today, expected_revision)
        closing = SurveyClosing.objects.create(
            survey=kept, closed_on=today, recorded_at=now, recorded_by_id=actor.user_id
        )
        count_change(kept)
        trail.note(kept, {"period": period, "survey": code}, records=[closing])


def hold_open(
    period: str, code: str, today: dt.date, revision: int | None = None, *, way_on: str = ""
) -> tuple[Survey, SurveyRow]:
    """A survey that is answered today, held so that nobody closes it meanwhile.

    `way_on`: what can be done instead once it is closed.
    """
    kept, row = hold_survey(period, code, today, revision)
    state = row.state_on(today)
    if state is SurveyState.DRAFT:
        raise DomainError(_("Deze peiling is nog niet geopend."))
    if state is SurveyState.CLOSED:
        raise DomainError(" ".join([_("Deze peiling is gesloten."), way_on]).strip())
    return kept, row


def refuse_passed(closes_on: dt.date, today: dt.date) -> None:
    """A survey is not opened after its last day; a draft can have waited until then."""
    if closes_on < today:
        raise DomainError(_("De laatste dag is al voorbij. Wijzig de peiling en kies een latere dag."))


def hold_survey(period: str, code: str, today: dt.date, revision: int | None) -> tuple[Survey, SurveyRow]:
    """A survey that was not withdrawn, held, and as it reads now."""
    found = Survey.objects.filter(period__code=period, code=code).values_list("pk", flat=True).first()
    if found is None:
        raise DomainError(_("Deze peiling is er niet."))
    kept = lock(Survey, found, revision=revision, label=_("Deze peiling"))
    row = survey(period, code, AsOf(today))
    if row is None or row.withdrawal_reason:
        raise DomainError(_("Deze peiling is ingetrokken; er wordt niets meer op vastgelegd."))
    return kept, row


def _draft(period: str, code: str, revision: int | None, today: dt.date) -> tuple[Survey, SurveyRow]:
    _reviewable(period)
    kept, row = hold_survey(period, code, today, revision)
    if row.opened_on is not None:
        raise DomainError(_("De peiling is geopend: de vragen staan vast."))
    return kept, row


def _new(period: str, kind: SurveyKind) -> Survey:
    """The next of its kind; there is one that holds at most."""
    kept = _reviewable(period)
    of_kind = Survey.objects.filter(period=kept, kind=kind.value)
    if of_kind.filter(withdrawal=None).exists():
        raise DomainError(_("Deze peiling is er al. Wijzig die, of trek haar eerst in."))
    earlier = of_kind.count()
    code = f"{kind.value}-{earlier + 1}" if earlier else kind.value
    return Survey(period=kept, kind=kind.value, code=code)


def _reviewable(code: str) -> PolicyPeriod:
    """The period, held so that nobody changes its state meanwhile."""
    kept = PolicyPeriod.objects.select_for_update().filter(code=code).first()
    last = kept.statements.last() if kept else None
    if kept is None or last is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    refuse_not_reviewable(PeriodState(last.state))
    return kept


def refuse_not_reviewable(state: PeriodState) -> None:
    """Refuse a survey of a strategy that is not adopted, or settled; also before somebody fills one in."""
    if state not in REVIEWABLE:
        raise DomainError(
            _("Een peiling hoort bij een strategie die is vastgesteld en nog geen decharge heeft.")
        )
